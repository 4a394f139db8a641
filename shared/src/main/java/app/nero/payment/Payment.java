package app.nero.payment;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Optional;

/**
 * A payment for a product, or for another period of a plan.
 *
 * @param userId the buyer; empty once the account is erased
 * @param goods what the product gave when the payment was made
 * @param price what the product cost then
 * @param providerRef the provider's id: of the session until a subscription is known, then of the invoice
 * @param subscription the provider's id of the subscription that it began or renewed
 * @param renews whether the subscription charges the buyer again
 * @param page where the buyer pays; empty for a renewal, which needs no page
 * @param period when the plan that was granted begins and ends
 * @param sweepAt when the sweep looks at it next; empty if there is nothing left to do
 */
public record Payment(Id id, Optional<Id> userId, String productId, Goods goods, Money price, PaymentProvider provider,
        Optional<String> providerRef, Optional<String> subscription, boolean renews, PaymentStatus status,
        Optional<PaymentPage> page, Optional<Period> period, Instant createdAt, Optional<Instant> paidAt,
        Optional<Instant> sweepAt) {

    /** When a plan holds. */
    public record Period(Instant from, Instant to) {}

    /** A payment that the provider does not know yet. */
    public static Payment created(Id id, Id userId, Product product, PaymentProvider provider, Instant now,
            Instant sweepAt) {
        return new Payment(id, Optional.of(userId), product.id(), product.goods(),
                product.price(provider).orElseThrow(),
                provider, Optional.empty(), Optional.empty(), false, PaymentStatus.CREATED, Optional.empty(),
                Optional.empty(), now, Optional.empty(), Optional.of(sweepAt));
    }

    /** The payment of another invoice of the subscription, with the same goods and price. */
    public Payment renewal(Id newId, Invoice invoice, Instant now) {
        return new Payment(newId, userId, productId, goods, price, provider, Optional.of(invoice.ref()),
                Optional.of(invoice.subscription()), renews, PaymentStatus.PENDING, Optional.empty(), Optional.empty(),
                now,
                Optional.empty(), Optional.of(now));
    }
}
