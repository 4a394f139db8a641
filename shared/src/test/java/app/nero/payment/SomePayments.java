package app.nero.payment;

import app.nero.account.Subscription;
import app.nero.testing.Some;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Payments for tests of gateways. */
public final class SomePayments {

    private static final Instant NOW = Instant.parse("2026-05-14T12:00:00Z");

    private SomePayments() {}

    public static Payment pack(PaymentProvider provider, Money price) {
        return created(new Product("stars-20", new Goods.Pack(20), Map.of(provider, price)), provider);
    }

    public static Payment plan(int months) {
        return created(new Product("pro", new Goods.Plan(Subscription.PRO, 40, months),
                Map.of(PaymentProvider.STRIPE, new Money(990, "USD"))), PaymentProvider.STRIPE);
    }

    private static Payment created(Product product, PaymentProvider provider) {
        return Payment.created(Some.id(), Some.id(), product, provider, NOW, NOW);
    }

    /** The same payment once its provider knows it. */
    public static Payment known(Payment payment, String ref) {
        return new Payment(payment.id(), payment.userId(), payment.productId(), payment.goods(), payment.price(),
                payment.provider(), Optional.of(ref), payment.subscription(), payment.renews(), PaymentStatus.PENDING,
                payment.page(), payment.period(), payment.createdAt(), payment.paidAt(), payment.sweepAt());
    }
}
