package app.nero.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.stars.StarsEntry;
import app.nero.testing.Interleaving;
import app.nero.testing.Interleaving.Fate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A webhook stops before each of its calls while something else happens to its payment, and then goes on. */
class PaymentRacesTest {

    private enum Event {
        SETTLED(PaymentWorld::settle), REFUNDED(PaymentWorld::refund), REFUND_ASKED_FOR(
                PaymentWorld::askForRefund), ERASED((world, _) -> world.erase());

        private final BiConsumer<PaymentWorld, Payment> happen;

        Event(BiConsumer<PaymentWorld, Payment> happen) {
            this.happen = happen;
        }
    }

    static Stream<Arguments> productsAndEvents() {
        return Stream.of(PaymentWorld.PACK, PaymentWorld.MONTH).flatMap(
                product -> Arrays.stream(Event.values()).map(event -> Arguments.of(product, event)));
    }

    @ParameterizedTest
    @MethodSource("productsAndEvents")
    void givesWhatIsPaidOnceAndReportsThePaymentAsItIs(Product product, Event event) {
        boolean isReached = true;
        for (int stop = 0; isReached; stop++) {
            Interleaving interleaving = new Interleaving();
            PaymentWorld world = new PaymentWorld(interleaving);
            Payment payment = world.open(product);
            world.pay(payment);
            List<SettlePayment.Result> results = new ArrayList<>();

            isReached = interleaving.interrupt(stop, () -> results.add(world.settlePayment.settle(payment.id())),
                    () -> event.happen.accept(world, payment));

            String when = event + " at " + stop;
            if (isReached) {
                assertEquals(world.now(payment), ((SettlePayment.Result.Settled) results.getFirst()).payment(), when);
            }
            check(world, payment, event, when);
        }
    }

    @Test
    void givesNothingOnceARefundIsAskedFor() {
        Interleaving interleaving = new Interleaving();
        PaymentWorld world = new PaymentWorld(interleaving);
        Payment payment = world.open(PaymentWorld.PACK);
        world.pay(payment);
        Interleaving.Process webhook = interleaving.start("webhook", () -> world.settlePayment.settle(payment.id()));
        boolean hasEnded = false;
        while (world.status(payment) != PaymentStatus.PAID) {
            hasEnded = webhook.resume(Fate.RUN);
        }

        world.askForRefund(payment);
        while (!hasEnded) {
            hasEnded = webhook.resume(Fate.RUN);
        }

        assertEquals(PaymentStatus.REFUNDING, world.status(payment));
        assertEquals(3, world.balance());
    }

    /** A refund that was asked for is sent by the sweep. */
    private static void check(PaymentWorld world, Payment payment, Event event, String when) {
        PaymentStatus status = world.status(payment);
        List<Integer> stars = world.ledger.of(world.buyer.id()).stream().map(StarsEntry::stars).toList();
        int bought = payment.goods().stars();
        switch (event) {
            case SETTLED -> {
                assertEquals(PaymentStatus.GRANTED, status, when);
                assertEquals(List.of(3, bought), stars, when);
            }
            case REFUNDED -> {
                assertEquals(PaymentStatus.REFUNDED, status, when);
                assertEquals(3, world.balance(), when);
            }
            case REFUND_ASKED_FOR -> {
                world.sweepPayments.sweep();
                assertEquals(PaymentStatus.REFUNDED, world.status(payment), when);
                assertEquals(3, world.balance(), when);
            }
            case ERASED -> assertEquals(
                    world.gateway.refunds() == 1 ? PaymentStatus.REFUNDED : PaymentStatus.GRANTED, status, when);
        }
    }
}
