package app.nero.session;

import java.time.Duration;
import java.time.Instant;

/**
 * How long sessions live.
 *
 * @param idle an unused one
 * @param max any one, however often it is used
 * @param grace how long a refresh token that was just replaced is taken again, for a lost answer or a second tab
 */
public record SessionRules(Duration idle, Duration max, Duration grace) {

    /** When a session that is used now ends unless it is used again. */
    public Instant expiry(Instant now) {
        return now.plus(idle.compareTo(max) < 0 ? idle : max);
    }

    /** Sessions that began then or before are over. */
    public Instant oldest(Instant now) {
        return now.minus(max);
    }
}
