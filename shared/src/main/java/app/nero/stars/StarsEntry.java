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
 * @param owedChange stars added to the user's debt, or paid of it if negative
 * @param owed the debt: the sum of all changes of it up to and including this one. It arises when stars are taken back that
 *         were spent already, and the next grants pay it
 * @param ref idempotency key, unique for the user
 */
public record StarsEntry(Id id, Id userId, int number, int amount, int balance, int owedChange, int owed,
        StarsKind kind, String reason, String ref, Instant createdAt) {

    static final String FIRST_SIGN_IN = "first sign-in";

    /** @throws IllegalArgumentException if the balance or the debt is below 0, or the number below 1 */
    public StarsEntry {
        if (balance < 0 || owed < 0 || number < 1) {
            throw new IllegalArgumentException("balance and owed must be at least 0, number at least 1");
        }
    }

    /** @param gift the stars of a new account; may be 0 */
    public static StarsEntry first(Id id, Id userId, int gift, Instant now) {
        return new StarsEntry(id, userId, 1, gift, gift, 0, 0, StarsKind.WELCOME, FIRST_SIGN_IN, FIRST_SIGN_IN, now);
    }

    /**
     * The entry after this one. Of stars that are granted, those that the user owes pay the debt.
     *
     * @param stars to add, or to remove if negative
     * @throws IllegalArgumentException if fewer stars are left than are removed
     */
    public StarsEntry next(Id nextId, int stars, StarsKind nextKind, String nextReason, String nextRef, Instant now) {
        int paid = nextKind.paysDebt() ? Math.clamp(stars, 0, owed) : 0;
        return next(nextId, stars - paid, -paid, nextKind, nextReason, nextRef, now);
    }

    /** The entry after this one that takes back granted stars. What the balance lacks becomes a debt. */
    StarsEntry takingBack(int stars, Id nextId, String nextReason, String nextRef, Instant now) {
        int taken = Math.min(balance, stars);
        return next(nextId, -taken, stars - taken, StarsKind.CHARGEBACK, nextReason, nextRef, now);
    }

    private StarsEntry next(Id nextId, int nextAmount, int nextOwedChange, StarsKind nextKind, String nextReason,
            String nextRef, Instant now) {
        return new StarsEntry(nextId, userId, number + 1, nextAmount, balance + nextAmount, nextOwedChange,
                owed + nextOwedChange, nextKind, nextReason, nextRef, now);
    }

    /** The stars that the movement stands for: with those that changed the debt instead of the balance. */
    public int stars() {
        return amount - owedChange;
    }

    /** The id after this prefix in the ref; empty if the ref has another form. */
    public Optional<Id> subject(String prefix) {
        return ref.startsWith(prefix) ? Id.parse(ref.substring(prefix.length()).split(":", 2)[0]) : Optional.empty();
    }
}
