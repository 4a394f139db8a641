package app.nero.upkeep;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import java.time.Instant;

/**
 * A person's wish to be forgotten. It is kept until all is gone, so that what a crash leaves is finished later.
 *
 * @param requestedAt what is stored of the phone number from then on belongs to another account
 */
public record Erasure(Id userId, PhoneNumber phoneNumber, Instant requestedAt) {}
