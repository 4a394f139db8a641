package app.nero.stars;

import app.nero.kernel.Id;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Adds stars to a user's balance or removes some. The balance stays between 0 and {@link #MAX}. The ledger is
 * authoritative; the account's copy of the balance is updated after it. Only {@link OpenLedger} opens a ledger, so that nothing
 * opens that of an erased account again.
 */
public final class MoveStars {

    /** The largest balance, and the largest amount of one entry in either direction. */
    public static final int MAX = 1_000_000;

    public sealed interface Result {

        /** Moved by this call, or by an earlier one with the same ref. */
        record Moved(StarsEntry entry) implements Result {}

        /** @param balance the current balance, to which the amount cannot be added */
        record OutOfRange(int balance) implements Result {}

        /** An earlier call with the same ref moved another amount. */
        record OtherAmount() implements Result {}

        /** The user has no ledger: the account was erased, or never completed a sign-in. */
        record NoLedger() implements Result {}
    }

    private final StarsLedger ledger;
    private final Balances balances;
    private final Clock clock;
    private final SecureRandom random;

    public MoveStars(StarsLedger ledger, Balances balances, Clock clock, SecureRandom random) {
        this.ledger = ledger;
        this.balances = balances;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param amount at most {@link #MAX} in either direction
     * @param ref idempotency key: a second call with the same ref moves nothing
     */
    public Result move(Id userId, int amount, String reason, String ref) {
        return move(userId, amount, StarsKind.GIFT, reason, ref);
    }

    /** Moves stars of this kind, otherwise like {@link #move(Id, int, String, String)}. */
    public Result move(Id userId, int amount, StarsKind kind, String reason, String ref) {
        while (true) {
            Optional<StarsEntry> last = ledger.findLast(userId);
            if (last.isEmpty()) {
                return new Result.NoLedger();
            }
            int balance = last.get().balance() + amount;
            boolean outOfRange = amount < 0 && balance < 0 || amount > 0 && balance > MAX;
            if (!outOfRange) {
                Instant now = clock.instant();
                StarsEntry next = last.get().next(Id.random(random, now), amount, kind, reason, ref, now);
                if (ledger.append(next)) {
                    return show(next);
                }
            }
            // The ref may be that of an earlier call. Most calls are the first, and need not look for it.
            Optional<StarsEntry> done = ledger.find(userId, ref);
            if (done.isPresent()) {
                return done.get().amount() == amount ? show(done.get()) : new Result.OtherAmount();
            }
            if (outOfRange) {
                return new Result.OutOfRange(last.get().balance());
            }
            // A concurrent call added an entry, which changed the balance. Start again.
        }
    }

    /**
     * Gives back what was taken for a ref; repeating it gives nothing more. The balance may exceed {@link #MAX}.
     *
     * @return the refund; empty if nothing was taken, or if the ledger was erased
     */
    public Optional<StarsEntry> refund(Id userId, String ref, String reason) {
        Optional<StarsEntry> debit = ledger.find(userId, ref).filter(entry -> entry.amount() < 0);
        if (debit.isEmpty()) {
            return Optional.empty();
        }
        String refundRef = ref + ":refund";
        while (true) {
            Optional<StarsEntry> done = ledger.find(userId, refundRef);
            Optional<StarsEntry> last = done.or(() -> ledger.findLast(userId));
            if (done.isPresent() || last.isEmpty()) {
                done.ifPresent(this::show);
                return done;
            }
            Instant now = clock.instant();
            StarsEntry refund = last.get().next(Id.random(random, now), -debit.get().amount(), StarsKind.REFUND, reason,
                    refundRef, now);
            if (ledger.append(refund)) {
                show(refund);
                return Optional.of(refund);
            }
        }
    }

    /** The stars that a user has. */
    public int balance(Id userId) {
        return ledger.findLast(userId).map(StarsEntry::balance).orElse(0);
    }

    private Result show(StarsEntry entry) {
        balances.showStars(entry.userId(), entry.number(), entry.balance());
        return new Result.Moved(entry);
    }
}
