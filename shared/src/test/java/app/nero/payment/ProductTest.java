package app.nero.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProductTest {

    private static final Money USD = new Money(299, "USD");
    private static final Money IRR = new Money(1_500_000, "IRR");
    private static final Goods PACK = new Goods.Pack(20);
    private static final Product BOTH = new Product("both", PACK,
            Map.of(PaymentProvider.STRIPE, USD, PaymentProvider.ZARINPAL, IRR));
    private static final Product DOLLARS = new Product("dollars", PACK, Map.of(PaymentProvider.STRIPE, USD));
    private static final Products PRODUCTS = new Products(List.of(BOTH, DOLLARS));

    @Test
    void refusesAmountsThatAreNoPrices() {
        for (long amount : List.of(0L, -1L, Money.MAX + 1)) {
            assertThrows(IllegalArgumentException.class, () -> new Money(amount, "USD"));
        }
        for (String currency : List.of("", "usd", "US", "USDT")) {
            assertThrows(IllegalArgumentException.class, () -> new Money(1, currency));
        }
    }

    @Test
    void refusesGoodsThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> new Goods.Pack(0));
        assertThrows(IllegalArgumentException.class, () -> new Goods.Pack(Goods.MAX_STARS + 1));
        assertThrows(IllegalArgumentException.class, () -> new Goods.Plan(Subscription.PRO, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Goods.Plan(Subscription.FREE, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Goods.Plan(Subscription.PRO, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Goods.Plan(Subscription.PRO, 1, 13));
    }

    @Test
    void takesTheSmallestAndTheLargestOfEach() {
        assertEquals(1, new Money(1, "USD").amount());
        assertEquals(Money.MAX, new Money(Money.MAX, "USD").amount());
        assertEquals(1, new Goods.Pack(1).stars());
        assertEquals(Goods.MAX_STARS, new Goods.Pack(Goods.MAX_STARS).stars());
        assertEquals(1, new Goods.Plan(Subscription.PRO, 1, 1).months());
        assertEquals(12, new Goods.Plan(Subscription.PRO, 1, 12).months());
        assertEquals(Product.MAX_ID, new Product("s".repeat(Product.MAX_ID), PACK, BOTH.prices()).id().length());
    }

    @Test
    void refundsByHandOnlyWhereTheProviderHasNoCallForIt() {
        assertTrue(PaymentProvider.ZARINPAL.refundsByHand());
        assertFalse(PaymentProvider.STRIPE.refundsByHand());
    }

    @Test
    void refusesMalformedIdsMissingPricesAndRepeatedIds() {
        for (String id : List.of("", "Stars", "stars 20", "-stars", "stars-", "s".repeat(41))) {
            assertThrows(IllegalArgumentException.class, () -> new Product(id, PACK, BOTH.prices()));
        }
        assertThrows(IllegalArgumentException.class, () -> new Product("stars", PACK, Map.of()));
        assertThrows(IllegalArgumentException.class, () -> new Products(List.of(BOTH, BOTH)));
    }

    /** Ten rials are one toman, which is what people see. */
    @Test
    void takesWholeTomansAtZarinpalAndNoRialsElsewhere() {
        assertThrows(IllegalArgumentException.class, () -> product(PaymentProvider.ZARINPAL, USD));
        assertThrows(IllegalArgumentException.class, () -> product(PaymentProvider.STRIPE, IRR));
        assertThrows(IllegalArgumentException.class,
                () -> product(PaymentProvider.ZARINPAL, new Money(1_500_005, "IRR")));
        assertThrows(IllegalArgumentException.class, () -> product(PaymentProvider.ZARINPAL, new Money(9_990, "IRR")));
        assertEquals(Optional.of(new Money(10_000, "IRR")),
                product(PaymentProvider.ZARINPAL, new Money(10_000, "IRR")).price(PaymentProvider.ZARINPAL));
    }

    @Test
    void sellsByCountryAndOnlyWhereAProviderIsSetUp() {
        PaymentGateways stripe = new PaymentGateways(List.of(new ScriptedGateway()));
        Product onlyDollars = new Product("both", PACK, Map.of(PaymentProvider.STRIPE, USD));

        assertEquals(List.of(onlyDollars, DOLLARS), stripe.sold(PRODUCTS, Optional.empty()));
        assertEquals(List.of(onlyDollars, DOLLARS), stripe.sold(PRODUCTS, Optional.of("DE")));
        assertEquals(List.of(), stripe.sold(PRODUCTS, Optional.of("IR")));
        assertEquals(List.of(), new PaymentGateways(List.of()).sold(PRODUCTS, Optional.empty()));
    }

    private static Product product(PaymentProvider provider, Money price) {
        return new Product("one", PACK, Map.of(provider, price));
    }
}
