package app.nero.functions.payments;

import app.nero.http.EventLog;
import app.nero.payment.PaymentStatus;
import app.nero.payment.SettlePayment;
import java.util.List;

/** Counts what became of payments. */
final class PaymentMetrics {

    private final EventLog log;

    PaymentMetrics(EventLog log) {
        this.log = log;
    }

    void count(List<SettlePayment.Result> results) {
        results.forEach(this::count);
    }

    private void count(SettlePayment.Result result) {
        switch (result) {
            case SettlePayment.Result.Settled settled when settled.reached(PaymentStatus.GRANTED) ->
                note("PaymentsGranted", settled.payment().id().value());
            case SettlePayment.Result.Settled settled when settled.reached(PaymentStatus.REFUNDED) ->
                note("PaymentsRefunded", settled.payment().id().value());
            case SettlePayment.Result.Settled settled when settled.reached(PaymentStatus.DISPUTED) ->
                note("PaymentsDisputed", settled.payment().id().value());
            case SettlePayment.Result.WrongAmount wrong -> note("PaymentsWrongAmount", wrong.payment().id().value());
            case SettlePayment.Result.Settled _,SettlePayment.Result.NotFound _ -> {
                // Nothing to count.
            }
        }
    }

    private void note(String metric, String paymentId) {
        log.metric(metric, json -> json.writeStringField("paymentId", paymentId));
    }
}
