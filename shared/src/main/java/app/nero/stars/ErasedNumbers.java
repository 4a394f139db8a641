package app.nero.stars;

import app.nero.kernel.PhoneNumber;
import java.time.Instant;

/**
 * The phone numbers of accounts that were erased recently. They get no second welcome gift. Stored numbers cannot be read back.
 */
public interface ErasedNumbers {

    /** Remembers a number until {@code expiresAt}, or for longer if it was added with a later time. */
    void add(PhoneNumber number, Instant expiresAt);

    boolean contains(PhoneNumber number, Instant now);
}
