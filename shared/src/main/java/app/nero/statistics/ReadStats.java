package app.nero.statistics;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Tells an admin how Nero is used. */
public final class ReadStats {

    private static final int DAYS = 30;

    private final Statistics statistics;
    private final Clock clock;

    public ReadStats(Statistics statistics, Clock clock) {
        this.statistics = statistics;
        this.clock = clock;
    }

    /** The last 30 days, today among them. */
    public Stats read() {
        return statistics.read(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), DAYS);
    }
}
