package app.nero.payment;

import static app.nero.payment.PaymentWorld.PACK;
import static app.nero.payment.PaymentWorld.YEAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.Subscription;
import app.nero.kernel.Id;
import app.nero.testing.Faults;
import app.nero.testing.Faults.Kind;
import app.nero.testing.Some;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Fails each call of each step once, in each way, and then lets the sweep run. */
class PaymentFaultsTest {

    private final Faults faults = new Faults();

    @Test
    void opensOnePaymentAfterAnyFault() {
        everyFault((_, _) -> {}, (world, id) -> world.open(id, PACK), (world, id) -> {
            world.open(id, PACK);
            assertEquals(1, world.payments.all().size());
            assertEquals(PaymentStatus.PENDING, world.payments.find(id).orElseThrow().status());
            assertEquals(1, world.gateway.books().size());
        });
    }

    @Test
    void givesAPackOnceAfterAnyFault() {
        everyFault(opened(PACK), (world, id) -> {
            world.gateway.pay(ScriptedGateway.sessionOf(id));
            world.settlePayment.settle(id);
        }, (world, id) -> {
            assertEquals(PaymentStatus.GRANTED, world.payments.find(id).orElseThrow().status());
            assertEquals(23, world.balance());
        });
    }

    @Test
    void givesAYearOnceAfterAnyFault() {
        everyFault(opened(YEAR), (world, id) -> {
            world.gateway.subscribe(id);
            world.settlePayment.settle(id);
        }, (world, id) -> {
            assertEquals(PaymentStatus.GRANTED, world.payments.find(id).orElseThrow().status());
            assertEquals(43, world.balance());
            assertEquals(Subscription.PRO, world.plan());
            assertEquals(1, world.users.find(world.buyer.id()).orElseThrow().plans().size());
        });
    }

    @Test
    void takesAPackBackOnceAfterAnyFault() {
        everyFault((world, id) -> {
            opened(PACK).run(world, id);
            world.gateway.pay(ScriptedGateway.sessionOf(id));
            world.settlePayment.settle(id);
            world.spend(5);
        }, (world, id) -> world.refund(world.payments.find(id).orElseThrow()), (world, id) -> {
            assertEquals(PaymentStatus.REFUNDED, world.payments.find(id).orElseThrow().status());
            assertEquals(0, world.balance());
            assertEquals(2, world.owed());
            assertEquals(1, world.gateway.refunds());
        });
    }

    @Test
    void takesAYearBackOnceAfterAnyFault() {
        everyFault((world, id) -> {
            opened(YEAR).run(world, id);
            world.gateway.subscribe(id);
            world.settlePayment.settle(id);
        }, (world, id) -> world.refund(world.payments.find(id).orElseThrow()), (world, id) -> {
            assertEquals(PaymentStatus.REFUNDED, world.payments.find(id).orElseThrow().status());
            assertEquals(3, world.balance());
            assertEquals(Subscription.FREE, world.plan());
            assertEquals(1, world.gateway.refunds());
        });
    }

    private static Step opened(Product product) {
        return (world, id) -> world.open(id, product);
    }

    private interface Step {

        void run(PaymentWorld world, Id paymentId);
    }

    /** @param prepare runs without faults */
    private void everyFault(Step prepare, Step step, Step check) {
        for (Kind kind : Kind.values()) {
            int nth = 1;
            while (fails(prepare, step, check, kind, nth)) {
                nth++;
            }
            assertTrue(nth > 3, "too few calls to test anything: " + nth);
        }
    }

    private boolean fails(Step prepare, Step step, Step check, Kind kind, int nth) {
        PaymentWorld world = new PaymentWorld(faults);
        Id id = Some.id(world.clock.instant());
        prepare.run(world, id);
        faults.at(nth, kind);
        faults.attempt(() -> step.run(world, id));
        boolean failed = faults.end();
        for (int i = 0; i < 5; i++) {
            world.clock.advance(Duration.ofMinutes(10));
            world.sweepPayments.sweep();
        }
        check.run(world, id);
        return failed;
    }
}
