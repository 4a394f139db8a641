package app.nero.stars;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Opens the ledger of an account at its first sign-in. The first entry is the welcome gift: 3 stars, or 0 if an account of the
 * number was erased within {@link #NO_SECOND_GIFT}.
 */
public final class OpenLedger {

    /** The stars of a new account. */
    public static final int GIFT = 3;

    /** How long after an erasure its number gets no gift. */
    public static final Duration NO_SECOND_GIFT = Duration.ofDays(30);

    private final StarsLedger ledger;
    private final Balances balances;
    private final ErasedNumbers erasedNumbers;
    private final Clock clock;
    private final SecureRandom random;

    public OpenLedger(StarsLedger ledger, Balances balances, ErasedNumbers erasedNumbers, Clock clock,
            SecureRandom random) {
        this.ledger = ledger;
        this.balances = balances;
        this.erasedNumbers = erasedNumbers;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Idempotent. The account must exist already: an erasure remembers the number before it removes the old account, and only then
     * can there be a new one. A number that is looked up earlier may be that of an account which is erased meanwhile.
     *
     * @return the last entry, which is the first one unless the ledger was open
     */
    public StarsEntry open(Id userId, PhoneNumber number) {
        Instant now = clock.instant();
        int gift = erasedNumbers.contains(number, now) ? 0 : GIFT;
        StarsEntry first = StarsEntry.first(Id.random(random, now), userId, gift, now);
        StarsEntry last = ledger.append(first) ? first : ledger.findLast(userId).orElse(first);
        balances.showStars(userId, last.number(), last.balance());
        return last;
    }
}
