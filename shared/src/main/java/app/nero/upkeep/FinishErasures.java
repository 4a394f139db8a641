package app.nero.upkeep;

import app.nero.kernel.UnavailableException;
import app.nero.stars.ErasedNumbers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Erases again and ends erasures. A minute after an erasure was requested, it finishes what a crash interrupted. Once no request
 * that began before can still write, it erases what such requests have written, and ends the erasure.
 */
public final class FinishErasures {

    /** How long a request may run, also after its access token has expired. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final int BATCH = 50;

    /** Time limit of one run. The next run continues. */
    private static final Duration RUN = Duration.ofSeconds(10);

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
     * Continues with the other erasures if one fails. That one is due again after a minute.
     *
     * @return the number of erasures that ended
     * @throws UnavailableException if at least one failed
     */
    public int finish() {
        Instant now = clock.instant();
        Instant end = now.plus(RUN);
        int ended = 0;
        Optional<UnavailableException> failure = Optional.empty();
        List<Erasure> due = listDue(now);
        while (!due.isEmpty() && clock.instant().isBefore(end)) {
            for (Erasure erasure : due) {
                try {
                    ended += finish(erasure, now) ? 1 : 0;
                } catch (UnavailableException e) {
                    failure = Optional.of(e);
                    erasures.postpone(erasure, now);
                }
            }
            due = listDue(now);
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return ended;
    }

    private List<Erasure> listDue(Instant now) {
        return erasures.listDue(now.minus(MARGIN), BATCH);
    }

    /** @return whether the erasure ended */
    private boolean finish(Erasure erasure, Instant now) {
        eraseData.erase(erasure);
        Instant lastRequest = erasure.requestedAt().plus(accessTokenTtl);
        if (lastRequest.plus(MARGIN).isBefore(now)) {
            erasures.end(erasure);
            return true;
        }
        erasures.postpone(erasure, lastRequest);
        return false;
    }
}
