package app.nero.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OverdueTest {

    @Test
    void isWhatWaitsForAQuarterOfAnHourOrIsActiveForFourHours() {
        Instant now = Instant.parse("2026-05-14T12:00:00Z");

        Overdue overdue = Overdue.at(now);

        assertEquals(now.plus(SweepGenerations.RETRY), overdue.dueBy());
        assertEquals(now.minus(Duration.ofMinutes(15)), overdue.since());
        assertEquals(now.minus(Duration.ofHours(4)), overdue.activeSince());
    }
}
