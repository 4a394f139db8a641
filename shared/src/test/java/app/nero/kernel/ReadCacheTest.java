package app.nero.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.testing.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadCacheTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final MutableClock clock = MutableClock.atNoon();
    private final ReadCache<String, Integer> cache = new ReadCache<>(2, clock);
    private int reads;

    @Test
    void readsAgainAfterTheMaximumAge() {
        int first = get("a", A_MINUTE);
        clock.advance(A_MINUTE.minusMillis(1));
        int same = get("a", A_MINUTE);
        clock.advance(Duration.ofMillis(1));
        int second = get("a", A_MINUTE);

        assertEquals(1, first);
        assertEquals(1, same);
        assertEquals(2, second);
    }

    @Test
    void appliesTheMaximumAgeOfEachCaller() {
        get("a", A_MINUTE);
        clock.advance(Duration.ofSeconds(1));

        assertEquals(2, get("a", Duration.ofSeconds(1)));
        assertEquals(2, get("a", A_MINUTE));
    }

    @Test
    void tellsWhenItRead() {
        get("a", A_MINUTE);
        clock.advance(Duration.ofSeconds(7));

        assertEquals(clock.instant().minusSeconds(7), cache.get("a", A_MINUTE, () -> 0).at());
    }

    @Test
    void dropsTheLeastRecentlyUsedEntry() {
        get("a", A_MINUTE);
        get("b", A_MINUTE);
        get("a", A_MINUTE);
        get("c", A_MINUTE);

        assertEquals(1, get("a", A_MINUTE));
        assertEquals(4, get("b", A_MINUTE));
    }

    @Test
    void keepsNoFailure() {
        assertThrows(IllegalStateException.class, () -> cache.get("a", A_MINUTE, () -> {
            throw new IllegalStateException("the database is down");
        }));

        assertEquals(1, get("a", A_MINUTE));
    }

    private int get(String key, Duration maxAge) {
        return cache.get(key, maxAge, () -> ++reads).value();
    }
}
