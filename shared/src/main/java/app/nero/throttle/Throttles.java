package app.nero.throttle;

import java.time.Instant;
import java.util.Optional;

/**
 * Counts of events, exact under any concurrency: no more are ever granted in one window than its limit. A window begins
 * with the first event in it.
 */
public interface Throttles {

    /**
     * Counts one event before the work that it stands for, or grants it not and counts nothing.
     *
     * @throws app.nero.kernel.UnavailableException if the store does not answer
     */
    Tally take(Throttle throttle, Instant now);

    /**
     * Uncounts an event that came to nothing, if the window that it was counted in still runs; with its only event a
     * window ends. A member of a throttle of members stays.
     */
    void giveBack(Tally granted);

    /** Lets the window that is running end at another time. */
    void hold(Throttle throttle, Instant until);

    /** The count as it is; empty where no window is running. */
    Optional<Tally> find(Throttle throttle, Instant now);
}
