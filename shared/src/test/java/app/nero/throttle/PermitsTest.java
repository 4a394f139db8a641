package app.nero.throttle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.testing.Faults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PermitsTest {

    private static final Instant NOW = Instant.parse("2026-05-14T12:00:00Z");
    private static final Throttle TWO = Throttle.ofEvents("two", "a", Limit.parse("2/PT1H"));
    private static final Throttle ONE = Throttle.ofEvents("one", "a", Limit.parse("1/PT1H"));

    private final UnavailableException failure = new UnavailableException(Service.STORAGE,
            new IllegalStateException("down"));
    private final Faults faults = new Faults();
    private final Permits permits = new Permits(faults.in(Throttles.class, new InMemoryThrottles()));

    @Test
    void usesUpNothingIfOneThrottleRefuses() {
        assertEquals(Optional.empty(), permits.takeAll(List.of(TWO, ONE), NOW));
        permits.giveBack();
        assertEquals(Optional.empty(), permits.takeAll(List.of(ONE), NOW));

        assertEquals(ONE, permits.takeAll(List.of(TWO, ONE), NOW).orElseThrow().throttle());

        assertEquals(Optional.empty(), permits.takeAll(List.of(TWO), NOW));
        assertEquals(Optional.empty(), permits.takeAll(List.of(TWO), NOW));
        assertTrue(permits.takeAll(List.of(TWO), NOW).isPresent());
    }

    @Test
    void givesThePermitsBackAfterAFailure() {
        permits.takeAll(List.of(ONE), NOW);

        permits.giveBackAfter(failure);

        assertArrayEquals(new Throwable[0], failure.getSuppressed());
        assertEquals(Optional.empty(), permits.takeAll(List.of(ONE), NOW));
    }

    @Test
    void reportsBothFailuresIfTheyCannotBeGivenBack() {
        permits.takeAll(List.of(ONE), NOW);
        faults.at(1, Faults.Kind.BEFORE);

        permits.giveBackAfter(failure);

        assertInstanceOf(UnavailableException.class, failure.getSuppressed()[0]);
    }
}
