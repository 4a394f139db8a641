package app.nero.functions.payments;

import app.nero.http.EventLog;
import app.nero.http.Field;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.Values;
import app.nero.kernel.UnavailableException;
import app.nero.lambda.Wiring;
import app.nero.payment.Payment;
import app.nero.payment.PaymentNotice;
import app.nero.payment.Payments;
import app.nero.payment.ReceiveNotice;
import app.nero.payment.RenewPlan;
import app.nero.payment.SettlePayment;
import app.nero.payment.stripe.StripeWebhook;
import java.util.List;
import java.util.Optional;

/** The routes that providers call, or send buyers to. Nothing that they are told is believed: they only say what to ask for. */
final class ProviderRoutes {

    /** Far more than any event that Nero listens to. */
    static final int MAX_BODY_BYTES = 1024 * 1024;

    private static final Field<String> AUTHORITY = Field.text("Authority", Optional::of, "").orElse("");
    private static final Field<String> STATUS = Field.text("Status", Optional::of, "").orElse("");
    private static final String GAVE_UP = "NOK";

    private final Payments payments;
    private final SettlePayment settlePayment;
    private final ReceiveNotice receiveNotice;
    private final Optional<StripeWebhook> stripeWebhook;
    private final ReturnPages returnPages;
    private final PaymentMetrics metrics;
    private final EventLog log;

    ProviderRoutes(Ports ports, SettlePayment settlePayment, ReturnPages returnPages, PaymentMetrics metrics,
            Wiring wiring) {
        this.payments = ports.payments();
        this.settlePayment = settlePayment;
        this.receiveNotice = new ReceiveNotice(payments, settlePayment,
                new RenewPlan(payments, ports.gateways(), settlePayment, wiring.clock(), wiring.random()));
        this.stripeWebhook = ports.stripeWebhook();
        this.returnPages = returnPages;
        this.metrics = metrics;
        this.log = wiring.log();
    }

    /**
     * Sends the buyer to the result page whatever happens. If Zarinpal or the database fails, the page polls and the sweep looks
     * again.
     */
    Response returnFromZarinpal(Request request) {
        Values query = request.parameters(AUTHORITY, STATUS);
        Optional<Payment> payment = Optional.empty();
        try {
            payment = payments.findByRef(query.get(AUTHORITY));
            payment.ifPresent(found -> metrics.count(List.of(query.get(STATUS).equals(GAVE_UP)
                    ? settlePayment.abandon(found.id())
                    : settlePayment.settle(found.id()))));
        } catch (UnavailableException e) {
            log.error("PaymentReturnFailed", e, json -> {});
        }
        return Response.ok("See the result page").withStatus(303).withHeader("Location",
                returnPages.result(payment.map(Payment::id)).toString());
    }

    /** Answers 404 without a secret, as if there were no such route. */
    Response stripe(Request request) {
        StripeWebhook webhook = stripeWebhook.orElseThrow(Problem::notFound);
        if (request.body().length > MAX_BODY_BYTES) {
            throw Problem.of(413, "PAYLOAD_TOO_LARGE", "The request body is too large. Send at most 1 MiB.");
        }
        try {
            List<String> signatures = request.headers().getOrDefault("stripe-signature", List.of());
            return switch (webhook.read(signatures, request.body())) {
                case StripeWebhook.Reading.Verified(Optional<PaymentNotice> notice) -> {
                    notice.ifPresent(it -> metrics.count(receiveNotice.receive(it)));
                    log.metric("PaymentWebhooksAccepted");
                    yield Response.ok("Webhook received");
                }
                case StripeWebhook.Reading.Refused _ -> {
                    log.metric("PaymentWebhooksRefused");
                    throw Problem.of(401, "UNAUTHORIZED", "The signature of the webhook is missing, wrong or too old.");
                }
            };
        } catch (UnavailableException e) {
            log.metric("PaymentWebhooksFailed");
            throw e;
        }
    }
}
