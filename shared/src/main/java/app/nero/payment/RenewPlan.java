package app.nero.payment;

import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.payment.SubscriptionGateway.Renewal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the provider about a subscription, and settles each paid invoice as a payment of its own. Idempotent. */
public final class RenewPlan {

    private final Payments payments;
    private final PaymentGateways gateways;
    private final SettlePayment settlePayment;
    private final EndRenewal endRenewal;
    private final Clock clock;
    private final SecureRandom random;

    public RenewPlan(Payments payments, PaymentGateways gateways, SettlePayment settlePayment, Clock clock,
            SecureRandom random) {
        this.payments = payments;
        this.gateways = gateways;
        this.settlePayment = settlePayment;
        this.endRenewal = new EndRenewal(payments, gateways);
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param firstPayment the payment that began the subscription, if it is known; it may not be linked yet
     * @return what became of the payments that were not settled before
     * @throws UnavailableException if the database or the provider failed
     */
    public List<SettlePayment.Result> renew(String subscription, Optional<Id> firstPayment) {
        List<SettlePayment.Result> results = new ArrayList<>();
        Optional<Payment> last = payments.findLastOf(subscription);
        if (last.isEmpty() && firstPayment.isPresent()) {
            results.add(settlePayment.settle(firstPayment.get()));
            last = payments.findLastOf(subscription);
        }
        last.ifPresent(payment -> results.addAll(renew(subscription, payment)));
        return results;
    }

    private List<SettlePayment.Result> renew(String subscription, Payment last) {
        Optional<SubscriptionGateway> gateway = gateways.findSubscriptions(last.provider());
        if (gateway.isEmpty()) {
            return List.of();
        }
        Renewal renewal = gateway.get().lookUpSubscription(subscription);
        payments.setRenews(subscription, renewal.renews());
        List<SettlePayment.Result> results = renewal.paidInvoices().stream()
                .map(ref -> paymentOf(new Invoice(ref, subscription), last)).filter(RenewPlan::isUnsettled)
                .map(payment -> settlePayment.settle(payment.id())).toList();
        if (last.userId().isEmpty() && renewal.renews()) {
            payments.find(last.id()).ifPresent(endRenewal::end);
        }
        return results;
    }

    /** The payment of an invoice, which is added if it is not known. */
    private Payment paymentOf(Invoice invoice, Payment last) {
        return payments.findByRef(invoice.ref()).orElseGet(() -> {
            Instant now = clock.instant();
            Payment renewal = last.renewal(Id.random(random, now), invoice, now);
            return payments.add(renewal) ? renewal : payments.findByRef(invoice.ref()).orElseThrow();
        });
    }

    private static boolean isUnsettled(Payment payment) {
        return payment.status() == PaymentStatus.PAID || PaymentStatus.UNPAID.contains(payment.status());
    }
}
