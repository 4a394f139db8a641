package app.nero.stars;

import app.nero.kernel.Id;
import java.time.Instant;

/**
 * One movement of a person's stars.
 *
 * @param number of the entry among the person's own, from 1 on without a gap
 * @param amount what came, or went if it is negative
 * @param balance the sum of all amounts up to this one
 * @param ref what the entry is for: one a person, so that doing it again moves nothing
 */
public record StarsEntry(Id id, Id userId, int number, int amount, int balance, String reason, String ref,
        Instant createdAt) {

    /** Stars that a new account begins with. */
    public static final int FIRST_STARS = 3;

    private static final String FIRST_SIGN_IN = "first sign-in";

    /** @throws IllegalArgumentException if a balance would be below zero, or a number below one */
    public StarsEntry {
        if (balance < 0 || number < 1) {
            throw new IllegalArgumentException("no such balance or number");
        }
    }

    public static StarsEntry first(Id id, Id userId, Instant accountCreatedAt) {
        return new StarsEntry(id, userId, 1, FIRST_STARS, FIRST_STARS, FIRST_SIGN_IN, FIRST_SIGN_IN,
                accountCreatedAt);
    }

    public StarsEntry next(Id nextId, int nextAmount, String nextReason, String nextRef, Instant now) {
        return new StarsEntry(nextId, userId, number + 1, nextAmount, balance + nextAmount, nextReason, nextRef, now);
    }
}
