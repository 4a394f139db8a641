package app.nero.kernel;

import java.time.Duration;

/**
 * How long a service that is called over HTTP may take.
 *
 * @param connect for each of its addresses
 * @param whole from a call of the adapter to its result, whatever happens; less where the {@link app.nero.kernel.Deadline}
 *        is nearer
 */
public record TimeLimits(Duration connect, Duration whole) {

    /** A request to Nero is answered within 8 s: one is left for all but the call. */
    public static final TimeLimits DEFAULT = new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(7));
}
