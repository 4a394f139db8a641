package app.nero.application;

import app.nero.domain.UnavailableException;
import app.nero.domain.throttle.Tally;
import app.nero.domain.throttle.Throttle;
import app.nero.domain.throttle.Throttles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One permit of each of several throttles, or of none: what one of them refuses does not use up the others. */
final class Permits {

    private final Throttles throttles;
    private final List<Tally> granted = new ArrayList<>();

    private Permits(Throttles throttles) {
        this.throttles = throttles;
    }

    static Permits none(Throttles throttles) {
        return new Permits(throttles);
    }

    /** Takes one permit of each, in that order; else gives back all taken so far and answers the one that refused. */
    Optional<Tally> takeAll(List<Throttle> wanted, Instant now) {
        for (Throttle throttle : wanted) {
            Tally tally = throttles.take(throttle, now);
            if (!tally.granted()) {
                giveBack();
                return Optional.of(tally);
            }
            granted.add(tally);
        }
        return Optional.empty();
    }

    List<Tally> granted() {
        return List.copyOf(granted);
    }

    void giveBack() {
        while (!granted.isEmpty()) {
            throttles.giveBack(granted.removeLast());
        }
    }

    /** Gives back what a failure made worthless, as far as that failure lets it. */
    void giveBackAfter(UnavailableException failure) {
        try {
            giveBack();
        } catch (UnavailableException e) {
            failure.addSuppressed(e);
        }
    }
}
