package app.nero.statistics;

import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Events in a list. All other counts are 0. */
public final class InMemoryStatistics implements Statistics {

    private record Counted(Event event, LocalDate day) {}

    private final List<Counted> events = new ArrayList<>();
    private boolean failing;

    @Override
    public synchronized void count(Event event, LocalDate day) {
        if (failing) {
            throw new UnavailableException(Service.DATABASE, new IllegalStateException("down"));
        }
        events.add(new Counted(event, day));
    }

    @Override
    public synchronized Stats read(LocalDate today, int days) {
        return new Stats(0, 0, 0, Stream.iterate(today, day -> day.minusDays(1)).limit(days)
                .map(day -> new Day(day, 0, count(new Counted(Event.SIGN_IN, day)),
                        count(new Counted(Event.CODE_SENT, day)), 0, 0))
                .toList());
    }

    /** Makes every count fail from now on. */
    public void fail() {
        failing = true;
    }

    private long count(Counted counted) {
        return events.stream().filter(counted::equals).count();
    }
}
