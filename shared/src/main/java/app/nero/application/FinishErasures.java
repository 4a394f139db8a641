package app.nero.application;

import app.nero.domain.erasure.Erasure;
import app.nero.domain.erasure.Erasures;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Finishes the erasures that a crash cut off. */
public final class FinishErasures {

    /** Longer than any request runs: what is older was cut off. */
    private static final Duration OVERDUE = Duration.ofMinutes(1);

    private final Erasures erasures;
    private final Clock clock;

    public FinishErasures(Erasures erasures, Clock clock) {
        this.erasures = erasures;
        this.clock = clock;
    }

    /** How many were finished. */
    public int finish() {
        List<Erasure> overdue = erasures.listBegunBefore(clock.instant().minus(OVERDUE));
        for (Erasure erasure : overdue) {
            erasures.eraseData(erasure);
            erasures.end(erasure);
        }
        return overdue.size();
    }
}
