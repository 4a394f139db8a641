package app.nero.stars;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Optional;

/**
 * One entry in the ledger of a user's stars.
 *
 * @param number of the entry in the user's ledger, from 1 without gaps
 * @param amount stars added, or removed if negative
 * @param balance the sum of all amounts up to and including this one
 * @param ref idempotency key, unique for the user
 */
public record StarsEntry(Id id, Id userId, int number, int amount, int balance, StarsKind kind, String reason,
        String ref, Instant createdAt) {

    static final String FIRST_SIGN_IN = "first sign-in";

    /** @throws IllegalArgumentException if the balance is below 0 or the number below 1 */
    public StarsEntry {
        if (balance < 0 || number < 1) {
            throw new IllegalArgumentException("balance must be at least 0, number at least 1");
        }
    }

    /** @param gift the stars of a new account; may be 0 */
    public static StarsEntry first(Id id, Id userId, int gift, Instant now) {
        return new StarsEntry(id, userId, 1, gift, gift, StarsKind.WELCOME, FIRST_SIGN_IN, FIRST_SIGN_IN, now);
    }

    public StarsEntry next(Id nextId, int nextAmount, StarsKind nextKind, String nextReason, String nextRef,
            Instant now) {
        return new StarsEntry(nextId, userId, number + 1, nextAmount, balance + nextAmount, nextKind, nextReason,
                nextRef, now);
    }

    /** The id after this prefix in the ref; empty if the ref has another form. */
    public Optional<Id> subject(String prefix) {
        return ref.startsWith(prefix) ? Id.parse(ref.substring(prefix.length()).split(":", 2)[0]) : Optional.empty();
    }
}
