package app.nero.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.stars.Balances;
import app.nero.stars.InMemoryStarsLedger;
import app.nero.stars.StarsEntry;
import app.nero.stars.StarsKind;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepairBalancesTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryStarsLedger ledger = new InMemoryStarsLedger();
    private final Map<Id, Integer> shown = new HashMap<>();
    private final List<Integer> updates = new ArrayList<>();
    private final Balances balances = (id, _, balance) -> {
        shown.put(id, balance);
        updates.add(balance);
        clock.advance(Duration.ofMillis(1));
    };
    private final RepairBalances repairBalances = new RepairBalances(ledger, balances, new InMemoryCheckpoints(),
            clock);

    @Test
    void showsTheLastBalanceOfEachUser() {
        StarsEntry sara = add(3, clock.instant());
        StarsEntry omid = add(5, clock.instant());
        ledger.append(sara.next(Some.id(clock.instant()), 4, StarsKind.GIFT, "a gift", "gift", clock.instant()));

        repairBalances.repair();

        assertEquals(Map.of(sara.userId(), 7, omid.userId(), 5), shown);
        assertEquals(2, updates.size());
    }

    @Test
    void startsTenMinutesBeforeTheLastRun() {
        Instant noon = clock.instant();
        repairBalances.repair();
        add(1, noon.minus(Duration.ofMinutes(10)).minusMillis(1));
        add(2, noon.minus(Duration.ofMinutes(10)).plusMillis(1));
        clock.advance(Duration.ofHours(3));

        repairBalances.repair();

        assertEquals(List.of(2), updates);
    }

    @Test
    void stopsAfterAWhileAndContinuesThere() {
        for (int i = 0; i < 12_000; i++) {
            add(i, clock.instant().minus(Duration.ofDays(1)).plusMillis(i));
        }

        repairBalances.repair();
        int first = updates.size();
        repairBalances.repair();
        repairBalances.repair();

        assertTrue(first < 6_000, () -> first + " in the first run");
        assertEquals(12_000, updates.stream().distinct().count());
        assertEquals(12_000, updates.size());
    }

    /** The run cannot know that all entries of the last minutes are visible. */
    @Test
    void readsTheLastTenMinutesAgainAfterARunThatDidNotFinish() {
        Instant recent = clock.instant().minus(Duration.ofMinutes(5));
        for (int i = 0; i < 6_000; i++) {
            add(i, recent.plusMillis(i));
        }
        repairBalances.repair();
        StarsEntry late = add(9_999, recent.minusMillis(1));

        repairBalances.repair();

        assertEquals(9_999, shown.get(late.userId()));
    }

    private StarsEntry add(int balance, Instant at) {
        StarsEntry entry = new StarsEntry(Some.id(at), Some.id(), 1, balance, balance, 0, 0, StarsKind.WELCOME,
                "a test",
                "first", at);
        ledger.append(entry);
        return entry;
    }
}
