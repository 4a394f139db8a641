package app.nero.generation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Reads the switches of engines at most every ten seconds, so that most requests need no round trip for them. */
public final class CachedEngineSwitches implements EngineSwitches {

    static final Duration CACHE_TIME = Duration.ofSeconds(10);

    private record Reading(Set<String> off, Instant until) {}

    private final EngineSwitches switches;
    private final Clock clock;
    private volatile Reading last = new Reading(Set.of(), Instant.MIN);

    public CachedEngineSwitches(EngineSwitches switches, Clock clock) {
        this.switches = switches;
        this.clock = clock;
    }

    @Override
    public Set<String> off() {
        Reading known = last;
        Instant now = clock.instant();
        if (now.isBefore(known.until())) {
            return known.off();
        }
        Set<String> off = switches.off();
        last = new Reading(off, now.plus(CACHE_TIME));
        return off;
    }

    @Override
    public void set(String engineId, boolean enabled) {
        switches.set(engineId, enabled);
        last = new Reading(Set.of(), Instant.MIN);
    }
}
