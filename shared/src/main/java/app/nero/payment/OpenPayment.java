package app.nero.payment;

import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Begins a payment: stores it, then opens the provider's page for it. The price comes from the products, never from the buyer. */
public final class OpenPayment {

    public sealed interface Result {

        /** The payment, with its page unless it is already over. */
        record Opened(Payment payment) implements Result {}

        /** The product does not exist, or is not sold any more. */
        record UnknownProduct() implements Result {}

        /** The provider does not sell the product, or is not set up. */
        record NotSoldThere() implements Result {}

        /** The buyer's plan renews itself, so that buying it again would charge twice a month. */
        record AlreadyRenews() implements Result {}

        /** The buyer's bank questions an earlier payment. */
        record Disputed() implements Result {}

        /** The id belongs to somebody else's payment or to another product. The client needs a new idempotency key. */
        record KeySpent() implements Result {}
    }

    private final Payments payments;
    private final Products products;
    private final PaymentGateways gateways;
    private final Clock clock;

    public OpenPayment(Payments payments, Products products, PaymentGateways gateways, Clock clock) {
        this.payments = payments;
        this.products = products;
        this.gateways = gateways;
        this.clock = clock;
    }

    /**
     * @param id of the payment, kept under the request's idempotency key: a retry continues the same payment
     * @param returnTo where the provider sends the buyer afterwards
     * @throws UnavailableException if the database or the provider failed; a retry with the same id continues
     */
    public Result open(Id userId, Id id, String productId, PaymentProvider provider, URI returnTo) {
        Optional<Payment> earlier = payments.find(id);
        if (earlier.isPresent()) {
            return resume(userId, earlier.get(), productId, provider, returnTo);
        }
        Optional<Product> product = products.find(productId);
        if (product.isEmpty()) {
            return new Result.UnknownProduct();
        }
        if (product.get().price(provider).isEmpty() || gateways.find(provider).isEmpty()) {
            return new Result.NotSoldThere();
        }
        if (payments.hasDispute(userId)) {
            return new Result.Disputed();
        }
        if (renews(userId, product.get().goods())) {
            return new Result.AlreadyRenews();
        }
        Instant now = clock.instant();
        Payment created = Payment.created(id, userId, product.get(), provider, now, now.plus(PaymentTimes.CREATED_TTL));
        Payment stored = payments.add(created) ? created : payments.find(id).orElse(created);
        return resume(userId, stored, productId, provider, returnTo);
    }

    private boolean renews(Id userId, Goods goods) {
        return goods instanceof Goods.Plan bought && payments.listRenewing(userId).stream()
                .anyMatch(payment -> payment.goods() instanceof Goods.Plan held && held.plan() == bought.plan());
    }

    private Result resume(Id userId, Payment payment, String productId, PaymentProvider provider, URI returnTo) {
        boolean same = payment.userId().equals(Optional.of(userId)) && payment.productId().equals(productId)
                && payment.provider() == provider;
        if (!same) {
            return new Result.KeySpent();
        }
        if (payment.status() != PaymentStatus.CREATED) {
            return new Result.Opened(payment);
        }
        Optional<PaymentGateway> gateway = gateways.find(provider);
        if (gateway.isEmpty()) {
            return new Result.NotSoldThere();
        }
        PaymentPage page = gateway.get().open(payment, returnTo);
        Instant firstLook = PaymentTimes.nextLook(payment, clock.instant()).orElseThrow();
        // A parallel try may have stored its page, or the erasure of the account taken the payment away.
        return payments.open(payment.id(), page, firstLook).or(() -> payments.find(payment.id()))
                .<Result>map(Result.Opened::new).orElseGet(Result.KeySpent::new);
    }
}
