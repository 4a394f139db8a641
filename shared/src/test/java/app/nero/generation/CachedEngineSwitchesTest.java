package app.nero.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.kernel.UnavailableException;
import app.nero.testing.MutableClock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CachedEngineSwitchesTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryEngineSwitches stored = new InMemoryEngineSwitches();
    private final CachedEngineSwitches switches = new CachedEngineSwitches(stored, clock);

    @Test
    void readsTheSwitchesOncePerTenSeconds() {
        assertEquals(Set.of(), switches.off());
        stored.set("a", false);
        clock.advance(Duration.ofMillis(9_999));
        assertEquals(Set.of(), switches.off());
        assertEquals(1, stored.reads());

        clock.advance(Duration.ofMillis(1));

        assertEquals(Set.of("a"), switches.off());
    }

    @Test
    void keepsWhatItReadForTenSeconds() {
        stored.set("a", false);

        assertEquals(Set.of("a"), switches.off());
        assertEquals(Set.of("a"), switches.off());
        assertEquals(1, stored.reads());
    }

    @Test
    void seesItsOwnChangesAtOnce() {
        assertEquals(Set.of(), switches.off());

        switches.set("a", false);

        assertEquals(Set.of("a"), switches.off());
    }

    @Test
    void failsIfTheSwitchesCannotBeRead() {
        stored.fail(true);

        assertThrows(UnavailableException.class, switches::off);

        stored.fail(false);
        assertEquals(Set.of(), switches.off());
    }
}
