package app.nero.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenPortalTest {

    private final PaymentWorld world = new PaymentWorld();

    @Test
    void opensThePageOfTheLatestPlan() {
        String subscription = world.buy(PaymentWorld.MONTH).subscription().orElseThrow();
        world.buy(PaymentWorld.PACK);

        assertEquals(Optional.of(URI.create("https://portal.example/" + subscription)),
                open(new PaymentGateways(List.of(world.gateway))));
    }

    @Test
    void hasNoPageForBuyersOfPacks() {
        world.buy(PaymentWorld.PACK);

        assertEquals(Optional.empty(), open(new PaymentGateways(List.of(world.gateway))));
    }

    @Test
    void hasNoPageOfAProviderThatIsNotSetUpAnyMore() {
        world.buy(PaymentWorld.MONTH);

        assertEquals(Optional.empty(), open(new PaymentGateways(List.of())));
    }

    private Optional<URI> open(PaymentGateways gateways) {
        return new OpenPortal(world.payments, gateways).open(world.buyer.id(), PaymentWorld.RETURN_TO);
    }
}
