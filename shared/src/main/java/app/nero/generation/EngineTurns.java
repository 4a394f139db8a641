package app.nero.generation;

import app.nero.kernel.UnavailableException;
import java.util.Optional;

/** Which engine runs an attempt. The engines of a tier that are switched on take turns. */
final class EngineTurns {

    private final Engines engines;
    private final EngineSwitches switches;

    EngineTurns(Engines engines, EngineSwitches switches) {
        this.engines = engines;
        this.switches = switches;
    }

    /**
     * The engine of the current attempt; empty if none can do it.
     *
     * @throws UnavailableException if the switches cannot be read
     */
    Optional<ImageEngine> choose(Generation leased) {
        return choose(leased, leased.progress().attempt());
    }

    /** Whether another engine would run the next attempt. */
    boolean hasFallback(Generation leased) {
        return !choose(leased, leased.progress().attempt() + 1).equals(choose(leased));
    }

    private Optional<ImageEngine> choose(Generation leased, int attempt) {
        return engines.choose(leased.recipe(), attempt, switches.off());
    }
}
