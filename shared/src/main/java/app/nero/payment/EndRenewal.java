package app.nero.payment;

import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import java.util.List;

/** Ends the renewal of plans. What is paid stays until the end of its period. */
public final class EndRenewal {

    private final Payments payments;
    private final PaymentGateways gateways;

    public EndRenewal(Payments payments, PaymentGateways gateways) {
        this.payments = payments;
        this.gateways = gateways;
    }

    /**
     * Ends the renewal of all plans of a user.
     *
     * @return the latest payment of each plan whose renewal ended
     * @throws UnavailableException if the provider failed; those that ended stay so
     */
    public List<Payment> endAll(Id userId) {
        List<Payment> renewing = payments.listRenewing(userId);
        renewing.forEach(this::end);
        return renewing;
    }

    /** Ends the renewal of a payment's plan, if it has one. */
    void end(Payment payment) {
        if (payment.renews() && payment.subscription().isPresent()) {
            String subscription = payment.subscription().get();
            gateways.findSubscriptions(payment.provider()).ifPresent(gateway -> gateway.endRenewal(subscription));
            payments.setRenews(subscription, false);
        }
    }
}
