package app.nero.payment;

import app.nero.kernel.UnavailableException;
import java.util.List;

/** Settles what a webhook is about. */
public final class ReceiveNotice {

    private final Payments payments;
    private final SettlePayment settlePayment;
    private final RenewPlan renewPlan;

    public ReceiveNotice(Payments payments, SettlePayment settlePayment, RenewPlan renewPlan) {
        this.payments = payments;
        this.settlePayment = settlePayment;
        this.renewPlan = renewPlan;
    }

    /**
     * @return what became of the payments that the notice is about; empty for payments that are not Nero's
     * @throws UnavailableException if the database or the provider failed; the provider must send the notice again
     */
    public List<SettlePayment.Result> receive(PaymentNotice notice) {
        return switch (notice) {
            case PaymentNotice.OfPayment(var id) -> List.of(settlePayment.settle(id));
            case PaymentNotice.OfRef(String ref) -> payments.findByRef(ref).map(Payment::id).map(settlePayment::settle)
                    .map(List::of).orElseGet(List::of);
            case PaymentNotice.OfSubscription(String subscription, var firstPayment) ->
                renewPlan.renew(subscription, firstPayment);
        };
    }
}
