package app.nero.functions.payments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.InMemoryUsers;
import app.nero.account.User;
import app.nero.http.InMemoryIdempotencyKeys;
import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.kernel.Role;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.payment.Charge.Dispute;
import app.nero.payment.InMemoryPayments;
import app.nero.payment.Money;
import app.nero.payment.Payment;
import app.nero.payment.PaymentGateways;
import app.nero.payment.PaymentStatus;
import app.nero.payment.ScriptedGateway;
import app.nero.payment.stripe.StripeWebhook;
import app.nero.stars.InMemoryStarsLedger;
import app.nero.stars.StarsEntry;
import app.nero.testing.Answer;
import app.nero.testing.MutableClock;
import app.nero.testing.ProxyEvents;
import app.nero.testing.Race;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaymentsHandlerTest {

    private static final String SECRET = "whsec_secret";
    private static final String PRODUCTS = """
        [{"id":"stars-20","kind":"pack","stars":20,"prices":{"stripe":{"amount":299,"currency":"USD"},
          "zarinpal":{"amount":1500000,"currency":"IRR"}}},
         {"id":"pro-month","kind":"plan","plan":"pro","stars":40,"months":1,
          "prices":{"stripe":{"amount":699,"currency":"USD"}}}]""";

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryPayments payments = new InMemoryPayments();
    private final InMemoryStarsLedger ledger = new InMemoryStarsLedger();
    private final InMemoryUsers users = new InMemoryUsers();
    private final ScriptedGateway gateway = new ScriptedGateway();
    private final Wiring wiring = wiring();
    private final Ports ports = new Ports(payments, ledger, users, new InMemoryIdempotencyKeys(),
            new PaymentGateways(List.of(gateway)),
            Optional.of(new StripeWebhook(List.of(SECRET), clock, _ -> Optional.empty())));
    private final PaymentsHandler handler = new PaymentsHandler(ports, wiring);
    private final User buyer = user();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream usual = System.out;

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(console, true, UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(usual);
    }

    @Test
    void listsWhatAPersonInACountryCanBuy() {
        Answer everywhere = send(ProxyEvents.a("GET", "/v1/products"));
        Answer germany = send(ProxyEvents.a("GET", "/v1/products").query("country", "DE"));
        Answer iran = send(ProxyEvents.a("GET", "/v1/products").query("country", "IR"));

        assertEquals(
                "{\"status\":\"success\",\"data\":{\"products\":[{\"id\":\"stars-20\",\"kind\":\"pack\",\"stars\":20,"
                        + "\"prices\":[{\"provider\":\"stripe\",\"amount\":299,\"currency\":\"USD\"}]},{\"id\":\"pro-month\","
                        + "\"kind\":\"plan\",\"stars\":40,\"plan\":\"pro\",\"months\":1,\"prices\":[{\"provider\":\"stripe\","
                        + "\"amount\":699,\"currency\":\"USD\"}]}]}}",
                germany.body());
        assertEquals(germany.body(), everywhere.body());
        assertEquals("{\"status\":\"success\",\"data\":{\"products\":[]}}", iran.body());
        assertEquals("public, max-age=60", germany.headers().get("Cache-Control"));
    }

    @Test
    void refusesAMalformedCountry() {
        for (String country : List.of("", "de", "D", "DEU")) {
            assertEquals(400, send(ProxyEvents.a("GET", "/v1/products").query("country", country)).status(), country);
        }
    }

    @Test
    void opensAPaymentAtTheServersPrice() {
        Answer answer = buy("{\"productId\":\"stars-20\",\"provider\":\"stripe\"}", "key");

        Payment payment = onlyPayment();
        assertEquals(201, answer.status());
        assertEquals("/api/v1/payments/" + payment.id(), answer.headers().get("Location"));
        assertEquals("{\"status\":\"success\",\"data\":{\"payment\":{\"id\":\"" + payment.id()
                + "\",\"productId\":\"stars-20\",\"product\":{\"kind\":\"pack\",\"stars\":20},\"amount\":299,"
                + "\"currency\":\"USD\",\"provider\":\"stripe\",\"status\":\"pending\",\"renews\":false,"
                + "\"redirectUrl\":\"https://pay.example/session_" + payment.id()
                + "\",\"expiresAt\":\"2026-05-15T12:00:00.123Z\",\"period\":null,"
                + "\"createdAt\":\"2026-05-14T12:00:00.123Z\",\"paidAt\":null}}}", answer.body());
        assertEquals(new Money(299, "USD"), payment.price());
    }

    @Test
    void refusesAPriceFromTheClient() {
        for (String more : List.of("\"amount\":1", "\"amount\":-299", "\"currency\":\"IRR\"", "\"stars\":1000")) {
            Answer answer = buy("{\"productId\":\"stars-20\",\"provider\":\"stripe\"," + more + "}", "key");

            assertEquals(400, answer.status(), more);
            assertEquals("VALIDATION", answer.code());
        }
        assertEquals(Map.of(), payments.all());
    }

    @Test
    void refusesWhatIsNotSold() {
        assertEquals(404, buy("{\"productId\":\"stars-21\",\"provider\":\"stripe\"}", "1").status());
        assertEquals(404, buy("{\"productId\":\"stars-20\",\"provider\":\"zarinpal\"}", "2").status());
        assertEquals(400, buy("{\"productId\":\"stars-20\",\"provider\":\"paypal\"}", "3").status());
        assertEquals(400, buy("{\"productId\":\"\",\"provider\":\"stripe\"}", "4").status());
        assertEquals(400, buy("{}", "5").status());
        assertEquals(Map.of(), payments.all());
    }

    @Test
    void requiresAKeyAndMakesOnePaymentOfRepeatedRequests() {
        String body = "{\"productId\":\"stars-20\",\"provider\":\"stripe\"}";
        assertEquals(400, send(ProxyEvents.a("POST", "/v1/payments").by(identity(buyer)).json(body)).status());

        Answer first = buy(body, "key");
        Answer second = buy(body, "key");
        Answer other = buy("{\"productId\":\"pro-month\",\"provider\":\"stripe\"}", "key");

        assertEquals(first.body(), second.body());
        assertEquals("IDEMPOTENCY_MISMATCH", other.code());
        assertEquals(1, payments.all().size());
    }

    @Test
    void saysThatTheProviderIsDownAndContinuesOnARetry() {
        gateway.fail(true);
        Answer down = buy("{\"productId\":\"stars-20\",\"provider\":\"stripe\"}", "key");
        gateway.fail(false);
        Answer up = buy("{\"productId\":\"stars-20\",\"provider\":\"stripe\"}", "key");

        assertEquals(503, down.status());
        assertEquals("PAYMENT_UNAVAILABLE", down.code());
        assertEquals("1", down.headers().get("Retry-After"));
        assertEquals(201, up.status());
        assertEquals(1, payments.all().size());
    }

    @Test
    void refusesASecondRenewingPlanAndSalesDuringADispute() {
        Payment plan = granted("pro-month");
        assertEquals("ALREADY_SUBSCRIBED", buy("{\"productId\":\"pro-month\",\"provider\":\"stripe\"}", "1").code());

        gateway.dispute(plan.providerRef().orElseThrow(), Dispute.OPEN);
        webhook(event("checkout.session.completed", plan.id()));
        Answer disputed = buy("{\"productId\":\"stars-20\",\"provider\":\"stripe\"}", "2");

        assertEquals(403, disputed.status());
        assertEquals("PAYMENT_DISPUTED", disputed.code());
        assertTrue(log().contains("\"PaymentsDisputed\":1"), log());
    }

    @Test
    void settlesAPaymentThatItsBuyerPolls() {
        Payment payment = opened("stars-20");
        Answer waiting = read(payment.id(), buyer);
        gateway.pay(ScriptedGateway.sessionOf(payment.id()));

        Answer granted = read(payment.id(), buyer);

        assertEquals("2", waiting.headers().get("Retry-After"));
        assertTrue(waiting.body().contains("\"status\":\"pending\""), waiting.body());
        assertTrue(granted.body().contains("\"status\":\"granted\""), granted.body());
        assertTrue(granted.body().contains("\"redirectUrl\":null"), granted.body());
        assertFalse(granted.headers().containsKey("Retry-After"));
        assertEquals(23, ledger.findLast(buyer.id()).orElseThrow().balance());
        assertTrue(log().contains("\"PaymentsGranted\":1"), log());
    }

    @Test
    void showsThePeriodOfAPlan() {
        Answer plan = read(granted("pro-month").id(), buyer);

        assertTrue(plan.body().contains(
                "\"period\":{\"from\":\"2026-05-14T12:00:00.123Z\",\"to\":\"2026-06-14T12:00:00.123Z\"}"), plan.body());
    }

    @Test
    void grantsWhatACrashLeftPaidOnAPoll() {
        Payment payment = opened("stars-20");
        gateway.pay(ScriptedGateway.sessionOf(payment.id()));
        payments.markPaid(payment.id(), clock.instant(), clock.instant().plus(Duration.ofMinutes(5)));

        Answer granted = read(payment.id(), buyer);

        assertTrue(granted.body().contains("\"status\":\"granted\""), granted.body());
        assertEquals(23, ledger.findLast(buyer.id()).orElseThrow().balance());
    }

    @Test
    void asksTheProviderNoMoreOnceAPaymentIsSettled() {
        Payment payment = granted("stars-20");
        int looks = gateway.looks();

        read(payment.id(), buyer);

        assertEquals(looks, gateway.looks());
    }

    @Test
    void givesNothingForAnotherAmountAndCountsIt() {
        Payment payment = opened("stars-20");
        gateway.pay(ScriptedGateway.sessionOf(payment.id()), new Money(1, "USD"));

        Answer answer = read(payment.id(), buyer);

        assertTrue(answer.body().contains("\"status\":\"pending\""), answer.body());
        assertEquals(3, ledger.findLast(buyer.id()).orElseThrow().balance());
        assertTrue(log().contains("\"PaymentsWrongAmount\":1"), log());
    }

    @Test
    void showsOnlyTheCallersPayments() {
        Payment payment = opened("stars-20");
        User other = user();

        assertEquals(404, read(payment.id(), other).status());
        assertEquals(404, read(Some.id(), buyer).status());
        assertTrue(list(other).body().contains("\"payments\":[]"));
        assertTrue(list(buyer).body().contains(payment.id().value()));
    }

    @Test
    void listsByPage() {
        opened("stars-20");
        clock.advance(Duration.ofSeconds(1));
        Payment newest = opened("stars-20");
        ProxyEvents first = ProxyEvents.a("GET", "/v1/payments").by(identity(buyer)).query("limit", "1");

        Answer page = send(first);
        String cursor = page.body().replaceAll(".*\"nextCursor\":\"([^\"]+)\".*", "$1");
        Answer last = send(
                ProxyEvents.a("GET", "/v1/payments").by(identity(buyer)).query("limit", "1").query("cursor", cursor));
        Answer others = send(ProxyEvents.a("GET", "/v1/payments").by(identity(user())).query("cursor", cursor));

        assertTrue(page.body().contains(newest.id().value()));
        assertFalse(last.body().contains(newest.id().value()));
        assertTrue(last.body().contains("\"nextCursor\":null"), last.body());
        assertEquals(400, others.status());
    }

    @Test
    void refusesGuests() {
        for (ProxyEvents event : List.of(ProxyEvents.a("POST", "/v1/payments").json("{}"),
                ProxyEvents.a("GET", "/v1/payments"),
                ProxyEvents.a("GET", "/v1/payments/{id}").path("id", Some.id().value()),
                ProxyEvents.a("POST", "/v1/payments/portal"),
                ProxyEvents.a("DELETE", "/v1/users/me/subscription"))) {
            assertEquals(401, send(event).status());
        }
    }

    @Test
    void opensTheProvidersPageForASubscriberOnly() {
        ProxyEvents open = ProxyEvents.a("POST", "/v1/payments/portal").by(identity(buyer));
        assertEquals(404, send(open).status());
        Payment plan = granted("pro-month");

        Answer answer = send(open);

        assertEquals(201, answer.status());
        assertTrue(answer.body().contains("https://portal.example/" + plan.subscription().orElseThrow()));
    }

    @Test
    void endsTheRenewalOfAPlanAndMayBeRepeated() {
        Payment plan = granted("pro-month");
        ProxyEvents end = ProxyEvents.a("DELETE", "/v1/users/me/subscription").by(identity(buyer));

        Answer ended = send(end);
        Answer again = send(end);

        assertEquals(200, ended.status());
        assertTrue(ended.body().contains(plan.id().value()));
        assertFalse(gateway.renews(plan.subscription().orElseThrow()));
        assertEquals("{\"status\":\"success\",\"data\":{\"payments\":[]}}", again.body());
    }

    @Test
    void sendsTheBuyerBackFromZarinpalWhateverTheParametersSay() {
        Payment payment = opened("stars-20");
        String ref = payment.providerRef().orElseThrow();
        String page = "https://nero.example/upgrade/result";

        Answer lie = callback(ref, "OK");
        Answer unknown = callback("A1", "OK");
        Answer nothing = send(ProxyEvents.a("GET", "/v1/payments/zarinpal/callback"));

        assertEquals(303, lie.status());
        assertEquals(page + "?payment=" + payment.id(), lie.headers().get("Location"));
        assertEquals(page, unknown.headers().get("Location"));
        assertEquals(page, nothing.headers().get("Location"));
        assertEquals(PaymentStatus.PENDING, onlyPayment().status());

        callback(ref, "NOK");
        assertEquals(PaymentStatus.CANCELED, onlyPayment().status());

        gateway.pay(ref);
        callback(ref, "NOK");
        assertEquals(PaymentStatus.GRANTED, onlyPayment().status());
    }

    @Test
    void sendsTheBuyerBackWhileTheProviderIsDown() {
        Payment payment = opened("stars-20");
        gateway.fail(true);

        Answer answer = callback(payment.providerRef().orElseThrow(), "OK");

        assertEquals(303, answer.status());
        assertTrue(answer.headers().get("Location").endsWith("?payment=" + payment.id()));
    }

    @Test
    void settlesWhatASignedWebhookIsAbout() {
        Payment payment = opened("stars-20");
        gateway.pay(ScriptedGateway.sessionOf(payment.id()));

        Answer answer = webhook(event("checkout.session.completed", payment.id()));

        assertEquals("{\"status\":\"success\",\"message\":\"Webhook received\"}", answer.body());
        assertEquals(PaymentStatus.GRANTED, onlyPayment().status());
        assertTrue(log().contains("\"PaymentWebhooksAccepted\":1"), log());
    }

    @Test
    void grantsOnceUnderFiftyWebhooksAtOnce() {
        Payment payment = opened("stars-20");
        gateway.pay(ScriptedGateway.sessionOf(payment.id()));
        String body = event("checkout.session.completed", payment.id());

        List<Answer> answers = Race.of(50, _ -> (Callable<Answer>) () -> webhook(body));

        assertEquals(Set.of(200), new HashSet<>(answers.stream().map(Answer::status).toList()));
        assertEquals(23, ledger.findLast(buyer.id()).orElseThrow().balance());
    }

    @Test
    void believesNothingThatAWebhookSays() {
        Payment payment = opened("stars-20");

        webhook(event("checkout.session.completed", payment.id()));

        assertEquals(PaymentStatus.PENDING, onlyPayment().status());
        assertEquals(3, ledger.findLast(buyer.id()).orElseThrow().balance());
    }

    /** 250 of each kind. */
    @Test
    void ignoresAThousandForgedStaleEncodedAndForeignWebhooks() {
        Payment payment = opened("stars-20");
        gateway.pay(ScriptedGateway.sessionOf(payment.id()));
        String body = event("checkout.session.completed", payment.id());
        for (int i = 0; i < 250; i++) {
            Instant otherTime = clock.instant().plusSeconds(i % 2 == 0 ? 301 + i : -301 - i);
            String encoded = i % 2 == 0 ? Base64.getEncoder().encodeToString(body.getBytes(UTF_8)) : body + " ";
            String foreign = event("checkout.session.completed", Some.id());

            assertEquals(401,
                    webhook(body, StripeWebhook.sign("whsec_other" + i, clock.instant(), body.getBytes(UTF_8)))
                            .status());
            assertEquals(401, webhook(body, StripeWebhook.sign(SECRET, otherTime, body.getBytes(UTF_8))).status());
            assertEquals(401,
                    webhook(encoded, StripeWebhook.sign(SECRET, clock.instant(), body.getBytes(UTF_8))).status());
            assertEquals(200, webhook(foreign).status());
        }
        assertEquals(401, send(ProxyEvents.a("POST", "/v1/webhooks/stripe").json(body)).status());
        assertEquals(PaymentStatus.PENDING, onlyPayment().status());
        assertEquals(3, ledger.findLast(buyer.id()).orElseThrow().balance());
    }

    @Test
    void asksStripeToSendAWebhookAgainWhileAServiceIsDown() {
        Payment payment = opened("stars-20");
        gateway.fail(true);

        Answer answer = webhook(event("checkout.session.completed", payment.id()));

        assertEquals(503, answer.status());
        assertTrue(log().contains("\"PaymentWebhooksFailed\":1"), log());
    }

    @Test
    void refusesALargeWebhookAndHasNoRouteWithoutASecret() {
        String large = "a".repeat(ProviderRoutes.MAX_BODY_BYTES + 1);
        PaymentsHandler without = new PaymentsHandler(new Ports(payments, ledger, users, ports.keys(), ports.gateways(),
                Optional.empty()), wiring);

        assertEquals(413, webhook(large).status());
        assertEquals(404, Answer.of(without, ProxyEvents.a("POST", "/v1/webhooks/stripe").json("{}")).status());
    }

    @Test
    void keepsAddressesAndReferencesOutOfTheLog() {
        Payment payment = granted("stars-20");

        assertFalse(log().contains("pay.example"), log());
        assertFalse(log().contains(payment.providerRef().orElseThrow()), log());
    }

    private Wiring wiring() {
        Settings settings = new Settings(Map.of("NERO_WEB_ORIGIN", "https://nero.example", "NERO_API_URL",
                "https://api.nero.example/api/v1", "NERO_PRODUCTS", PRODUCTS, "NERO_CURSOR_KEYS",
                "1:" + Base64.getEncoder().encodeToString(new byte[32])));
        return new Wiring(settings, clock, Optional.of(new InMemoryThrottles()), Optional.empty());
    }

    private User user() {
        User user = users.addIfAbsent(Some.user(clock.instant()));
        ledger.append(StarsEntry.first(Some.id(), user.id(), 3, clock.instant()));
        return user;
    }

    private Identity identity(User user) {
        return new Identity(user.id(), Some.id(), Role.USER, clock.instant().plusSeconds(60));
    }

    private Answer buy(String body, String key) {
        return send(
                ProxyEvents.a("POST", "/v1/payments").by(identity(buyer)).header("Idempotency-Key", key).json(body));
    }

    private Payment opened(String productId) {
        Set<Id> before = payments.all().keySet();
        buy("{\"productId\":\"" + productId + "\",\"provider\":\"stripe\"}", Some.id().value());
        return payments.all().values().stream().filter(it -> !before.contains(it.id())).findFirst().orElseThrow();
    }

    private Payment granted(String productId) {
        Payment payment = opened(productId);
        if (productId.startsWith("pro")) {
            gateway.subscribe(payment.id());
        } else {
            gateway.pay(ScriptedGateway.sessionOf(payment.id()));
        }
        read(payment.id(), buyer);
        return payments.find(payment.id()).orElseThrow();
    }

    private Payment onlyPayment() {
        assertEquals(1, payments.all().size());
        return payments.all().values().iterator().next();
    }

    private Answer read(Id id, User user) {
        return send(ProxyEvents.a("GET", "/v1/payments/{id}").path("id", id.value()).by(identity(user)));
    }

    private Answer list(User user) {
        return send(ProxyEvents.a("GET", "/v1/payments").by(identity(user)));
    }

    private Answer callback(String authority, String status) {
        return send(ProxyEvents.a("GET", "/v1/payments/zarinpal/callback").query("Authority", authority).query("Status",
                status));
    }

    private static String event(String type, Id paymentId) {
        return "{\"id\":\"evt_1\",\"type\":\"" + type
                + "\",\"data\":{\"object\":{\"id\":\"cs_1\",\"metadata\":{\"paymentId\":\""
                + paymentId + "\"}}}}";
    }

    private Answer webhook(String body) {
        return webhook(body, StripeWebhook.sign(SECRET, clock.instant(), body.getBytes(UTF_8)));
    }

    private Answer webhook(String body, String signature) {
        return send(ProxyEvents.a("POST", "/v1/webhooks/stripe").header("Stripe-Signature", signature).json(body));
    }

    private Answer send(ProxyEvents event) {
        return Answer.of(handler, event);
    }

    private String log() {
        return console.toString(UTF_8);
    }
}
