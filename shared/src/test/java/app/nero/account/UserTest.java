package app.nero.account;

import static app.nero.account.Subscription.FREE;
import static app.nero.account.Subscription.PREMIUM;
import static app.nero.account.Subscription.PRO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.testing.Some;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserTest {

    private static final Instant NOON = Instant.parse("2026-05-14T12:00:00.123Z");

    @Test
    void hasThePlanThatAnAdminSet() {
        User user = user(PRO);

        assertEquals(PRO, user.planAt(NOON));
        assertEquals(Optional.empty(), user.planUntil(NOON));
        assertEquals(Optional.empty(), user(FREE).planUntil(NOON));
    }

    @Test
    void hasAPlanFromTheBeginningOfItsPeriodToItsEnd() {
        User user = user(FREE, period(PRO, 1, 2));

        assertEquals(FREE, user.planAt(at(1).minusMillis(1)));
        assertEquals(Optional.empty(), user.planUntil(at(1).minusMillis(1)));
        assertEquals(PRO, user.planAt(at(1)));
        assertEquals(Optional.of(at(2)), user.planUntil(at(1)));
        assertEquals(PRO, user.planAt(at(2).minusMillis(1)));
        assertEquals(FREE, user.planAt(at(2)));
    }

    @Test
    void hasTheHighestOfItsPlans() {
        User user = user(FREE, period(PREMIUM, 1, 2), period(PRO, 0, 4));

        assertEquals(PRO, user.planAt(at(0)));
        assertEquals(PREMIUM, user.planAt(at(1)));
        assertEquals(Optional.of(at(2)), user.planUntil(at(1)));
        assertEquals(PRO, user.planAt(at(2)));
        assertEquals(Optional.of(at(4)), user.planUntil(at(2)));
    }

    @Test
    void comparesPaidPlansWithThePlanThatAnAdminSet() {
        User pro = user(PRO, period(PREMIUM, 1, 2), period(PRO, 2, 3));

        assertEquals(PREMIUM, pro.planAt(at(1)));
        assertEquals(Optional.of(at(2)), pro.planUntil(at(1)));
        assertEquals(PRO, pro.planAt(at(2)));
        assertEquals(Optional.empty(), pro.planUntil(at(2)));
        assertEquals(PREMIUM, user(PREMIUM, period(PRO, 1, 2)).planAt(at(1)));
    }

    @Test
    void keepsAPlanUntilItsPeriodsHaveAGap() {
        User user = user(FREE, period(PRO, 3, 4), period(PRO, 0, 1), period(PRO, 5, 6), period(PREMIUM, 4, 5),
                period(PRO, 1, 3), period(PRO, 2, 2));

        assertEquals(Optional.of(at(4)), user.planUntil(at(0)));
        assertEquals(Optional.of(at(4)), user.planUntil(at(3)));
        assertEquals(Optional.of(at(6)), user.planUntil(at(5)));
    }

    @Test
    void refusesAPeriodThatEndsBeforeItBegins() {
        assertThrows(IllegalArgumentException.class, () -> period(PRO, 2, 1));
    }

    private static User user(Subscription subscription, PlanPeriod... plans) {
        User user = Some.user(NOON);
        return new User(user.id(), user.phoneNumber(), user.name(), user.email(), subscription, List.of(plans), 1,
                user.stars(), user.starsEntry(), user.role(), user.verified(), NOON, NOON);
    }

    private static PlanPeriod period(Subscription plan, int from, int to) {
        return new PlanPeriod(Some.id(), plan, at(from), at(to));
    }

    private static Instant at(int day) {
        return NOON.plus(Duration.ofDays(day));
    }
}
