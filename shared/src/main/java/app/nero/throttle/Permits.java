package app.nero.throttle;

import app.nero.kernel.UnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes one permit from each of several throttles, or from none of them: a refusal uses up no permits. */
public final class Permits {

    private final Throttles throttles;
    private final List<Tally> granted = new ArrayList<>();

    public Permits(Throttles throttles) {
        this.throttles = throttles;
    }

    /** Takes the permits in order. If a throttle refuses, gives back those taken so far and returns its tally. */
    public Optional<Tally> takeAll(List<Throttle> requested, Instant now) {
        for (Throttle throttle : requested) {
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

    /** Gives back the permits after a failure. If that fails too, adds the second failure to the first as suppressed. */
    public void giveBackAfter(UnavailableException failure) {
        try {
            giveBack();
        } catch (UnavailableException e) {
            failure.addSuppressed(e);
        }
    }
}
