package app.nero.payment.stripe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.http.EventLog;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.UnavailableException;
import app.nero.payment.Charge;
import app.nero.payment.Charge.State;
import app.nero.payment.Invoice;
import app.nero.payment.Money;
import app.nero.payment.Payment;
import app.nero.payment.PaymentNotice;
import app.nero.payment.PaymentPage;
import app.nero.payment.PaymentProvider;
import app.nero.payment.SomePayments;
import app.nero.payment.SubscriptionGateway.Renewal;
import app.nero.testing.FaultyServer;
import app.nero.testing.MutableClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeGatewayTest {

    private static final String KEY = "sk_test_canary";
    private static final Money PRICE = new Money(499, "USD");
    private static final URI RETURN_TO = URI.create("https://nero.example/stars?lang=en");

    private final Payment pack = SomePayments.pack(PaymentProvider.STRIPE, PRICE);
    private Server server;
    private StripeGateway gateway;

    /** Answers by method and path. */
    private static final class Server extends FaultyServer {

        private final Map<String, Behaviour> answers = new ConcurrentHashMap<>();

        Server() throws IOException {
            super(hangs());
            routes(request -> answers.getOrDefault(key(request.line()),
                    answers(404, "{\"error\":{\"code\":\"resource_missing\"}}")));
        }

        private static String key(String line) {
            return line.split(" ")[0] + " " + line.split(" ")[1].split("[?]")[0];
        }

        void on(String request, String body) {
            answers.put(request, answers(200, body));
        }

        void on(String request, Behaviour behaviour) {
            answers.put(request, behaviour);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = new Server();
        gateway = new StripeGateway(new StripeAccount(KEY, server.uri()),
                new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(3)),
                new EventLog(MutableClock.atNoon(), "test"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void session(String members) {
        server.on("GET /v1/checkout/sessions/cs_1",
                "{\"id\":\"cs_1\",\"object\":\"checkout.session\"," + members + "}");
    }

    private void intent(String status, String charge) {
        server.on("GET /v1/payment_intents/pi_1",
                "{\"id\":\"pi_1\",\"object\":\"payment_intent\",\"status\":\"" + status
                        + "\",\"latest_charge\":{\"id\":\"ch_1\",\"object\":\"charge\"," + charge + "}}");
    }

    private void paidSession() {
        session("\"status\":\"complete\",\"payment_status\":\"paid\",\"payment_intent\":\"pi_1\","
                + "\"amount_total\":499,\"currency\":\"usd\"");
    }

    private Charge look(String ref) {
        return gateway.look(SomePayments.known(pack, ref));
    }

    private void opens() {
        server.on("POST /v1/checkout/sessions", "{\"id\":\"cs_1\",\"object\":\"checkout.session\","
                + "\"url\":\"https://checkout.stripe.com/c/1\",\"expires_at\":1800000000}");
    }

    @Test
    void opensASessionForAPack() {
        opens();

        PaymentPage page = gateway.open(pack, RETURN_TO);

        assertEquals("cs_1", page.ref());
        assertEquals(1_800_000_000, page.expiresAt().getEpochSecond());
        FaultyServer.Received sent = server.received().getFirst();
        String id = pack.id().value();
        assertEquals(id, sent.headers().get("idempotency-key"));
        assertEquals("Bearer " + KEY, sent.headers().get("authorization"));
        assertFalse(sent.headers().containsKey("x-stripe-client-telemetry"));
        assertEquals(Map.ofEntries(Map.entry("mode", "payment"), Map.entry("client_reference_id", id),
                Map.entry("metadata[paymentId]", id), Map.entry("payment_intent_data[metadata][paymentId]", id),
                Map.entry("success_url", RETURN_TO + "&payment=" + id),
                Map.entry("cancel_url", RETURN_TO + "&payment=" + id), Map.entry("locale", "auto"),
                Map.entry("adaptive_pricing[enabled]", "false"), Map.entry("line_items[0][quantity]", "1"),
                Map.entry("line_items[0][price_data][currency]", "usd"),
                Map.entry("line_items[0][price_data][unit_amount]", "499"),
                Map.entry("line_items[0][price_data][product_data][name]", "Nero: 20 stars")), sent.form());
    }

    @ParameterizedTest
    @CsvSource({"1,month,1", "3,month,3", "12,year,"})
    void opensASubscriptionForAPlan(int months, String interval, String count) {
        opens();
        Payment plan = SomePayments.plan(months);

        gateway.open(plan, RETURN_TO);

        Map<String, String> form = server.received().getFirst().form();
        assertEquals("subscription", form.get("mode"));
        assertEquals(plan.id().value(), form.get("subscription_data[metadata][paymentId]"));
        assertEquals(interval, form.get("line_items[0][price_data][recurring][interval]"));
        assertEquals(count, form.get("line_items[0][price_data][recurring][interval_count]"));
    }

    @Test
    void aPaidSessionHasItsMoney() {
        paidSession();
        intent("succeeded", "\"refunded\":false,\"disputed\":false");

        assertEquals(Charge.paid(PRICE), look("cs_1"));
    }

    @Test
    void anotherAmountOrCurrencyIsReportedAsItIs() {
        session("\"status\":\"complete\",\"payment_status\":\"paid\",\"payment_intent\":\"pi_1\","
                + "\"amount_total\":1,\"currency\":\"eur\"");
        intent("succeeded", "\"refunded\":true,\"disputed\":false");

        assertEquals(new Charge(State.PAID, Optional.of(new Money(1, "EUR")), true, Charge.Dispute.NONE,
                Optional.empty()), look("cs_1"));
    }

    @ParameterizedTest
    @CsvSource({"open,unpaid,requires_payment_method,OPEN", "expired,unpaid,canceled,EXPIRED",
            "complete,unpaid,processing,OPEN", "complete,unpaid,requires_payment_method,FAILED"})
    void aSessionWithoutMoneyIsNotPaid(String status, String payment, String intent, State expected) {
        session("\"status\":\"" + status + "\",\"payment_status\":\"" + payment
                + "\",\"payment_intent\":\"pi_1\",\"amount_total\":499,\"currency\":\"usd\"");
        intent(intent, "\"refunded\":false");

        assertEquals(Charge.unpaid(expected), look("cs_1"));
    }

    @Test
    void aSessionThatCostNothingIsNotPaid() {
        session("\"status\":\"complete\",\"payment_status\":\"no_payment_required\",\"payment_intent\":null,"
                + "\"amount_total\":0,\"currency\":\"usd\"");

        assertEquals(Charge.unpaid(State.OPEN), look("cs_1"));
    }

    @Test
    void aSessionOfAPlanNamesItsInvoice() {
        session("\"status\":\"complete\",\"payment_status\":\"paid\",\"subscription\":\"sub_1\",\"invoice\":\"in_1\"");

        assertEquals(Charge.invoiced(new Invoice("in_1", "sub_1")), look("cs_1"));
    }

    private void invoice(String status, int paid) {
        server.on("GET /v1/invoices/in_1", "{\"id\":\"in_1\",\"object\":\"invoice\",\"status\":\"" + status
                + "\",\"amount_paid\":" + paid + ",\"currency\":\"usd\"}");
        server.on("GET /v1/invoice_payments", "{\"object\":\"list\",\"data\":[{\"id\":\"inpay_1\","
                + "\"object\":\"invoice_payment\",\"invoice\":\"in_1\",\"payment\":{\"type\":\"payment_intent\","
                + "\"payment_intent\":\"pi_1\"}}]}");
    }

    @ParameterizedTest
    @CsvSource({"needs_response,OPEN", "under_review,OPEN", "won,WON", "prevented,WON", "lost,LOST",
            "warning_needs_response,NONE", "warning_closed,NONE"})
    void anInvoiceHasItsMoneyAndItsDispute(String status, Charge.Dispute expected) {
        invoice("paid", 499);
        intent("succeeded", "\"refunded\":false,\"disputed\":true");
        server.on("GET /v1/disputes", "{\"object\":\"list\",\"data\":[{\"id\":\"dp_1\",\"object\":\"dispute\","
                + "\"status\":\"" + status + "\"}]}");

        assertEquals(new Charge(State.PAID, Optional.of(PRICE), false, expected, Optional.empty()), look("in_1"));
    }

    @ParameterizedTest
    @CsvSource({"open,OPEN", "draft,OPEN", "void,FAILED", "uncollectible,FAILED"})
    void anInvoiceWithoutMoneyIsNotPaid(String status, State expected) {
        invoice(status, 0);

        assertEquals(Charge.unpaid(expected), look("in_1"));
    }

    @Test
    void refundsOnce() {
        paidSession();
        server.on("POST /v1/refunds", "{\"id\":\"re_1\",\"object\":\"refund\"}");

        gateway.refund(SomePayments.known(pack, "cs_1"));

        FaultyServer.Received sent = server.received().getLast();
        assertEquals("refund-" + pack.id(), sent.headers().get("idempotency-key"));
        assertEquals("pi_1", sent.form().get("payment_intent"));

        server.on("POST /v1/refunds", FaultyServer.answers(400,
                "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"charge_already_refunded\"}}"));
        gateway.refund(SomePayments.known(pack, "cs_1"));
        server.on("POST /v1/refunds", FaultyServer.answers(400,
                "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"charge_disputed\"}}"));
        assertThrows(UnavailableException.class, () -> gateway.refund(SomePayments.known(pack, "cs_1")));
    }

    private void subscription(String status, boolean ends) {
        server.on("GET /v1/subscriptions/sub_1", "{\"id\":\"sub_1\",\"object\":\"subscription\",\"status\":\"" + status
                + "\",\"cancel_at_period_end\":" + ends + ",\"customer\":\"cus_1\"}");
    }

    @ParameterizedTest
    @CsvSource({"active,false,true", "past_due,false,true", "active,true,false", "canceled,false,false",
            "unpaid,false,false"})
    void tellsWhetherASubscriptionRenews(String status, boolean ends, boolean renews) {
        subscription(status, ends);
        server.on("GET /v1/invoices", "{\"object\":\"list\",\"data\":[{\"id\":\"in_2\",\"object\":\"invoice\"},"
                + "{\"id\":\"in_1\",\"object\":\"invoice\"}]}");

        assertEquals(new Renewal(renews, List.of("in_1", "in_2")), gateway.lookUpSubscription("sub_1"));
    }

    @Test
    void aSubscriptionThatIsSetToEndAtATimeDoesNotRenew() {
        server.on("GET /v1/subscriptions/sub_1", "{\"id\":\"sub_1\",\"object\":\"subscription\",\"status\":\"active\","
                + "\"cancel_at_period_end\":false,\"cancel_at\":1781000000,\"customer\":\"cus_1\"}");
        server.on("GET /v1/invoices", "{\"object\":\"list\",\"data\":[]}");

        assertEquals(new Renewal(false, List.of()), gateway.lookUpSubscription("sub_1"));
    }

    @Test
    void endsTheRenewalOfASubscriptionUnlessItHasEnded() {
        subscription("active", false);
        server.on("POST /v1/subscriptions/sub_1", "{\"id\":\"sub_1\",\"object\":\"subscription\"}");
        gateway.endRenewal("sub_1");
        assertEquals(Map.of("cancel_at_period_end", "true"), server.received().getLast().form());

        server.on("POST /v1/subscriptions/sub_1",
                FaultyServer.answers(400, "{\"error\":{\"type\":\"invalid_request_error\"}}"));
        assertThrows(UnavailableException.class, () -> gateway.endRenewal("sub_1"));
        subscription("canceled", false);
        gateway.endRenewal("sub_1");
    }

    @Test
    void opensAPortalWithoutChangesOfThePlan() {
        subscription("active", false);
        server.on("GET /v1/billing_portal/configurations", "{\"object\":\"list\",\"data\":[]}");
        server.on("POST /v1/billing_portal/configurations", "{\"id\":\"bpc_1\"}");
        server.on("POST /v1/billing_portal/sessions", "{\"url\":\"https://billing.stripe.com/p/1\"}");

        assertEquals("https://billing.stripe.com/p/1", gateway.openPortal("sub_1", RETURN_TO).toString());

        Map<String, String> configuration = server.received().get(2).form();
        assertEquals("false", configuration.get("features[subscription_update][enabled]"));
        assertEquals("at_period_end", configuration.get("features[subscription_cancel][mode]"));
        assertEquals(Map.of("customer", "cus_1", "configuration", "bpc_1", "return_url", RETURN_TO.toString()),
                server.received().getLast().form());
    }

    @Test
    void findsThePaymentOrTheInvoiceOfAnIntent() {
        server.on("GET /v1/payment_intents/pi_1", "{\"id\":\"pi_1\",\"object\":\"payment_intent\",\"metadata\":{}}");
        invoice("paid", 499);
        assertEquals(Optional.of(new PaymentNotice.OfRef("in_1")), gateway.findPayment("pi_1"));

        server.on("GET /v1/payment_intents/pi_1",
                "{\"id\":\"pi_1\",\"object\":\"payment_intent\",\"metadata\":{\"paymentId\":\"" + pack.id() + "\"}}");
        assertEquals(Optional.of(new PaymentNotice.OfPayment(pack.id())), gateway.findPayment("pi_1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 409, 429, 500, 503})
    void concludesNothingFromAnErrorAndTriesOnce(int status) {
        server.on("GET /v1/checkout/sessions/cs_1", FaultyServer.answers(status,
                "{\"error\":{\"message\":\"" + KEY + "\",\"type\":\"api_error\",\"code\":\"" + KEY + " x\"}}"));

        UnavailableException failure = assertThrows(UnavailableException.class, () -> look("cs_1"));

        assertFalse(failure.getCause().getMessage().contains(KEY));
        assertEquals(1, server.received().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{", "[]", "{}"})
    void concludesNothingOrNoMoneyFromAnAnswerThatIsNotUnderstood(String body) {
        server.on("GET /v1/checkout/sessions/cs_1", body);

        boolean isUnpaid;
        try {
            isUnpaid = look("cs_1").state() != State.PAID;
        } catch (UnavailableException _) {
            isUnpaid = true;
        }
        assertTrue(isUnpaid);
    }

    @Test
    void concludesNothingFromASilentOrBrokenServer() {
        server.on("GET /v1/checkout/sessions/cs_1", FaultyServer.hangs());
        assertThrows(UnavailableException.class, () -> look("cs_1"));
        server.on("GET /v1/checkout/sessions/cs_1", FaultyServer.cutsOffBeforeTheAnswer());
        assertThrows(UnavailableException.class, () -> look("cs_1"));
    }
}
