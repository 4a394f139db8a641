package app.nero.upkeep;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import java.time.Instant;

/**
 * A user's request to erase their account. It is stored until everything is erased, so that an erasure interrupted by a crash
 * is finished later.
 *
 * @param requestedAt newer data with the phone number belongs to another account
 */
public record Erasure(Id userId, PhoneNumber phoneNumber, Instant requestedAt) {}
