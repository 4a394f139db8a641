package app.nero.throttle;

import app.nero.kernel.UnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One permit of each of several throttles, or of none: what one of them refuses does not use up the others. */
public final class Permits {

    private final Throttles throttles;
    private final List<Tally> granted = new ArrayList<>();

    public Permits(Throttles throttles) {
        this.throttles = throttles;
    }

    /** Takes one permit of each, in that order; else gives back all taken so far and answers the one that refused. */
    public Optional<Tally> takeAll(List<Throttle> wanted, Instant now) {
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

    public List<Tally> granted() {
        return List.copyOf(granted);
    }

    public void giveBack() {
        while (!granted.isEmpty()) {
            throttles.giveBack(granted.removeLast());
        }
    }

    /** Gives back what a failure made worthless, as far as that failure lets it. */
    public void giveBackAfter(UnavailableException failure) {
        try {
            giveBack();
        } catch (UnavailableException e) {
            failure.addSuppressed(e);
        }
    }
}
