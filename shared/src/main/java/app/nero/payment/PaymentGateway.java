package app.nero.payment;

import java.net.URI;

/**
 * A provider of payments, which charges a buyer once per payment. All methods throw {@link app.nero.kernel.UnavailableException} if it fails, does not answer in time or says
 * something that cannot be understood. Nothing may be concluded from that.
 */
public interface PaymentGateway {

    PaymentProvider provider();

    /**
     * Opens a page for a payment in the state {@link PaymentStatus#CREATED}. Where the provider supports it, repeating the call opens
     * the same page.
     *
     * @param returnTo where the provider sends the buyer afterwards
     */
    PaymentPage open(Payment payment, URI returnTo);

    /** Asks what became of a payment that has a {@link Payment#providerRef}. */
    Charge look(Payment payment);

    /**
     * Sends the money back. Idempotent. Does nothing if the provider {@linkplain PaymentProvider#refundsByHand has no such call}.
     */
    void refund(Payment payment);
}
