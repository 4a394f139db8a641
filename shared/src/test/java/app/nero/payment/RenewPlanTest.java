package app.nero.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
