package app.nero.throttle;

import java.time.Duration;
import java.time.Instant;

/**
 * How much of a throttle's limit is taken.
 *
 * @param granted whether the event asked for is one of those counted
 * @param count events, or members, of the window that is running
 * @param until when that window ends and the count begins anew
 */
public record Tally(Throttle throttle, boolean granted, int count, Instant until) {

    /** How long the window still runs. */
    public Duration remaining(Instant now) {
        return Duration.between(now, until);
    }

    /** How many more the window takes. */
    public int left() {
        return Math.max(0, throttle.limit().count() - count);
    }
}
