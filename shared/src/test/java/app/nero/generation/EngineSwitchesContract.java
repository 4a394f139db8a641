package app.nero.generation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.testing.Race;
import app.nero.testing.Some;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests that every implementation of {@link EngineSwitches} must pass. */
public abstract class EngineSwitchesContract {

    private final String engine = "engine-" + Some.id();

    protected abstract EngineSwitches switches();

    @Test
    void keepsAnEngineOffUntilItIsSwitchedOn() {
        assertFalse(switches().off().contains(engine));

        switches().set(engine, false);
        switches().set(engine + "-other", false);

        assertTrue(switches().off().containsAll(Set.of(engine, engine + "-other")));

        switches().set(engine, true);

        assertFalse(switches().off().contains(engine));
        assertTrue(switches().off().contains(engine + "-other"));
    }

    @Test
    void canBeSetTwice() {
        switches().set(engine, true);
        switches().set(engine, false);
        switches().set(engine, false);

        assertTrue(switches().off().contains(engine));
    }

    @Test
    void canBeSetManyTimesAtOnce() {
        Race.of(20, i -> () -> {
            switches().set(engine, false);
            return i;
        });

        assertTrue(switches().off().contains(engine));
    }
}
