package app.nero.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.testing.Race;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract of {@link Statistics}. */
public abstract class StatisticsContract {

    private static final AtomicInteger NEXT_YEAR = new AtomicInteger(1000);

    /** A day of another year for each test, so that tests do not affect each other. */
    private final LocalDate day = LocalDate.of(NEXT_YEAR.getAndIncrement(), 3, 1);

    protected abstract Statistics statistics();

    @Test
    void countsEventsByDayAndKind() {
        statistics().count(Event.SIGN_IN, day);
        statistics().count(Event.SIGN_IN, day);
        statistics().count(Event.CODE_SENT, day);
        statistics().count(Event.CODE_SENT, day.minusDays(1));

        List<Day> days = statistics().read(day, 3).days();

        assertEquals(List.of(day, day.minusDays(1), day.minusDays(2)), days.stream().map(Day::date).toList());
        assertEquals(List.of(2L, 0L, 0L), days.stream().map(Day::signIns).toList());
        assertEquals(List.of(1L, 1L, 0L), days.stream().map(Day::codesSent).toList());
    }

    @Test
    void countsConcurrentEventsExactly() {
        Race.of(32, _ -> () -> {
            statistics().count(Event.SIGN_IN, day);
            return true;
        });

        assertEquals(32, statistics().read(day, 1).days().getFirst().signIns());
    }
}
