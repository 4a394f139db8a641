package app.nero.session;

import java.time.Duration;
import java.time.Instant;

/**
 * Lifetimes of sessions.
 *
 * @param idle after which an unused session expires
 * @param max after which every session ends, even if it is in use
 * @param grace how long a replaced refresh token is still accepted, for a lost response or a second browser tab
 */
public record SessionRules(Duration idle, Duration max, Duration grace) {

    /** Returns when a session that is used now expires, unless it is used again. */
    public Instant expiry(Instant now) {
        return now.plus(idle.compareTo(max) < 0 ? idle : max);
    }

    /** Sessions that began at or before the returned time have ended. */
    public Instant oldest(Instant now) {
        return now.minus(max);
    }
}
