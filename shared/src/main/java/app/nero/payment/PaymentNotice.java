package app.nero.payment;

import app.nero.kernel.Id;
import java.util.Optional;

/** What a webhook is about. It says only which payment to ask for, never what became of it. */
public sealed interface PaymentNotice {

    /** Something happened to a payment. */
    record OfPayment(Id paymentId) implements PaymentNotice {}

    /** Something happened to an invoice or a session whose payment is known by the provider's id alone. */
    record OfRef(String providerRef) implements PaymentNotice {}

    /**
     * Something happened to a subscription: it began, was paid for again, or ended.
     *
     * @param firstPayment the payment that began it, if the notice names it
     */
    record OfSubscription(String subscription, Optional<Id> firstPayment) implements PaymentNotice {}
}
