package app.nero.payment;

import static app.nero.payment.PaymentWorld.MONTH;
import static app.nero.payment.PaymentWorld.PACK;
import static app.nero.payment.PaymentWorld.PREMIUM;
import static app.nero.payment.PaymentWorld.YEAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import app.nero.kernel.Id;
import app.nero.payment.OpenPayment.Result;
import app.nero.testing.Interleaving;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenPaymentTest {

    private final PaymentWorld world = new PaymentWorld();
    private final Id buyer = world.buyer.id();

    @Test
    void opensAPageForThePriceOfTheProduct() {
        Payment payment = world.open(PACK);

        assertEquals(PaymentStatus.PENDING, payment.status());
        assertEquals(new Money(299, "USD"), payment.price());
        assertEquals(PACK.goods(), payment.goods());
        assertEquals(Optional.of(buyer), payment.userId());
        assertEquals(Optional.of(ScriptedGateway.sessionOf(payment.id())), payment.providerRef());
        assertEquals(Optional.of(world.clock.instant().plus(Duration.ofMinutes(10))), payment.sweepAt());
        assertEquals(Optional.of(payment), world.payments.find(payment.id()));
    }

    @Test
    void refusesProductsThatAreNotSold() {
        assertEquals(new Result.UnknownProduct(), open(buyer, Some.id(), "stars-21", PaymentProvider.STRIPE));
        assertEquals(new Result.NotSoldThere(), open(buyer, Some.id(), PACK.id(), PaymentProvider.ZARINPAL));
        assertEquals(Map.of(), world.payments.all());
    }

    @Test
    void makesOnePaymentOfManyRequestsWithOneId() {
        Id id = Some.id(world.clock.instant());

        List<Result> results = Race.of(32, _ -> () -> open(buyer, id, PACK.id(), PaymentProvider.STRIPE));

        assertEquals(Set.of(new Result.Opened(world.payments.find(id).orElseThrow())), Set.copyOf(results));
        assertEquals(1, world.gateway.books().size());
    }

    @Test
    void continuesAfterTheProviderFailed() {
        Payment created = world.createdOnly(PACK);
        assertEquals(PaymentStatus.CREATED, created.status());

        Result result = open(buyer, created.id(), PACK.id(), PaymentProvider.STRIPE);

        assertEquals(PaymentStatus.PENDING, world.status(created));
        assertEquals(new Result.Opened(world.now(created)), result);
    }

    @Test
    void opensNoPageOfAProviderThatIsNoLongerSetUp() {
        Payment created = world.createdOnly(PACK);
        OpenPayment without = new OpenPayment(world.payments, new Products(List.of(PACK)),
                new PaymentGateways(List.of()), world.clock);

        assertEquals(new Result.NotSoldThere(),
                without.open(buyer, created.id(), PACK.id(), PaymentProvider.STRIPE, PaymentWorld.RETURN_TO));
        assertEquals(created, world.now(created));
    }

    /** A request stops before each of its calls while another one with its id runs. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void makesOnePaymentOfTwoRequestsThatOvertakeEachOther(boolean sameProduct) {
        boolean isReached = true;
        for (int stop = 0; isReached; stop++) {
            Interleaving interleaving = new Interleaving();
            PaymentWorld one = new PaymentWorld(interleaving);
            Id id = Some.id(one.clock.instant());
            List<Result> results = new ArrayList<>();
            Product other = sameProduct ? PACK : MONTH;

            isReached = interleaving.interrupt(stop,
                    () -> results.add(one.openPayment.open(one.buyer.id(), id, PACK.id(), PaymentProvider.STRIPE,
                            PaymentWorld.RETURN_TO)),
                    () -> results.add(one.openPayment.open(one.buyer.id(), id, other.id(), PaymentProvider.STRIPE,
                            PaymentWorld.RETURN_TO)));

            Result opened = new Result.Opened(one.payments.find(id).orElseThrow());
            assertEquals(sameProduct ? Set.of(opened) : Set.of(opened, new Result.KeySpent()), Set.copyOf(results),
                    "stop " + stop);
        }
    }

    @Test
    void doesNotOpenAnotherPageForAPaymentThatIsOver() {
        Payment bought = world.buy(PACK);

        assertEquals(new Result.Opened(bought), open(buyer, bought.id(), PACK.id(), PaymentProvider.STRIPE));
    }

    @Test
    void keepsAnIdForItsBuyerAndProduct() {
        Payment payment = world.open(PACK);

        assertEquals(new Result.KeySpent(), open(Some.id(), payment.id(), PACK.id(), PaymentProvider.STRIPE));
        assertEquals(new Result.KeySpent(), open(buyer, payment.id(), MONTH.id(), PaymentProvider.STRIPE));
        assertEquals(new Result.KeySpent(), open(buyer, payment.id(), PACK.id(), PaymentProvider.ZARINPAL));
    }

    @Test
    void sellsAPlanThatRenewsOnlyOnce() {
        world.buy(MONTH);

        assertEquals(new Result.AlreadyRenews(), open(buyer, Some.id(), MONTH.id(), PaymentProvider.STRIPE));
        assertEquals(new Result.AlreadyRenews(), open(buyer, Some.id(), YEAR.id(), PaymentProvider.STRIPE));
        assertInstanceOf(Result.Opened.class, open(buyer, Some.id(), PREMIUM.id(), PaymentProvider.STRIPE));
        assertInstanceOf(Result.Opened.class, open(buyer, Some.id(), PACK.id(), PaymentProvider.STRIPE));

        world.endRenewal.endAll(buyer);
        assertInstanceOf(Result.Opened.class, open(buyer, Some.id(), YEAR.id(), PaymentProvider.STRIPE));
    }

    @Test
    void sellsNothingDuringADispute() {
        Payment payment = world.buy(PACK);
        world.gateway.dispute(ScriptedGateway.sessionOf(payment.id()), Charge.Dispute.OPEN);
        world.settle(payment);

        assertEquals(new Result.Disputed(), open(buyer, Some.id(), PACK.id(), PaymentProvider.STRIPE));
    }

    private Result open(Id userId, Id id, String productId, PaymentProvider provider) {
        return world.openPayment.open(userId, id, productId, provider, PaymentWorld.RETURN_TO);
    }
}
