package app.nero.throttle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.testing.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of {@link Throttles}. */
public abstract class ThrottlesContract {

    private static final Instant NOON = Instant.parse("2026-05-14T12:00:00Z");
    private static final Limit THREE_A_MINUTE = Limit.parse("3/PT1M");

    private final Throttle events = Throttle.ofEvents("test", UUID.randomUUID().toString(), THREE_A_MINUTE);

    protected abstract Throttles throttles();

    @Test
    void grantsEventsUpToTheLimit() {
        List<Boolean> granted = List.of(take(NOON).granted(), take(NOON).granted(), take(NOON).granted(),
                take(NOON).granted());

        assertEquals(List.of(true, true, true, false), granted);
    }

    @Test
    void countsSeveralEventsOrNone() {
        Tally two = throttles().take(events, 2, NOON);
        Tally refused = throttles().take(events, 2, NOON);
        Tally last = take(NOON);
        Tally three = throttles().take(events, 3, NOON.plusSeconds(60));

        assertTrue(two.granted());
        assertEquals(2, two.count());
        assertFalse(refused.granted());
        assertEquals(1, refused.left());
        assertTrue(last.granted());
        assertTrue(three.granted());
        assertEquals(3, three.count());
    }

    @Test
    void returnsTheRemainingEventsAndTheEndOfTheWindow() {
        take(NOON);
        Tally second = take(NOON.plusSeconds(20));

        assertEquals(2, second.count());
        assertEquals(1, second.left());
        assertEquals(NOON.plusSeconds(60), second.until());
    }

    @Test
    void refusesUntilTheWindowEndsAndThenStartsANewOne() {
        exhaust();
        Tally refused = take(NOON.plusMillis(59_999));
        Tally granted = take(NOON.plusSeconds(60));

        assertFalse(refused.granted());
        assertEquals(NOON.plusSeconds(60), refused.until());
        assertTrue(granted.granted());
        assertEquals(1, granted.count());
        assertEquals(NOON.plusSeconds(120), granted.until());
    }

    @Test
    void doesNotCountRefusedEvents() {
        exhaust();
        take(NOON);
        take(NOON);

        assertEquals(3, throttles().find(events, NOON).orElseThrow().count());
    }

    @Test
    void uncountsAnEventThatIsGivenBack() {
        Tally first = take(NOON);
        take(NOON);
        take(NOON);
        throttles().giveBack(first);

        assertTrue(take(NOON).granted());
        assertFalse(take(NOON).granted());
    }

    @Test
    void startsANewWindowAfterTheOnlyEventIsGivenBack() {
        throttles().giveBack(take(NOON));

        Tally next = take(NOON.plusSeconds(50));

        assertEquals(1, next.count());
        assertEquals(NOON.plusSeconds(110), next.until());
    }

    @Test
    void neverUncountsMoreThanWasTaken() {
        Tally first = take(NOON);
        take(NOON);
        throttles().giveBack(first);
        throttles().giveBack(first);
        throttles().giveBack(first);

        exhaust();
        assertFalse(take(NOON).granted());
    }

    @Test
    void doesNotUncountInTheNextWindow() {
        Tally first = take(NOON);
        take(NOON.plusSeconds(60));
        throttles().giveBack(first);

        assertEquals(1, throttles().find(events, NOON.plusSeconds(60)).orElseThrow().count());
    }

    @Test
    void extendsAWindow() {
        exhaust();
        throttles().extend(events, NOON.plus(Duration.ofHours(24)));

        assertFalse(take(NOON.plus(Duration.ofHours(23))).granted());
        assertTrue(take(NOON.plus(Duration.ofHours(24))).granted());
    }

    @Test
    void findsNothingAfterTheWindowEnded() {
        take(NOON);

        assertEquals(Optional.empty(), throttles().find(events, NOON.plusSeconds(60)));
    }

    @Test
    void countsKeysAndWindowsSeparately() {
        exhaust();
        Throttle otherKey = Throttle.ofEvents("test", UUID.randomUUID().toString(), THREE_A_MINUTE);
        Throttle otherWindow = Throttle.ofEvents("test", events.key(), Limit.parse("3/PT1H"));

        assertTrue(throttles().take(otherKey, NOON).granted());
        assertTrue(throttles().take(otherWindow, NOON).granted());
    }

    @Test
    void countsEachMemberOnce() {
        String key = UUID.randomUUID().toString();
        List<Boolean> granted = List.of("IR", "IR", "DE", "TR", "FR", "IR").stream()
                .map(country -> takeMember(key, country, NOON).granted()).toList();

        assertEquals(List.of(true, true, true, true, false, true), granted);
    }

    @Test
    void keepsAMemberThatIsGivenBack() {
        String key = UUID.randomUUID().toString();
        throttles().giveBack(takeMember(key, "IR", NOON));

        assertEquals(1, takeMember(key, "IR", NOON).count());
    }

    @Test
    void forgetsMembersWhenTheirWindowEnds() {
        String key = UUID.randomUUID().toString();
        List.of("IR", "DE", "TR").forEach(country -> takeMember(key, country, NOON));
        Tally granted = takeMember(key, "FR", NOON.plusSeconds(60));

        assertTrue(granted.granted());
        assertEquals(1, granted.count());
    }

    @Test
    void neverExceedsTheLimitUnderConcurrency() {
        Throttle twenty = Throttle.ofEvents("test", UUID.randomUUID().toString(), Limit.parse("20/P1D"));

        List<Tally> tallies = Race.of(64, _ -> () -> throttles().take(twenty, NOON));

        assertEquals(20, tallies.stream().filter(Tally::granted).count());
        assertEquals(20, tallies.stream().filter(Tally::granted).map(Tally::count).distinct().count());
        assertEquals(20, throttles().find(twenty, NOON).orElseThrow().count());
    }

    @Test
    void startsOneNewWindowUnderConcurrency() {
        exhaust();

        List<Tally> tallies = Race.of(32, _ -> () -> take(NOON.plusSeconds(90)));

        assertEquals(3, tallies.stream().filter(Tally::granted).count());
    }

    private Tally take(Instant now) {
        return throttles().take(events, now);
    }

    private Tally takeMember(String key, String member, Instant now) {
        return throttles().take(Throttle.ofMembers("test", key, THREE_A_MINUTE, member), now);
    }

    private void exhaust() {
        take(NOON);
        take(NOON);
        take(NOON);
    }
}
