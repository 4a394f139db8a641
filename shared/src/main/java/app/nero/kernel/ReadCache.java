package app.nero.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** Keeps the results of reads in memory, so that a repeated read needs no round trip. Failures are not kept. */
public final class ReadCache<K, V> {

    /** @param at when the read began */
    public record Reading<V>(V value, Instant at) {}

    private final Map<K, Reading<V>> readings;
    private final Clock clock;

    /** @param maxEntries beyond this number, the least recently used entry is dropped */
    public ReadCache(int maxEntries, Clock clock) {
        this.readings = new RecentlyUsed<>(maxEntries);
        this.clock = clock;
    }

    /** Drops all results. */
    public void clear() {
        synchronized (readings) {
            readings.clear();
        }
    }

    /** Returns what was read less than {@code maxAge} ago, otherwise reads again. */
    public Reading<V> get(K key, Duration maxAge, Supplier<V> read) {
        Instant now = clock.instant();
        synchronized (readings) {
            Reading<V> kept = readings.get(key);
            if (kept != null && now.isBefore(kept.at().plus(maxAge))) {
                return kept;
            }
        }
        Reading<V> reading = new Reading<>(read.get(), now);
        synchronized (readings) {
            readings.put(key, reading);
        }
        return reading;
    }
}
