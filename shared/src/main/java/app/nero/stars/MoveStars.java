package app.nero.stars;

import app.nero.kernel.Id;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Adds stars to a user's balance or removes some. The balance is at least 0. It is at most {@link #MAX}, except for stars that are
 * given back or were paid for. The ledger is authoritative; the account's copy of the balance is updated after it. Only
 * {@link OpenLedger} opens a ledger, so that nothing opens that of an erased account again.
 */
public final class MoveStars {

    /** The largest balance, and the largest amount of one entry in either direction. */
    public static final int MAX = 1_000_000;

    public sealed interface Result {

        /** Moved by this call, or by an earlier one with the same ref. */
        record Moved(StarsEntry entry) implements Result {}

        /** @param balance the current balance, to which the amount cannot be added */
        record OutOfRange(int balance) implements Result {}

        /**
         * An earlier call with the same ref moved another amount, or {@link #takeBack} closed the ref before anything was
         * granted under it.
         */
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

    /**
     * Moves stars of this kind, otherwise like {@link #move(Id, int, String, String)}. Purchases, plans and gifts pay what the user
     * owes and add the rest to the balance.
     */
    public Result move(Id userId, int amount, StarsKind kind, String reason, String ref) {
        while (true) {
            Optional<StarsEntry> last = ledger.findLast(userId);
            if (last.isEmpty()) {
                return new Result.NoLedger();
            }
            Optional<StarsEntry> next = next(last.get(), amount, kind, reason, ref);
            if (next.isPresent() && ledger.append(next.get())) {
                return moved(next.get());
            }
            // The ref may be that of an earlier call. Most calls are the first, and need not look for it.
            Optional<StarsEntry> done = ledger.find(userId, ref);
            if (done.isPresent()) {
                return done.get().stars() == amount ? moved(done.get()) : new Result.OtherAmount();
            }
            if (next.isEmpty()) {
                return new Result.OutOfRange(last.get().balance());
            }
            // A concurrent call added an entry, which changed the balance. Start again.
        }
    }

    /** Returns empty if the balance would be out of range. */
    private Optional<StarsEntry> next(StarsEntry last, int amount, StarsKind kind, String reason, String ref) {
        if (last.balance() + amount < 0) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        StarsEntry next = last.next(Id.random(random, now), amount, kind, reason, ref, now);
        boolean fits = next.amount() <= 0 || next.balance() <= MAX || kind.isPaidFor();
        return Optional.of(next).filter(_ -> fits);
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
            Optional<StarsEntry> last = ledger.findLast(userId);
            if (last.isEmpty()) {
                return Optional.empty();
            }
            Instant now = clock.instant();
            StarsEntry refund = last.get().next(Id.random(random, now), -debit.get().amount(), StarsKind.REFUND, reason,
                    refundRef, now);
            if (ledger.append(refund)) {
                return Optional.of(show(refund));
            }
            // An earlier call gave it back, or a concurrent one added an entry. Most calls are the first, and need not look for it.
            Optional<StarsEntry> done = ledger.find(userId, refundRef);
            if (done.isPresent()) {
                return done.map(this::show);
            }
        }
    }

    /**
     * Takes back the stars of a payment that was refunded or disputed; repeating it takes nothing more. Stars that were spent
     * already become a debt. If nothing was granted yet, an entry of 0 stars closes the ref, so that a late grant moves nothing.
     *
     * @param grantRef the ref under which the stars were granted
     * @return the entry that took the stars back, or the one that closes the ref; empty if the user has no ledger
     */
    public Optional<StarsEntry> takeBack(Id userId, String grantRef, String reason) {
        String refundRef = grantRef + ":refund";
        while (true) {
            Optional<StarsEntry> grant = ledger.find(userId, grantRef);
            Optional<StarsEntry> last = ledger.findLast(userId);
            if (last.isEmpty()) {
                return Optional.empty();
            }
            boolean isGranted = grant.filter(entry -> entry.stars() > 0).isPresent();
            if (grant.isPresent() && !isGranted) {
                return grant.map(this::show);
            }
            Instant now = clock.instant();
            Id id = Id.random(random, now);
            StarsEntry next = isGranted
                    ? last.get().takingBack(grant.get().stars(), id, reason, refundRef, now)
                    : last.get().next(id, 0, StarsKind.CHARGEBACK, reason, grantRef, now);
            if (ledger.append(next)) {
                return Optional.of(show(next));
            }
            // An earlier call took them back, or a concurrent one added an entry. Most calls are the first, and need not look for it.
            Optional<StarsEntry> done = isGranted ? ledger.find(userId, refundRef) : Optional.empty();
            if (done.isPresent()) {
                return done.map(this::show);
            }
        }
    }

    /** The stars that a user has. */
    public int balance(Id userId) {
        return ledger.findLast(userId).map(StarsEntry::balance).orElse(0);
    }

    private Result moved(StarsEntry entry) {
        return new Result.Moved(show(entry));
    }

    private StarsEntry show(StarsEntry entry) {
        balances.showStars(entry.userId(), entry.number(), entry.balance());
        return entry;
    }
}
