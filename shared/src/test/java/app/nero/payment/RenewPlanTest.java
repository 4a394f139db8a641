package app.nero.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.UnavailableException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RenewPlanTest {

    private final PaymentWorld world = new PaymentWorld();
    private String subscription;

    @BeforeEach
    void buyAPlan() {
        subscription = world.buy(PaymentWorld.MONTH).subscription().orElseThrow();
    }

    /** A webhook may report a renewal after the account was erased. */
    @Test
    void endsThePlanOfAnErasedBuyer() {
        world.erase();

        world.renewPlan.renew(subscription, Optional.empty());

        assertFalse(world.gateway.renews(subscription));
    }

    @Test
    void letsThePlanOfABuyerGoOn() {
        List<SettlePayment.Result> settled = world.renewPlan.renew(subscription, Optional.empty());

        assertTrue(world.gateway.renews(subscription));
        assertEquals(List.of(), settled);
    }

    @Test
    void settlesTheInvoiceThatANoticeIsAbout() {
        Invoice invoice = world.gateway.renew(subscription, PaymentWorld.MONTH.price(PaymentProvider.STRIPE).get());

        List<SettlePayment.Result> settled = world.receiveNotice
                .receive(new PaymentNotice.OfSubscription(subscription, Optional.empty()));

        Payment renewal = world.payments.findByRef(invoice.ref()).orElseThrow();
        assertEquals(PaymentStatus.GRANTED, renewal.status());
        assertEquals(List.of(new SettlePayment.Result.Settled(renewal, true)), settled);
    }

    @Test
    void saysWhichPlansItEnded() {
        List<Payment> ended = world.endRenewal.endAll(world.buyer.id());

        assertEquals(List.of(Optional.of(subscription)), ended.stream().map(Payment::subscription).toList());
        assertEquals(List.of(), world.endRenewal.endAll(world.buyer.id()));
    }

    /** Otherwise a retry would find nothing to end, and the buyer would be charged again. */
    @Test
    void endsAPlanAtTheProviderBeforeItSaysSo() {
        world.gateway.fail(true);
        assertThrows(UnavailableException.class, () -> world.endRenewal.endAll(world.buyer.id()));
        world.gateway.fail(false);

        assertEquals(1, world.endRenewal.endAll(world.buyer.id()).size());
        assertFalse(world.gateway.renews(subscription));
    }
}
