package app.nero.throttle;

import java.time.Duration;
import java.time.Instant;

/**
 * The count of a throttle in its current window.
 *
 * @param granted whether the requested event was counted
 * @param count the number of events, or of members
 * @param until the end of the window, when the count restarts
 */
public record Tally(Throttle throttle, boolean granted, int count, Instant until) {

    /** Returns the time until the window ends. */
    public Duration remaining(Instant now) {
        return Duration.between(now, until);
    }

    /** Returns how many more events the window allows. */
    public int left() {
        return Math.max(0, throttle.limit().count() - count);
    }
}
