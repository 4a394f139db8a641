package app.nero.upkeep;

import app.nero.kernel.UnavailableException;
import app.nero.stars.ErasedNumbers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Erases again and ends erasures: a crash may have interrupted them, and requests in progress may have written data. */
public final class FinishErasures {

    /** How long a request may still run after its access token has expired. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Erasures erasures;
    private final EraseData eraseData;
    private final Duration accessTokenTtl;
    private final Clock clock;

    public FinishErasures(Erasures erasures, ErasedNumbers erasedNumbers, Duration accessTokenTtl, Clock clock) {
        this.erasures = erasures;
        this.eraseData = new EraseData(erasures, erasedNumbers);
        this.accessTokenTtl = accessTokenTtl;
        this.clock = clock;
    }

    /**
     * Continues with the other erasures if one fails.
     *
     * @return the number of erasures that ended
     * @throws UnavailableException if at least one failed
     */
    public int finish() {
        Instant now = clock.instant();
        int ended = 0;
        Optional<UnavailableException> failure = Optional.empty();
        for (Erasure erasure : erasures.listBegunBefore(now.minus(MARGIN))) {
            try {
                eraseData.erase(erasure);
                if (erasure.requestedAt().isBefore(now.minus(accessTokenTtl).minus(MARGIN))) {
                    erasures.end(erasure);
                    ended++;
                }
            } catch (UnavailableException e) {
                failure = Optional.of(e);
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return ended;
    }
}
