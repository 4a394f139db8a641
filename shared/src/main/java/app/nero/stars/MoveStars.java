package app.nero.stars;

import app.nero.kernel.Id;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Gives stars to a person or takes some, never more than there are. The ledger's entry decides; what the account shows
 * follows it.
 */
public final class MoveStars {

    /** The most that one entry moves, either way, and the most that a person can have. */
    public static final int MAX = 1_000_000;

    /** What an entry may still be missing from its account for: a crash between the two, and a while without sweeping. */
    private static final Duration REPAIRED = Duration.ofDays(1);

    public sealed interface Result {

        /** Moved now, or moved before for the same ref. */
        record Moved(StarsEntry entry) implements Result {}

        /** There are not as many, or would be too many. */
        record OutOfRange(int balance) implements Result {}

        /** Another amount was moved for the same ref before. */
        record OtherAmount() implements Result {}
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
     * @param accountCreatedAt dates the first entry, should it still be missing
     * @param amount at most {@link #MAX} either way
     * @param ref what it is for: done again for the same, nothing moves
     */
    public Result move(Id userId, Instant accountCreatedAt, int amount, String reason, String ref) {
        while (true) {
            Optional<StarsEntry> done = ledger.find(userId, ref);
            if (done.isPresent()) {
                return done.get().amount() == amount ? shown(done.get()) : new Result.OtherAmount();
            }
            StarsEntry last = ledger.findLast(userId).orElseGet(() -> open(userId, accountCreatedAt));
            int balance = last.balance() + amount;
            if (balance < 0 || balance > MAX) {
                return new Result.OutOfRange(last.balance());
            }
            Instant now = clock.instant();
            StarsEntry next = last.next(Id.random(random, now), amount, reason, ref, now);
            if (ledger.append(next)) {
                return shown(next);
            }
            // Another entry came in between: the balance is another one now.
        }
    }

    /** Shows each account what the ledger says of it: a crash may have come between an entry and its account. */
    public void repair() {
        ledger.listSince(clock.instant().minus(REPAIRED)).forEach(this::shown);
    }

    /** The first sign-in of an account that has no entry was cut off, or was before there was a ledger. */
    private StarsEntry open(Id userId, Instant accountCreatedAt) {
        StarsEntry first = StarsEntry.first(Id.random(random, clock.instant()), userId, accountCreatedAt);
        ledger.append(first);
        return first;
    }

    private Result shown(StarsEntry entry) {
        balances.showStars(entry.userId(), entry.number(), entry.balance());
        return new Result.Moved(entry);
    }
}
