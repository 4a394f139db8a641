package app.nero.template;

import java.time.Duration;
import java.time.Instant;

/**
 * Weighs views, likes and uses with a half-life of three days. Stored scores do not decay. Instead, later events weigh more
 * (forward decay, Cormode et al. 2009): a view at time t adds 2^(t / 3 days), where t counts from a landmark.
 *
 * <p>A double ranges from 2^-1022 to 2^1023, so this landmark suits the years 2026 to 2042. Before 2042, all scores
 * must be divided by one factor, and the landmark moved accordingly.
 */
public final class TrendingScore {

    private static final double HALF_LIFE = Duration.ofDays(3).toMillis();
    private static final Instant LANDMARK = Instant.parse("2034-03-01T00:00:00Z");

    /** A like weighs as much as this many views. */
    private static final double VIEWS_PER_LIKE = 4;

    /** Low enough that the sum of a million events does not overflow. */
    private static final double MAX_EXPONENT = 1_000;

    private TrendingScore() {}

    /** The score that a view adds. */
    public static double ofView(Instant at) {
        double halfLives = Duration.between(LANDMARK, at).toMillis() / HALF_LIFE;
        return Math.pow(2, Math.min(halfLives, MAX_EXPONENT));
    }

    /** The score that a like adds, and that removing it subtracts. */
    public static double ofLike(Instant at) {
        return VIEWS_PER_LIKE * ofView(at);
    }

    /** The score that a use adds. */
    public static double ofUse(Instant at) {
        return Popularity.LIKES_PER_USE * ofLike(at);
    }
}
