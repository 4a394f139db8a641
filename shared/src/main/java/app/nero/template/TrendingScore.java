package app.nero.template;

import java.time.Duration;
import java.time.Instant;

/**
 * Weighs views and likes with a half-life of three days. Stored scores do not decay; later events weigh more instead (forward
 * decay, Cormode et al. 2009): an event at time t adds 2^(t / 3 days).
 *
 * <p>A double ends at 2^1023, so the landmark, where an event weighs 1, lies between 2026 and 2042. Before 2042 all scores must
 * be divided by one number and the landmark moved by as much.
 */
public final class TrendingScore {

    private static final double HALF_LIFE = Duration.ofDays(3).toMillis();
    private static final Instant LANDMARK = Instant.parse("2034-03-01T00:00:00Z");

    /** So many views are worth as much as a like. */
    private static final double VIEWS_A_LIKE = 4;

    /** Short of overflow even for the sum of a million events. */
    private static final double MAX_EXPONENT = 1_000;

    private TrendingScore() {}

    /** What a view adds. */
    public static double ofView(Instant at) {
        double halfLives = Duration.between(LANDMARK, at).toMillis() / HALF_LIFE;
        return Math.pow(2, Math.min(halfLives, MAX_EXPONENT));
    }

    /** What a like adds, and takes away again with it. */
    public static double ofLike(Instant at) {
        return VIEWS_A_LIKE * ofView(at);
    }
}
