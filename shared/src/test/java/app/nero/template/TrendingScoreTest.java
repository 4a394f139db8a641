package app.nero.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrendingScoreTest {

    private static final Instant NOON = Instant.parse("2026-05-14T12:00:00.123Z");

    @Test
    void halvesTheWeightOfAnEventInThreeDays() {
        assertEquals(0.5, TrendingScore.ofView(NOON) / TrendingScore.ofView(NOON.plus(Duration.ofDays(3))), 1e-12);
        assertEquals(4, TrendingScore.ofLike(NOON) / TrendingScore.ofView(NOON), 1e-12);
        assertEquals(8, TrendingScore.ofUse(NOON) / TrendingScore.ofView(NOON), 1e-12);
    }

    @Test
    void neitherOverflowsNorUnderflowsUntil2042() {
        double first = TrendingScore.ofView(Instant.parse("2026-01-01T00:00:00Z"));
        double last = 1e6 * TrendingScore.ofUse(Instant.parse("2042-01-01T00:00:00Z"));
        double beyond = 1e6 * TrendingScore.ofUse(Instant.parse("2100-01-01T00:00:00Z"));

        assertTrue(first >= Double.MIN_NORMAL, Double.toString(first));
        assertTrue(Double.isFinite(last));
        assertTrue(Double.isFinite(beyond));
    }
}
