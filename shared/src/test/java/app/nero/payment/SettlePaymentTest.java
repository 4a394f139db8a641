package app.nero.payment;

import static app.nero.payment.PaymentWorld.MONTH;
import static app.nero.payment.PaymentWorld.PACK;
import static app.nero.payment.PaymentWorld.PREMIUM;
import static app.nero.payment.PaymentWorld.YEAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.PlanPeriod;
import app.nero.account.Subscription;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.payment.Charge.Dispute;
import app.nero.payment.PaymentNotice.OfPayment;
import app.nero.payment.PaymentNotice.OfRef;
import app.nero.payment.PaymentNotice.OfSubscription;
import app.nero.stars.StarsEntry;
import app.nero.stars.StarsKind;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettlePaymentTest {

    private final PaymentWorld world = new PaymentWorld();

    @Test
    void givesThePackOnceItIsPaid() {
        Payment payment = world.open(PACK);

        assertEquals(PaymentStatus.PENDING, world.settle(payment).status());
        assertEquals(3, world.balance());

        world.gateway.pay(session(payment));
        Payment granted = world.settle(payment);

        assertEquals(PaymentStatus.GRANTED, granted.status());
        assertEquals(Optional.of(world.clock.instant()), granted.paidAt());
        assertEquals(Optional.empty(), granted.sweepAt());
        assertEquals(23, world.balance());
        StarsEntry entry = world.ledger.findLast(world.buyer.id()).orElseThrow();
        assertEquals(List.of(StarsKind.PURCHASE, "payment:" + payment.id()), List.of(entry.kind(), entry.ref()));
    }

    @Test
    void givesNothingTwice() {
        Payment payment = world.buy(PACK);

        for (int i = 0; i < 5; i++) {
            world.settle(payment);
        }

        assertEquals(23, world.balance());
    }

    @Test
    void givesOnceUnderFiftyWebhooksTheReturnPollsAndTheSweepAtOnce() {
        Payment payment = world.open(PACK);
        world.gateway.pay(session(payment));
        world.clock.advance(Duration.ofMinutes(10));

        Race.of(56, runner -> (Callable<Object>) () -> switch (runner % 8) {
            case 0 -> world.sweepPayments.sweep();
            case 1 -> world.settlePayment.abandon(payment.id());
            case 2 -> world.settlePayment.settle(payment.id());
            default -> world.receiveNotice.receive(new OfPayment(payment.id()));
        });

        assertEquals(PaymentStatus.GRANTED, world.status(payment));
        assertEquals(23, world.balance());
    }

    @Test
    void changesNothingWhileTheProviderIsDown() {
        Payment payment = world.open(PACK);
        world.gateway.pay(session(payment));
        world.gateway.fail(true);

        assertThrows(UnavailableException.class, () -> world.settle(payment));

        assertEquals(PaymentStatus.PENDING, world.status(payment));
        assertEquals(3, world.balance());
    }

    @Test
    void givesNothingForAnotherAmountOrCurrency() {
        for (Money wrong : List.of(new Money(298, "USD"), new Money(300, "USD"), new Money(299, "EUR"))) {
            Payment payment = world.open(PACK);
            world.gateway.pay(session(payment), wrong);

            SettlePayment.Result result = world.settlePayment.settle(payment.id());

            assertEquals(new SettlePayment.Result.WrongAmount(payment, wrong), result);
            assertEquals(PaymentStatus.PENDING, world.status(payment));
        }
        assertEquals(3, world.balance());
    }

    @Test
    void givesForMoneyThatArrivesAfterThePageExpiredOrWasAbandonedOrDeclined() {
        Payment expired = world.open(PACK);
        world.gateway.expire(session(expired));
        Payment declined = world.open(PACK);
        world.gateway.decline(session(declined));
        Payment abandoned = world.open(PACK);
        SettlePayment.Result canceled = world.settlePayment.abandon(abandoned.id());
        assertEquals(new SettlePayment.Result.Settled(world.now(abandoned), true), canceled);
        List<Payment> all = List.of(expired, declined, abandoned);
        assertEquals(List.of(PaymentStatus.EXPIRED, PaymentStatus.FAILED, PaymentStatus.CANCELED),
                all.stream().map(world::settle).map(Payment::status).toList());

        all.forEach(payment -> world.gateway.pay(session(payment)));
        all.forEach(world::settle);

        assertEquals(Set.of(PaymentStatus.GRANTED), Set.copyOf(all.stream().map(world::status).toList()));
        assertEquals(3 + 3 * PaymentWorld.PACK_STARS, world.balance());
    }

    @Test
    void doesNotCancelWhatIsPaid() {
        Payment payment = world.open(PACK);
        world.gateway.pay(session(payment));

        SettlePayment.Result result = world.settlePayment.abandon(payment.id());

        assertEquals(PaymentStatus.GRANTED, world.status(payment));
        assertEquals(new SettlePayment.Result.Settled(world.now(payment), true), result);
    }

    @Test
    void knowsNothingOfUnknownPayments() {
        assertEquals(new SettlePayment.Result.NotFound(), world.settlePayment.settle(Some.id()));
        assertEquals(List.of(), world.receiveNotice.receive(new OfRef("unknown")));
        assertEquals(List.of(), world.receiveNotice.receive(new OfSubscription("unknown", Optional.empty())));
    }

    @Test
    void sendsMoneyBackThatArrivesAfterTheAccountIsErased() {
        Payment payment = world.open(PACK);
        world.erase();
        world.gateway.pay(session(payment));

        Payment settled = world.settle(payment);

        assertEquals(PaymentStatus.REFUNDED, settled.status());
        assertEquals(Optional.empty(), settled.userId());
        assertTrue(world.gateway.isRefunded(session(payment)));
        assertEquals(List.of(), world.ledger.of(world.buyer.id()));
    }

    @Test
    void takesStarsBackAfterARefund() {
        Payment payment = world.buy(PACK);

        Payment refunded = world.refund(payment);

        assertEquals(PaymentStatus.REFUNDED, refunded.status());
        assertEquals(Optional.empty(), refunded.sweepAt());
        assertEquals(3, world.balance());
        assertEquals(1, world.gateway.refunds());
        assertEquals(refunded, world.settle(payment));
    }

    @Test
    void refundsAPaymentThatItsProviderNeverSaw() {
        Payment created = world.createdOnly(PACK);
        assertEquals(created, world.settle(created));

        assertEquals(PaymentStatus.REFUNDED, world.refund(created).status());
        assertEquals(0, world.gateway.refunds());
    }

    @Test
    void notesSpentStarsAsOwedAndLaterGrantsPayThem() {
        Payment payment = world.buy(PACK);
        world.spend(21);

        world.refund(payment);
        assertEquals(List.of(0, 18), List.of(world.balance(), world.owed()));

        world.buy(PACK);
        assertEquals(List.of(2, 0), List.of(world.balance(), world.owed()));
    }

    @Test
    void takesBackAllOfAGrantThatPaidOlderDebts() {
        Payment first = world.buy(PACK);
        world.spend(23);
        world.refund(first);
        Payment second = world.buy(PACK);
        assertEquals(List.of(0, 0), List.of(world.balance(), world.owed()));

        world.refund(second);

        assertEquals(List.of(0, 20), List.of(world.balance(), world.owed()));
    }

    @Test
    void followsARefundThatWasMadeAtTheProvider() {
        Payment payment = world.buy(PACK);
        world.gateway.refundThere(session(payment));

        assertEquals(PaymentStatus.REFUNDED, world.settle(payment).status());
        assertEquals(3, world.balance());
        assertEquals(0, world.gateway.refunds());
    }

    /** The buyer keeps the stars as long as the money cannot be sent back. */
    @Test
    void takesNothingBackWhileTheProviderIsDown() {
        Payment payment = world.buy(PACK);
        world.gateway.fail(true);

        assertEquals(PaymentStatus.REFUNDING, world.refund(payment).status());
        assertEquals(23, world.balance());

        world.gateway.fail(false);
        world.clock.advance(PaymentTimes.RETRY);
        world.sweepPayments.sweep();

        assertEquals(PaymentStatus.REFUNDED, world.status(payment));
        assertEquals(3, world.balance());
    }

    @Test
    void locksDuringADisputeAndUnlocksOnceItIsWon() {
        Payment payment = world.buy(PACK);
        world.gateway.dispute(session(payment), Dispute.OPEN);

        assertEquals(PaymentStatus.DISPUTED, world.settle(payment).status());
        assertTrue(world.payments.hasDispute(world.buyer.id()));
        assertEquals(23, world.balance());

        world.gateway.dispute(session(payment), Dispute.WON);
        assertEquals(PaymentStatus.GRANTED, world.settle(payment).status());
        assertFalse(world.payments.hasDispute(world.buyer.id()));
        assertEquals(23, world.balance());
    }

    /** As if the webhook of the decision was lost. */
    @Test
    void asksOnceADayWhetherADisputeIsDecided() {
        Payment payment = world.buy(PACK);
        world.gateway.dispute(session(payment), Dispute.OPEN);
        world.settle(payment);
        world.clock.advance(PaymentTimes.DAILY);
        world.sweepPayments.sweep();
        assertEquals(PaymentStatus.DISPUTED, world.status(payment));

        world.gateway.dispute(session(payment), Dispute.WON);
        world.clock.advance(PaymentTimes.DAILY);
        world.sweepPayments.sweep();

        assertEquals(PaymentStatus.GRANTED, world.status(payment));
    }

    /** Another purchase makes the account forget periods that ended long ago. */
    @Test
    void beginsNoOtherPeriodWhenADisputeIsWonLongAfterThePlanEnded() {
        Payment month = world.buy(MONTH);
        String invoice = month.providerRef().orElseThrow();
        world.endRenewal.endAll(world.buyer.id());
        world.clock.advance(Duration.ofDays(150));
        world.buy(PREMIUM);
        world.gateway.dispute(invoice, Dispute.OPEN);
        world.settle(month);

        world.gateway.dispute(invoice, Dispute.WON);
        Payment won = world.settle(month);

        assertEquals(PaymentStatus.GRANTED, won.status());
        assertEquals(month.period(), won.period());
        assertEquals(List.of(Subscription.PREMIUM), world.users.find(world.buyer.id()).orElseThrow().plans().stream()
                .map(PlanPeriod::plan).toList());
    }

    @Test
    void takesStarsBackAfterALostDisputeAndSendsNoMoney() {
        Payment payment = world.buy(PACK);
        world.gateway.dispute(session(payment), Dispute.OPEN);
        world.settle(payment);
        world.gateway.dispute(session(payment), Dispute.LOST);

        assertEquals(PaymentStatus.REFUNDED, world.settle(payment).status());
        assertEquals(3, world.balance());
        assertEquals(0, world.gateway.refunds());
        assertFalse(world.payments.hasDispute(world.buyer.id()));
    }

    @Test
    void beginsAPlanAndGivesTheStarsOfItsFirstMonth() {
        Payment month = world.buy(MONTH);

        assertEquals(PaymentStatus.GRANTED, month.status());
        assertEquals(Subscription.PRO, world.plan());
        assertEquals(43, world.balance());
        assertTrue(month.renews());
        Instant from = world.clock.instant();
        assertEquals(Optional.of(new Payment.Period(from, monthsAfter(from, 1))), month.period());

        world.clock.advance(Duration.between(from, monthsAfter(from, 1)));
        assertEquals(Subscription.FREE, world.plan());
    }

    @Test
    void givesTheStarsOfAYearMonthByMonth() {
        Payment year = world.buy(YEAR);
        world.gateway.endRenewal(year.subscription().orElseThrow());
        Instant from = world.clock.instant();
        List<Integer> balances = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            advanceTo(monthsAfter(from, month).minusMillis(1));
            world.sweepPayments.sweep();
            balances.add(world.balance());
            advanceTo(monthsAfter(from, month));
            world.sweepPayments.sweep();
            world.sweepPayments.sweep();
        }

        assertEquals(Stream.iterate(43, stars -> stars + 40).limit(12).toList(), balances);
        assertEquals(43 + 11 * 40, world.balance());
        assertEquals(Subscription.FREE, world.plan());
    }

    /** As a schedule that was down for months. */
    @Test
    void givesTheStarsOfMonthsThatTheSweepMissed() {
        world.buy(YEAR);
        advanceTo(monthsAfter(world.clock.instant(), 3));

        world.sweepPayments.sweep();

        assertEquals(3 + 4 * 40, world.balance());
    }

    @Test
    void endsAYearThatIsRefundedAfterThreeMonths() {
        Payment year = world.buy(YEAR);
        advanceTo(monthsAfter(world.clock.instant(), 3));
        world.sweepPayments.sweep();
        world.spend(103);

        world.refund(year);

        assertEquals(Subscription.FREE, world.plan());
        assertEquals(List.of(0, 100), List.of(world.balance(), world.owed()));
        assertFalse(world.gateway.renews(year.subscription().orElseThrow()));
        advanceTo(monthsAfter(world.clock.instant(), 9));
        world.sweepPayments.sweep();
        assertEquals(List.of(0, 100), List.of(world.balance(), world.owed()));
    }

    @Test
    void runsTwoPlansAtOnceAndTheHigherOneCounts() {
        world.buy(MONTH);
        Payment premium = world.buy(PREMIUM);

        assertEquals(Subscription.PREMIUM, world.plan());
        assertEquals(3 + 40 + 120, world.balance());

        world.refund(premium);
        assertEquals(Subscription.PRO, world.plan());
        assertEquals(43, world.balance());
    }

    @Test
    void addsAPlanThatIsBoughtAgainAfterTheOneThatRuns() {
        Instant now = world.clock.instant();
        Payment month = world.buy(MONTH);
        world.endRenewal.endAll(world.buyer.id());

        Payment year = world.buy(YEAR);

        assertEquals(Optional.of(new Payment.Period(monthsAfter(now, 1), monthsAfter(now, 13))), year.period());
        assertEquals(Optional.of(new Payment.Period(now, monthsAfter(now, 1))), month.period());
        assertEquals(3 + 40 + 40, world.balance());
    }

    @Test
    void settlesEachRenewalAsAPaymentOfItsOwn() {
        Payment first = world.buy(MONTH);
        String subscription = first.subscription().orElseThrow();
        advanceTo(first.period().orElseThrow().to());
        Invoice invoice = world.gateway.renew(subscription, MONTH.prices().get(PaymentProvider.STRIPE));

        Race.of(16, _ -> () -> world.receiveNotice.receive(new OfSubscription(subscription, Optional.of(first.id()))));

        Payment renewal = world.payments.findByRef(invoice.ref()).orElseThrow();
        assertEquals(List.of(renewal.id(), first.id()), world.payments
                .list(world.buyer.id(), Optional.empty(), 10).stream().map(Payment::id).toList());
        assertEquals(PaymentStatus.GRANTED, renewal.status());
        assertEquals(first.price(), renewal.price());
        assertEquals(83, world.balance());
        assertEquals(Subscription.PRO, world.plan());
    }

    @Test
    void findsARenewalWhoseWebhookNeverCame() {
        Payment first = world.buy(MONTH);
        world.clock.advance(Duration.ofDays(31));
        world.gateway.renew(first.subscription().orElseThrow(), first.price());
        world.clock.advance(Duration.ofHours(2));

        SweepPayments.Report report = world.sweepPayments.sweep();

        Payment renewal = world.payments.findLastOf(first.subscription().orElseThrow()).orElseThrow();
        assertEquals(List.of(new SettlePayment.Result.Settled(renewal, true)), report.results());
        assertEquals(83, world.balance());
        assertEquals(Subscription.PRO, world.plan());
    }

    /** The provider tries a refused card for some weeks. */
    @Test
    void looksForALateRenewalEachDay() {
        Payment first = world.buy(MONTH);
        world.clock.advance(Duration.ofDays(33));
        world.sweepPayments.sweep();
        assertEquals(Subscription.FREE, world.plan());

        world.gateway.renew(first.subscription().orElseThrow(), first.price());
        world.clock.advance(Duration.ofDays(1));
        world.sweepPayments.sweep();

        assertEquals(Subscription.PRO, world.plan());
    }

    @Test
    void looksForARenewalAgainAfterTheProviderFailed() {
        Payment first = world.buy(MONTH);
        world.clock.advance(Duration.ofDays(33));
        world.gateway.renew(first.subscription().orElseThrow(), first.price());
        world.gateway.fail(true);
        assertEquals(new SweepPayments.Report(List.of(), 1, 0), world.sweepPayments.sweep());

        world.gateway.fail(false);
        world.clock.advance(PaymentTimes.RETRY);
        world.sweepPayments.sweep();

        assertEquals(Subscription.PRO, world.plan());
    }

    @Test
    void stopsLookingOnceThePlanNoLongerRenews() {
        Payment first = world.buy(MONTH);
        world.gateway.endRenewal(first.subscription().orElseThrow());
        world.clock.advance(Duration.ofDays(33));

        world.sweepPayments.sweep();

        assertFalse(world.now(first).renews());
        assertEquals(Optional.empty(), world.now(first).sweepAt());
    }

    @Test
    void refusesARenewalAtAnotherPrice() {
        Payment first = world.buy(MONTH);
        String subscription = first.subscription().orElseThrow();
        world.gateway.renew(subscription, new Money(1, "USD"));

        List<SettlePayment.Result> results = world.renewPlan.renew(subscription, Optional.empty());

        assertTrue(results.getFirst() instanceof SettlePayment.Result.WrongAmount, results::toString);
        assertEquals(43, world.balance());
    }

    @Test
    void endsTheRenewalOfAnErasedAccount() {
        Payment month = world.buy(MONTH);
        world.erase();

        world.sweepPayments.sweep();

        assertFalse(world.gateway.renews(month.subscription().orElseThrow()));
        assertEquals(PaymentStatus.GRANTED, world.status(month));
        assertEquals(Optional.empty(), world.now(month).sweepAt());
    }

    @Test
    void sendsBackARenewalOfAnErasedAccountAndEndsIt() {
        Payment month = world.buy(MONTH);
        String subscription = month.subscription().orElseThrow();
        world.erase();
        Invoice invoice = world.gateway.renew(subscription, month.price());

        world.receiveNotice.receive(new OfSubscription(subscription, Optional.of(month.id())));

        assertTrue(world.gateway.isRefunded(invoice.ref()));
        assertFalse(world.gateway.renews(subscription));
    }

    /** The outcome does not depend on the order in which notices arrive. */
    @Test
    void reachesTheSameEndInEveryOrderOfNotices() {
        List<PaymentNotice> order = List.of(new OfPayment(Id.NOBODY), new OfSubscription("", Optional.of(Id.NOBODY)),
                new OfRef("first"), new OfRef("second"), new OfSubscription("", Optional.empty()));
        List<List<PaymentNotice>> orders = permutations(order);
        assertEquals(120, orders.size());

        for (List<PaymentNotice> notices : orders) {
            PaymentWorld one = new PaymentWorld();
            Payment month = one.open(MONTH);
            Invoice first = one.gateway.subscribe(month.id());
            Invoice second = one.gateway.renew(first.subscription(), month.price());
            one.gateway.refundThere(first.ref());

            for (PaymentNotice notice : notices) {
                one.receiveNotice.receive(switch (notice) {
                    case OfPayment _ -> new OfPayment(month.id());
                    case OfRef(String ref) -> new OfRef(ref.equals("first") ? first.ref() : second.ref());
                    case OfSubscription(String _, var payment) ->
                        new OfSubscription(first.subscription(), payment.map(_ -> month.id()));
                });
            }

            assertEquals(PaymentStatus.REFUNDED, one.status(month), notices::toString);
            assertEquals(PaymentStatus.GRANTED, one.payments.findByRef(second.ref()).orElseThrow().status());
            assertEquals(43, one.balance());
            assertEquals(Subscription.PRO, one.plan());
        }
    }

    @Test
    void sweepsPaymentsWhoseBuyerNeverCameBack() {
        Payment payment = world.open(PACK);
        world.gateway.pay(session(payment));
        world.sweepPayments.sweep();
        assertEquals(PaymentStatus.PENDING, world.status(payment));

        world.clock.advance(Duration.ofMinutes(10));
        SweepPayments.Report report = world.sweepPayments.sweep();

        assertEquals(List.of(0, 0), List.of(report.failed(), report.notGranted()));
        assertEquals(List.of(new SettlePayment.Result.Settled(world.now(payment), true)), report.results());
        assertEquals(PaymentStatus.GRANTED, world.status(payment));
    }

    @Test
    void looksLessOftenTheOlderAPaymentIsAndStopsAfterTwoWeeks() {
        world.open(PACK);
        List<Duration> looks = new ArrayList<>();
        Instant start = world.clock.instant();
        for (int i = 0; i < 20 * 24 * 6; i++) {
            world.clock.advance(Duration.ofMinutes(10));
            int before = world.gateway.looks();
            world.sweepPayments.sweep();
            if (world.gateway.looks() > before) {
                looks.add(Duration.between(start, world.clock.instant()));
            }
        }

        assertEquals(List.of(Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofDays(1),
                Duration.ofDays(2), Duration.ofDays(4), Duration.ofDays(8), Duration.ofDays(15)), looks);
    }

    @Test
    void expiresAPaymentThatItsProviderNeverSaw() {
        Payment created = world.createdOnly(PACK);
        world.clock.advance(PaymentTimes.CREATED_TTL);

        world.sweepPayments.sweep();

        assertEquals(PaymentStatus.EXPIRED, world.status(created));
    }

    @Test
    void sweepsTheOthersIfOneFailsAndCountsWhatIsNotGranted() {
        Payment stuck = world.open(PACK);
        world.gateway.pay(session(stuck));
        world.payments.markPaid(stuck.id(), world.clock.instant(), world.clock.instant());
        world.gateway.fail(true);
        world.clock.advance(Duration.ofMinutes(15));
        assertEquals(new SweepPayments.Report(List.of(), 1, 0), world.sweepPayments.sweep());
        world.clock.advance(PaymentTimes.RETRY);

        assertEquals(new SweepPayments.Report(List.of(), 1, 1), world.sweepPayments.sweep());

        world.gateway.fail(false);
        world.clock.advance(PaymentTimes.RETRY);
        world.sweepPayments.sweep();
        assertEquals(PaymentStatus.GRANTED, world.status(stuck));
    }

    /** What happens at the provider, and what it makes of a payment. */
    private enum Event {
        PAID(PaymentStatus.GRANTED, ScriptedGateway::pay), DECLINED(PaymentStatus.FAILED,
                ScriptedGateway::decline), EXPIRED(PaymentStatus.EXPIRED, ScriptedGateway::expire), DISPUTED(
                        PaymentStatus.DISPUTED,
                        (gateway, ref) -> gateway.dispute(ref, Dispute.OPEN)), REFUNDED(PaymentStatus.REFUNDED,
                                (gateway, ref) -> {
                                    gateway.pay(ref);
                                    gateway.refundThere(ref);
                                });

        private final PaymentStatus becomes;
        private final BiConsumer<ScriptedGateway, String> happen;

        Event(PaymentStatus becomes, BiConsumer<ScriptedGateway, String> happen) {
            this.becomes = becomes;
            this.happen = happen;
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhichCallMovedAPayment(Event event) {
        Payment payment = world.open(PACK);
        assertEquals(new SettlePayment.Result.Settled(payment, false), world.settlePayment.settle(payment.id()));
        event.happen.accept(world.gateway, session(payment));

        SettlePayment.Result first = world.settlePayment.settle(payment.id());
        SettlePayment.Result again = world.settlePayment.settle(payment.id());

        assertEquals(event.becomes, world.status(payment));
        assertEquals(new SettlePayment.Result.Settled(world.now(payment), true), first);
        assertEquals(new SettlePayment.Result.Settled(world.now(payment), false), again);
        assertTrue(((SettlePayment.Result.Settled) first).reached(event.becomes));
        assertFalse(((SettlePayment.Result.Settled) again).reached(event.becomes));
    }

    private void advanceTo(Instant time) {
        world.clock.advance(Duration.between(world.clock.instant(), time));
    }

    private static Instant monthsAfter(Instant from, int months) {
        return from.atOffset(ZoneOffset.UTC).plusMonths(months).toInstant();
    }

    private static String session(Payment payment) {
        return ScriptedGateway.sessionOf(payment.id());
    }

    private static <T> List<List<T>> permutations(List<T> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            List<T> rest = new ArrayList<>(items);
            T first = rest.remove(i);
            permutations(rest).forEach(tail -> all.add(Stream.concat(Stream.of(first), tail.stream()).toList()));
        }
        return all;
    }
}
