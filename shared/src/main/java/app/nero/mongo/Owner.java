package app.nero.mongo;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import java.time.Instant;

/**
 * The user whose documents are erased or exported.
 *
 * @param until newer documents with the phone number belong to the number's next account
 */
public record Owner(Id userId, PhoneNumber phoneNumber, Instant until) {}
