package app.nero.payment;

import app.nero.audit.Audit;
import app.nero.kernel.Id;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An operator's refund of a payment. It only begins here: the sweep, which has the providers' keys, sends the money back. */
public final class RequestRefund {

    private static final Set<PaymentStatus> WITH_MONEY = Set.of(PaymentStatus.PAID, PaymentStatus.GRANTED);

    public sealed interface Result {

        /** It begins, or began earlier. */
        record Requested(Payment payment) implements Result {}

        /** There is nothing to refund: nobody paid, or the buyer's bank questions the payment and decides itself. */
        record NotRefundable(Payment payment) implements Result {}

        record NotFound() implements Result {}
    }

    private final Payments payments;
    private final Audit audit;
    private final Clock clock;

    public RequestRefund(Payments payments, Audit audit, Clock clock) {
        this.payments = payments;
        this.audit = audit;
        this.clock = clock;
    }

    public Result request(String actor, Id id, String reason) {
        Optional<Payment> found = payments.find(id);
        if (found.isEmpty()) {
            return new Result.NotFound();
        }
        Payment payment = found.get();
        if (WITH_MONEY.contains(payment.status())) {
            audit.note(actor, "payment.refund", id, Map.of("status", payment.status().text()),
                    Map.of("status", PaymentStatus.REFUNDING.text(), "reason", reason));
            payments.move(id, WITH_MONEY, PaymentStatus.REFUNDING, Optional.of(clock.instant()));
        }
        Payment now = payments.find(id).orElse(payment);
        return now.status() == PaymentStatus.REFUNDING || now.status() == PaymentStatus.REFUNDED
                ? new Result.Requested(now)
                : new Result.NotRefundable(now);
    }
}
