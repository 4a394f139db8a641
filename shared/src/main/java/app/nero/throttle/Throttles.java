package app.nero.throttle;

import java.time.Instant;
import java.util.Optional;

/**
 * Counts and limits events. A window starts with its first event. Counts are exact under concurrency: a window never grants
 * more events than its limit.
 */
public interface Throttles {

    /**
     * Counts one event, before the caller does its work. If the limit is reached, counts nothing and does not grant it.
     *
     * @throws app.nero.kernel.UnavailableException if the database does not answer
     */
    default Tally take(Throttle throttle, Instant now) {
        return take(throttle, 1, now);
    }

    /**
     * Counts several events at once, or none of them if the limit does not allow all.
     *
     * @param events at most the limit; 1 for a throttle of members
     * @throws app.nero.kernel.UnavailableException if the database does not answer
     */
    Tally take(Throttle throttle, int events, Instant now);

    /**
     * Uncounts an event whose work was not done, if its window has not ended. Giving back the only event ends the window.
     * Members stay counted.
     */
    void giveBack(Tally granted);

    /** Sets the end of the current window. */
    void extend(Throttle throttle, Instant until);

    /** Returns the current count; empty if no window is running. */
    Optional<Tally> find(Throttle throttle, Instant now);
}
