package app.nero.payment;

import java.net.URI;
import java.util.List;

/** A provider that also renews plans. */
public interface SubscriptionGateway extends PaymentGateway {

    /**
     * What a provider says about a subscription.
     *
     * @param renews whether the buyer will be charged again
     * @param paidInvoices the provider's ids of the latest invoices that are paid, oldest first
     */
    record Renewal(boolean renews, List<String> paidInvoices) {

        public Renewal {
            paidInvoices = List.copyOf(paidInvoices);
        }
    }

    /** @param subscription the provider's id */
    Renewal lookUpSubscription(String subscription);

    /** Charges the buyer no more. The period that is paid stays. Idempotent. */
    void endRenewal(String subscription);

    /**
     * Opens the provider's own page, on which buyers see their invoices and change their card.
     *
     * @param subscription the provider's id
     */
    URI openPortal(String subscription, URI returnTo);
}
