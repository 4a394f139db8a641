package app.nero.throttle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.testing.Race;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static final Instant NOON = Instant.parse("2026-05-14T12:00:00Z");
    private static final Instant NEXT_WINDOW = NOON.plusSeconds(900);

    /** Records the size of each lease that is asked for. */
    private static final class RecordingThrottles implements Throttles {

        private final Throttles throttles = new InMemoryThrottles();
        private final List<Integer> asked = new ArrayList<>();
        private boolean isDown;

        @Override
        public synchronized Tally take(Throttle throttle, int events, Instant now) {
            asked.add(events);
            Tally tally = throttles.take(throttle, events, now);
            if (isDown) {
                throw new UnavailableException(Service.DATABASE, new IllegalStateException("the answer was lost"));
            }
            return tally;
        }

        @Override
        public void giveBack(Tally granted) {
            throttles.giveBack(granted);
        }

        @Override
        public void extend(Throttle throttle, Instant until) {
            throttles.extend(throttle, until);
        }

        @Override
        public Optional<Tally> find(Throttle throttle, Instant now) {
            return throttles.find(throttle, now);
        }
    }

    private final RecordingThrottles throttles = new RecordingThrottles();
    private final Leases leases = new Leases(() -> throttles);
    private final Throttle hundred = throttle("caller", "100/PT15M");

    @Test
    void takesLeasesThatGrowTo16Permits() {
        List<Tally> tallies = take(leases, hundred, 63);

        assertTrue(tallies.stream().allMatch(Tally::granted));
        assertEquals(List.of(1, 2, 4, 8, 16, 16, 16), throttles.asked);
    }

    @Test
    void returnsTheCountWithoutUnusedPermits() {
        List<Tally> tallies = take(leases, hundred, 5);

        assertEquals(List.of(1, 2, 3, 4, 5), tallies.stream().map(Tally::count).toList());
        assertEquals(7, throttles.find(hundred, NOON).orElseThrow().count());
    }

    @Test
    void grantsTheWholeLimitToOneProcess() {
        List<Tally> tallies = take(leases, hundred, 101);

        assertEquals(100, tallies.stream().filter(Tally::granted).count());
        assertFalse(tallies.getLast().granted());
        assertEquals(0, tallies.getLast().left());
        assertEquals(NEXT_WINDOW, tallies.getLast().until());
    }

    @Test
    void neverAsksForMoreThanASmallLimit() {
        List<Tally> tallies = take(leases, throttle("caller", "3/PT15M"), 4);

        assertEquals(List.of(true, true, true, false), tallies.stream().map(Tally::granted).toList());
        assertEquals(List.of(1, 2, 3), throttles.asked);
    }

    @Test
    void asksForOnePermitIfALeaseDoesNotFit() {
        throttles.throttles.take(hundred, 90, NOON);

        List<Tally> tallies = take(leases, hundred, 11);

        assertEquals(10, tallies.stream().filter(Tally::granted).count());
        assertEquals(List.of(1, 2, 4, 8, 1, 2, 4), throttles.asked);
    }

    @Test
    void refusesWithoutARoundTripUntilTheWindowEnds() {
        take(leases, hundred, 101);
        throttles.asked.clear();

        Tally refused = leases.take(hundred, NEXT_WINDOW.minusMillis(1));
        assertFalse(refused.granted());
        assertEquals(List.of(), throttles.asked);
        assertTrue(leases.take(hundred, NEXT_WINDOW).granted());
    }

    @Test
    void endsALeaseWithItsWindow() {
        take(leases, hundred, 2);
        throttles.asked.clear();

        assertTrue(leases.has(hundred, NEXT_WINDOW.minusMillis(1)));
        assertFalse(leases.has(hundred, NEXT_WINDOW));
        assertEquals(1, leases.take(hundred, NEXT_WINDOW).count());
        assertEquals(List.of(1), throttles.asked);
    }

    /** Whatever the processes and their shares, and also if each of them ends without using its last lease. */
    @Test
    void refusesNobodyBeforeHalfOfTheLimit() {
        for (int processes = 1; processes <= 100; processes++) {
            for (int burst = 1; burst <= 50; burst++) {
                assertTrue(grantedToProcesses(processes, burst) >= 50, processes + " processes, " + burst + " in turn");
            }
        }
    }

    /** Returns how many events are granted before the first is refused, if the processes take turns. */
    private static int grantedToProcesses(int processes, int burst) {
        Throttles shared = new InMemoryThrottles();
        List<Leases> all = IntStream.range(0, processes).mapToObj(_ -> new Leases(() -> shared)).toList();
        Throttle throttle = throttle("caller", "100/PT15M");
        int granted = 0;
        while (all.get(granted / burst % processes).take(throttle, NOON).granted()) {
            granted++;
        }
        return granted;
    }

    @Test
    void neverExceedsTheLimitUnderConcurrency() {
        Leases other = new Leases(() -> throttles);

        List<Tally> tallies = Race.of(1_000, i -> () -> (i % 2 == 0 ? leases : other).take(hundred, NOON));

        long granted = tallies.stream().filter(Tally::granted).count();
        assertTrue(granted >= 50 && granted <= 100, granted + " granted");
    }

    @Test
    void countsALeaseWhoseAnswerIsLostAsUsed() {
        take(leases, hundred, 3);
        throttles.isDown = true;
        assertThrows(UnavailableException.class, () -> leases.take(hundred, NOON));
        throttles.isDown = false;

        Tally next = leases.take(hundred, NOON);

        assertEquals(List.of(1, 2, 4, 1), throttles.asked);
        assertEquals(8, next.count());
    }

    @Test
    void dropsPermitsThatStayCounted() {
        take(leases, hundred, 2);
        leases.clear();

        assertFalse(leases.has(hundred, NOON));
        assertEquals(4, leases.take(hundred, NOON).count());
    }

    @Test
    void keepsPermitsOfAThousandThrottles() {
        take(leases, hundred, 2);
        IntStream.range(0, 999).forEach(i -> leases.take(throttle("other " + i, "100/PT15M"), NOON));
        assertTrue(leases.has(hundred, NOON));
        IntStream.range(0, 1_000).forEach(i -> leases.take(throttle("another " + i, "100/PT15M"), NOON));

        assertFalse(leases.has(hundred, NOON));
    }

    private static List<Tally> take(Leases leases, Throttle throttle, int events) {
        return IntStream.range(0, events).mapToObj(_ -> leases.take(throttle, NOON)).toList();
    }

    private static Throttle throttle(String key, String limit) {
        return Throttle.ofEvents("test", key, Limit.parse(limit));
    }
}
