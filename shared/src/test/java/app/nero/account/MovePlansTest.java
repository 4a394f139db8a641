package app.nero.account;

import static app.nero.account.Subscription.FREE;
import static app.nero.account.Subscription.PREMIUM;
import static app.nero.account.Subscription.PRO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.testing.Interleaving;
import app.nero.testing.MutableClock;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MovePlansTest {

    private static final Id FIRST = new Id("65f000000000000000000001");
    private static final Id SECOND = new Id("65f000000000000000000002");
    private static final Id THIRD = new Id("65f000000000000000000003");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T12:00:00.123Z"));
    private final InMemoryUsers users = new InMemoryUsers();
    private final MovePlans movePlans = new MovePlans(users, clock);
    private final User user = users.addIfAbsent(Some.user(clock.instant()));

    @Test
    void beginsNowAndEndsAfterMonthsOfTheCalendar() {
        PlanPeriod month = grant(FIRST, PRO, 1);
        PlanPeriod year = grant(SECOND, PREMIUM, 12);

        assertEquals(new PlanPeriod(FIRST, PRO, clock.instant(), Instant.parse("2026-02-28T12:00:00.123Z")), month);
        assertEquals(new PlanPeriod(SECOND, PREMIUM, clock.instant(), Instant.parse("2027-01-31T12:00:00.123Z")), year);
        assertEquals(List.of(month, year), plans());
    }

    @Test
    void followsTheLastPeriodOfTheSamePlan() {
        PlanPeriod first = grant(FIRST, PRO, 1);
        grant(SECOND, PREMIUM, 12);
        clock.advance(Duration.ofDays(3));

        assertEquals(first.to(), grant(THIRD, PRO, 1).from());
    }

    @Test
    void beginsNowIfTheLastPeriodHasEnded() {
        grant(FIRST, PRO, 1);
        clock.advance(Duration.ofDays(28));

        assertEquals(clock.instant(), grant(SECOND, PRO, 1).from());
    }

    @Test
    void grantsThePlanOfAPaymentOnce() {
        PlanPeriod first = grant(FIRST, PRO, 1);
        clock.advance(Duration.ofDays(2));

        assertEquals(first, grant(FIRST, PRO, 1));
        assertEquals(List.of(first), plans());
        assertEquals(1, users.find(user.id()).orElseThrow().plansVersion());
    }

    @Test
    void grantsConcurrentPaymentsOneAfterTheOther() {
        Race.of(32, _ -> () -> grant(Some.id(), PRO, 1));

        List<PlanPeriod> periods = plans().stream().sorted(Comparator.comparing(PlanPeriod::from)).toList();
        assertEquals(32, periods.size());
        assertEquals(clock.instant(), periods.getFirst().from());
        for (int i = 1; i < periods.size(); i++) {
            assertEquals(periods.get(i - 1).to(), periods.get(i).from());
        }
        assertEquals(Optional.of(periods.getLast().to()),
                users.find(user.id()).orElseThrow().planUntil(clock.instant()));
    }

    /** A grant or an end stops before each of its calls while another payment is granted. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void startsAgainIfThePlansChangeMeanwhile(boolean ends) {
        boolean isReached = true;
        for (int stop = 0; isReached; stop++) {
            Id paymentId = Some.id();
            Id other = Some.id();
            Interleaving interleaving = new Interleaving();
            MovePlans slow = new MovePlans(interleaving.in(Users.class, users), clock);
            PlanPeriod before = grant(Some.id(), PRO, 1);

            isReached = interleaving.interrupt(stop, () -> {
                if (ends) {
                    slow.end(user.id(), before.paymentId());
                } else {
                    slow.grant(user.id(), paymentId, PRO, 1);
                }
            }, () -> grant(other, PREMIUM, 1));

            List<Id> paid = plans().stream().filter(it -> it.to().isAfter(it.from())).map(PlanPeriod::paymentId)
                    .toList();
            assertTrue(paid.contains(other));
            assertEquals(!ends, paid.contains(before.paymentId()));
            assertEquals(!ends, paid.contains(paymentId));
        }
    }

    @Test
    void grantsOnePeriodToConcurrentCallsOfOnePayment() {
        List<PlanPeriod> granted = Race.of(32, _ -> () -> grant(FIRST, PRO, 1));

        assertEquals(1, granted.stream().distinct().count());
        assertEquals(List.of(granted.getFirst()), plans());
    }

    @Test
    void forgetsPeriodsThatEndedLongAgo() {
        PlanPeriod first = grant(FIRST, PRO, 1);
        clock.advance(Duration.between(clock.instant(), first.to().plus(MovePlans.KEPT)));
        PlanPeriod second = grant(SECOND, PRO, 1);
        assertEquals(List.of(first, second), plans());

        clock.advance(Duration.ofMillis(1));

        assertEquals(List.of(second, grant(THIRD, PREMIUM, 1)), plans());
    }

    @Test
    void endsAPeriodNow() {
        PlanPeriod first = grant(FIRST, PRO, 12);
        clock.advance(Duration.ofDays(90));
        Instant now = clock.instant();

        movePlans.end(user.id(), FIRST);
        clock.advance(Duration.ofDays(1));
        movePlans.end(user.id(), FIRST);

        assertEquals(List.of(new PlanPeriod(FIRST, PRO, first.from(), now)), plans());
        assertEquals(FREE, planNow());
        assertEquals(2, users.find(user.id()).orElseThrow().plansVersion());
    }

    @Test
    void leavesNothingOfAPeriodThatHasNotBegun() {
        PlanPeriod first = grant(FIRST, PRO, 1);
        grant(SECOND, PRO, 1);

        movePlans.end(user.id(), SECOND);

        assertEquals(List.of(first, new PlanPeriod(SECOND, PRO, clock.instant(), clock.instant())), plans());
        assertEquals(first.to(), grant(THIRD, PRO, 1).from());
    }

    @Test
    void keepsAPeriodThatHasEndedByItself() {
        PlanPeriod first = grant(FIRST, PRO, 1);
        clock.advance(Duration.ofDays(40));

        movePlans.end(user.id(), FIRST);

        assertEquals(List.of(first), plans());
    }

    @Test
    void keepsTheOtherPeriodsWhenOneEnds() {
        grant(FIRST, PRO, 1);
        PlanPeriod premium = grant(SECOND, PREMIUM, 1);
        clock.advance(Duration.ofDays(1));

        movePlans.end(user.id(), FIRST);

        assertEquals(PREMIUM, planNow());
        assertEquals(premium, grant(SECOND, PREMIUM, 1));
    }

    @Test
    void grantsNothingToAPaymentThatHasEnded() {
        movePlans.end(user.id(), FIRST);
        grant(SECOND, PRO, 1);
        movePlans.end(user.id(), SECOND);

        assertEquals(new PlanPeriod(FIRST, FREE, clock.instant(), clock.instant()), grant(FIRST, PREMIUM, 1));
        assertEquals(clock.instant(), grant(SECOND, PRO, 1).to());
        assertEquals(FREE, planNow());
    }

    @Test
    void grantsAndEndsAPaymentInAnyOrder() {
        for (int round = 0; round < 50; round++) {
            Id paymentId = Some.id();
            Race.of(8, i -> () -> {
                if (i % 2 == 0) {
                    movePlans.end(user.id(), paymentId);
                }
                return grant(paymentId, PRO, 1);
            });

            assertEquals(FREE, planNow());
        }
    }

    @Test
    void doesNothingForAnAccountThatIsGone() {
        users.remove(user.id());

        assertEquals(Optional.empty(), movePlans.grant(user.id(), FIRST, PRO, 1));
        movePlans.end(user.id(), FIRST);

        assertEquals(Optional.empty(), users.find(user.id()));
    }

    private PlanPeriod grant(Id paymentId, Subscription plan, int months) {
        return movePlans.grant(user.id(), paymentId, plan, months).orElseThrow();
    }

    private Subscription planNow() {
        return users.find(user.id()).orElseThrow().planAt(clock.instant());
    }

    private List<PlanPeriod> plans() {
        return users.find(user.id()).orElseThrow().plans();
    }
}
