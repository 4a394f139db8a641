package app.nero.upkeep;

import app.nero.kernel.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Ends erasures by erasing again: a crash may have interrupted one, and requests in progress may have written more. */
public final class FinishErasures {

    /** What any request may run on after its access token has expired. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Erasures erasures;
    private final Duration accessTokenTtl;
    private final Clock clock;

    public FinishErasures(Erasures erasures, Duration accessTokenTtl, Clock clock) {
        this.erasures = erasures;
        this.accessTokenTtl = accessTokenTtl;
        this.clock = clock;
    }

    /**
     * One that fails keeps no other from ending.
     *
     * @return how many ended
     * @throws UnavailableException if one or more could not end yet
     */
    public int finish() {
        Instant now = clock.instant();
        int ended = 0;
        Optional<UnavailableException> failure = Optional.empty();
        for (Erasure erasure : erasures.listBegunBefore(now.minus(MARGIN))) {
            try {
                erasures.eraseData(erasure);
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
