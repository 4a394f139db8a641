package app.nero.generation;

import java.time.Duration;
import java.util.List;

/** When a job at a provider is asked for: after 2, 3, 5, 8, 13 and 21 s, and then every 30 s until the limit. */
final class JobPolls {

    /** After so long at a provider a generation fails. */
    static final Duration LIMIT = Duration.ofMinutes(10);

    /** The longest delay. It is also how long the sweep waits for a hint that may be lost. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private static final List<Duration> DELAYS = List.of(Duration.ofSeconds(2), Duration.ofSeconds(3),
            Duration.ofSeconds(5), Duration.ofSeconds(8), Duration.ofSeconds(13), Duration.ofSeconds(21));

    private JobPolls() {}

    /**
     * The delay before the next poll. It depends only on the time, because webhooks and repeated hints cause further polls.
     *
     * @param elapsed since the job was submitted
     */
    static Duration delay(Duration elapsed) {
        Duration end = Duration.ZERO;
        for (Duration delay : DELAYS) {
            end = end.plus(delay);
            if (elapsed.compareTo(end) < 0) {
                return delay;
            }
        }
        return LONGEST;
    }
}
