package app.nero.kernel;

import java.time.Duration;

/**
 * Time limits for calls to a service over HTTP.
 *
 * @param connect for connecting to one of its addresses
 * @param whole for one call of the adapter, from start to result; shorter if the {@link Deadline} is nearer
 */
public record TimeLimits(Duration connect, Duration whole) {

    /** The API's 8 s budget minus 1 s for everything but the call. */
    public static final TimeLimits DEFAULT = new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(7));
}
