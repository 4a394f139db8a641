package app.nero.local.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.Subscription;
import app.nero.http.EventLog;
import app.nero.kernel.Language;
import app.nero.kernel.UnavailableException;
import app.nero.payment.Charge;
import app.nero.payment.Goods;
import app.nero.payment.Invoice;
import app.nero.payment.Money;
import app.nero.payment.Payment;
import app.nero.payment.PaymentGateway;
import app.nero.payment.PaymentNotice;
import app.nero.payment.PaymentPage;
import app.nero.payment.PaymentProvider;
import app.nero.payment.Product;
import app.nero.payment.SomePayments;
import app.nero.payment.SubscriptionGateway.Renewal;
import app.nero.payment.stripe.StripeAccount;
import app.nero.payment.stripe.StripeGateway;
import app.nero.payment.stripe.StripeWebhook;
import app.nero.payment.zarinpal.ZarinpalAccount;
import app.nero.payment.zarinpal.ZarinpalGateway;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs Nero's gateways against the local replacements for their providers. */
class PaymentStandInsTest {

    private static final Money DOLLARS = new Money(499, "USD");
    private static final Money RIALS = new Money(1_500_000, "IRR");

    @TempDir
    Path data;

    private final MutableClock clock = MutableClock.atNoon();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<PaymentNotice> notices = new CopyOnWriteArrayList<>();
    private final List<String> returns = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private LocalPayments payments;
    private Map<String, String> settings;
    private StripeGateway stripe;
    private ZarinpalGateway zarinpal;
    private URI returnTo;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        int port = server.getAddress().getPort();
        settings = LocalPayments.settings(port, Map.of());
        payments = open();
        payments.handlers().forEach(server::createContext);
        stripe = new StripeGateway(new StripeAccount(settings.get("STRIPE_SECRET_KEY"),
                URI.create(settings.get("STRIPE_API_URL"))), log());
        zarinpal = new ZarinpalGateway(new ZarinpalAccount(settings.get("ZARINPAL_MERCHANT_ID"),
                URI.create(settings.get("ZARINPAL_API_URL"))), log(), clock);
        StripeWebhook webhook = new StripeWebhook(List.of(settings.get("STRIPE_WEBHOOK_SECRET")), clock,
                stripe::findPayment);
        server.createContext("/api/v1/webhooks/stripe", exchange -> receive(exchange, webhook));
        server.createContext("/back", exchange -> {
            returns.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        returnTo = URI.create("http://localhost:" + port + "/back");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.close();
    }

    private LocalPayments open() throws IOException {
        return new LocalPayments(data, server.getAddress().getPort(), "https://web.example", clock);
    }

    private EventLog log() {
        return new EventLog(clock, "test");
    }

    private void receive(HttpExchange exchange, StripeWebhook webhook) throws IOException {
        try (exchange) {
            StripeWebhook.Reading reading = webhook.read(exchange.getRequestHeaders().get("Stripe-Signature"),
                    exchange.getRequestBody().readAllBytes());
            if (reading instanceof StripeWebhook.Reading.Verified(Optional<PaymentNotice> notice)) {
                notice.ifPresent(notices::add);
            }
            exchange.sendResponseHeaders(reading instanceof StripeWebhook.Reading.Verified ? 200 : 401, -1);
        }
    }

    private static Payment payment(PaymentProvider provider) {
        return switch (provider) {
            case STRIPE -> SomePayments.pack(provider, DOLLARS);
            case ZARINPAL -> SomePayments.pack(provider, RIALS);
        };
    }

    private PaymentGateway gateway(PaymentProvider provider) {
        return switch (provider) {
            case STRIPE -> stripe;
            case ZARINPAL -> zarinpal;
        };
    }

    private Payment opened(Payment payment) {
        return SomePayments.known(payment, gateway(payment.provider()).open(payment, returnTo).ref());
    }

    private Charge look(Payment payment) {
        return gateway(payment.provider()).look(payment);
    }

    @ParameterizedTest
    @EnumSource(PaymentProvider.class)
    void aPaymentIsOpenUntilSomebodyPays(PaymentProvider provider) throws Exception {
        Payment payment = opened(payment(provider));
        assertEquals(Charge.unpaid(Charge.State.OPEN), look(payment));

        payments.act(payment.id(), BuyerAction.PAY);

        assertEquals(Charge.paid(payment.price()), look(payment));
        assertEquals(Charge.paid(payment.price()), look(payment));
        assertEquals(1, returns.size());
        assertTrue(returns.getFirst().startsWith("/back?payment=" + payment.id()), returns.getFirst());
    }

    @ParameterizedTest
    @EnumSource(PaymentProvider.class)
    void aBuyerWhoGivesUpReturnsWithoutPaying(PaymentProvider provider) throws Exception {
        Payment payment = opened(payment(provider));

        payments.act(payment.id(), BuyerAction.CANCEL);

        assertEquals(Charge.unpaid(Charge.State.OPEN), look(payment));
        assertEquals(1, returns.size());
        assertEquals(List.of(), notices);
    }

    @ParameterizedTest
    @EnumSource(PaymentProvider.class)
    void aBuyerWhoLeavesHasPaid(PaymentProvider provider) throws Exception {
        Payment payment = opened(payment(provider));

        payments.act(payment.id(), BuyerAction.PAY_AND_LEAVE);

        assertEquals(List.of(), returns);
        assertEquals(Charge.paid(payment.price()), look(payment));
    }

    @ParameterizedTest
    @EnumSource(PaymentProvider.class)
    void paymentsAreKeptWhenNeroStartsAgain(PaymentProvider provider) throws Exception {
        Payment payment = opened(payment(provider));
        payments.handlers().keySet().forEach(server::removeContext);
        payments = open();
        payments.handlers().forEach(server::createContext);

        payments.act(payment.id(), BuyerAction.PAY);

        assertEquals(Charge.paid(payment.price()), look(payment));
    }

    @ParameterizedTest
    @EnumSource(PaymentProvider.class)
    void forgetsAllPayments(PaymentProvider provider) throws Exception {
        Payment payment = opened(payment(provider));

        payments.clear();

        assertThrows(UnavailableException.class, () -> look(payment));
        assertThrows(IllegalArgumentException.class, () -> payments.act(payment.id(), BuyerAction.PAY));
    }

    @ParameterizedTest
    @CsvSource({"PAY,1", "PAY_TWICE,2", "PAY_AND_LEAVE,1"})
    void stripeReportsAPack(BuyerAction action, int times) throws Exception {
        Payment pack = opened(payment(PaymentProvider.STRIPE));

        payments.act(pack.id(), action);

        PaymentNotice notice = new PaymentNotice.OfPayment(pack.id());
        assertEquals(Collections.nCopies(times, notice), notices);
        payments.act(pack.id(), BuyerAction.PAY);
        assertEquals(times, notices.size());
    }

    @Test
    void zarinpalCallsBackTwice() throws Exception {
        Payment payment = opened(payment(PaymentProvider.ZARINPAL));

        payments.act(payment.id(), BuyerAction.PAY_TWICE);

        String ref = payment.providerRef().orElseThrow();
        String callback = "/back?payment=" + payment.id() + "&Authority=" + ref + "&Status=OK";
        assertEquals(List.of(callback, callback), returns);
    }

    @Test
    void zarinpalComparesTheAmount() throws Exception {
        Payment payment = opened(payment(PaymentProvider.ZARINPAL));
        payments.act(payment.id(), BuyerAction.PAY);
        Payment other = SomePayments.known(SomePayments.pack(PaymentProvider.ZARINPAL, new Money(20_000, "IRR")),
                payment.providerRef().orElseThrow());

        assertThrows(UnavailableException.class, () -> look(other));
    }

    @Test
    void refusesOtherKeys() {
        StripeGateway wrongKey = new StripeGateway(
                new StripeAccount("sk_other", URI.create(settings.get("STRIPE_API_URL"))), log());
        ZarinpalGateway wrongMerchant = new ZarinpalGateway(new ZarinpalAccount("10000000-0000-0000-0000-000000000000",
                URI.create(settings.get("ZARINPAL_API_URL"))), log(), clock);

        assertThrows(UnavailableException.class, () -> wrongKey.open(payment(PaymentProvider.STRIPE), returnTo));
        assertThrows(UnavailableException.class, () -> wrongMerchant.open(payment(PaymentProvider.ZARINPAL), returnTo));
    }

    @Test
    void stripeOpensOnePagePerPayment() {
        Payment pack = payment(PaymentProvider.STRIPE);

        PaymentPage page = stripe.open(pack, returnTo);

        assertEquals(page, stripe.open(pack, returnTo));
        assertEquals(clock.instant().plus(Duration.ofHours(24)).getEpochSecond(), page.expiresAt().getEpochSecond());
        assertThrows(UnavailableException.class, () -> stripe.open(pack, URI.create(returnTo + "/other")));
        assertNotEquals(page.ref(), stripe.open(payment(PaymentProvider.STRIPE), returnTo).ref());
    }

    @Test
    void nobodyPaysAfterTheSessionEnds() throws Exception {
        Payment pack = opened(payment(PaymentProvider.STRIPE));

        clock.advance(Duration.ofHours(24));

        assertEquals(Charge.unpaid(Charge.State.EXPIRED), look(pack));
        payments.act(pack.id(), BuyerAction.PAY);
        assertEquals(Charge.unpaid(Charge.State.EXPIRED), look(pack));
    }

    @Test
    void aRefundIsMadeOnce() throws Exception {
        Payment pack = opened(payment(PaymentProvider.STRIPE));
        payments.act(pack.id(), BuyerAction.PAY);

        stripe.refund(pack);
        stripe.refund(pack);

        assertTrue(look(pack).refunded());
        payments.act(pack.id(), BuyerAction.DISPUTE);
        assertEquals(Charge.Dispute.NONE, look(pack).dispute());
    }

    @Test
    void aRefundOfTheProviderIsReported() throws Exception {
        Payment pack = opened(payment(PaymentProvider.STRIPE));
        payments.act(pack.id(), BuyerAction.PAY);

        payments.act(pack.id(), BuyerAction.REFUND);

        assertTrue(look(pack).refunded());
        assertEquals(List.of(new PaymentNotice.OfPayment(pack.id()), new PaymentNotice.OfPayment(pack.id())), notices);
        stripe.refund(pack);
    }

    @ParameterizedTest
    @CsvSource({"WIN,WON", "LOSE,LOST"})
    void aDisputeIsWonOrLost(BuyerAction action, Charge.Dispute end) throws Exception {
        Payment pack = opened(payment(PaymentProvider.STRIPE));
        payments.act(pack.id(), BuyerAction.PAY);

        payments.act(pack.id(), BuyerAction.DISPUTE);
        assertEquals(Charge.Dispute.OPEN, look(pack).dispute());
        assertThrows(UnavailableException.class, () -> stripe.refund(pack));
        payments.act(pack.id(), action);

        assertEquals(end, look(pack).dispute());
        assertEquals(Collections.nCopies(3, new PaymentNotice.OfPayment(pack.id())), notices);
    }

    @Test
    void aPlanIsPaidByItsInvoices() throws Exception {
        Payment plan = opened(SomePayments.plan(1));
        payments.act(plan.id(), BuyerAction.PAY);

        Invoice first = look(plan).invoice().orElseThrow();
        Payment linked = SomePayments.known(plan, first.ref());
        assertEquals(Charge.paid(plan.price()), look(linked));
        assertEquals(List.of(new PaymentNotice.OfSubscription(first.subscription(), Optional.of(plan.id())),
                new PaymentNotice.OfSubscription(first.subscription(), Optional.of(plan.id()))), notices);
        assertEquals(new Renewal(true, List.of(first.ref())), stripe.lookUpSubscription(first.subscription()));

        payments.act(plan.id(), BuyerAction.RENEW);
        Renewal renewed = stripe.lookUpSubscription(first.subscription());
        assertEquals(2, renewed.paidInvoices().size());
        assertEquals(first.ref(), renewed.paidInvoices().getFirst());
        Payment second = SomePayments.known(plan, renewed.paidInvoices().getLast());
        assertEquals(Charge.paid(plan.price()), look(second));

        stripe.refund(second);
        assertTrue(look(second).refunded());
        assertFalse(look(linked).refunded());

        notices.clear();
        payments.act(plan.id(), BuyerAction.DISPUTE);
        assertTrue(notices.contains(new PaymentNotice.OfRef(first.ref())), notices.toString());
    }

    @Test
    void aRefusedCardPaysNothing() throws Exception {
        Payment plan = opened(SomePayments.plan(12));
        payments.act(plan.id(), BuyerAction.PAY);
        String subscription = look(plan).invoice().orElseThrow().subscription();

        payments.act(plan.id(), BuyerAction.REFUSE_CARD);

        assertEquals(1, stripe.lookUpSubscription(subscription).paidInvoices().size());
        assertTrue(stripe.lookUpSubscription(subscription).renews());
    }

    @Test
    void aPlanWhoseRenewalEndedEndsWithItsPeriod() throws Exception {
        Payment plan = opened(SomePayments.plan(1));
        payments.act(plan.id(), BuyerAction.PAY);
        String subscription = look(plan).invoice().orElseThrow().subscription();

        stripe.endRenewal(subscription);
        assertFalse(stripe.lookUpSubscription(subscription).renews());
        payments.act(plan.id(), BuyerAction.RENEW);

        assertEquals(1, stripe.lookUpSubscription(subscription).paidInvoices().size());
        stripe.endRenewal(subscription);
    }

    @Test
    void thePortalEndsTheRenewal() throws Exception {
        Payment plan = opened(SomePayments.plan(1));
        payments.act(plan.id(), BuyerAction.PAY);
        String subscription = look(plan).invoice().orElseThrow().subscription();
        URI portal = stripe.openPortal(subscription, returnTo);
        assertNotEquals(portal, stripe.openPortal(subscription, returnTo));

        assertTrue(get(portal + "?lang=en").body().contains("Renews itself"));
        assertEquals(303, submit(portal, "end-renewal").statusCode());

        assertTrue(get(portal + "?lang=en").body().contains("Renews no more"));
        assertFalse(stripe.lookUpSubscription(subscription).renews());
        assertEquals(returnTo.toString(), submit(portal, "return").headers().firstValue("Location").orElse(""));
    }

    @ParameterizedTest
    @EnumSource(PaymentProvider.class)
    void peoplePayOnAPageWithoutScript(PaymentProvider provider) throws Exception {
        Payment payment = payment(provider);
        URI url = gateway(provider).open(payment, returnTo).url();
        HttpResponse<String> first = get(url.toString());
        URI page = first.statusCode() == 302 ? url.resolve(first.headers().firstValue("Location").orElseThrow()) : url;

        HttpResponse<String> shown = get(page.toString());
        HttpResponse<String> paid = submit(page, "pay");

        assertEquals(200, shown.statusCode());
        assertFalse(shown.body().contains("<script") || shown.body().contains("style="), shown.body());
        assertTrue(shown.headers().firstValue("Content-Security-Policy").orElse("").startsWith("default-src 'none'"));
        assertEquals(303, paid.statusCode());
        assertTrue(paid.headers().firstValue("Location").orElse("").startsWith(returnTo + "?payment=" + payment.id()));
        assertTrue(get(page + "?lang=fa").body().contains("پرداخت شده"));
    }

    @Test
    void pagesChooseTheLanguage() throws Exception {
        Payment payment = opened(payment(PaymentProvider.ZARINPAL));
        String page = returnTo.resolve(PaymentPages.PATH) + "/" + payment.providerRef().orElseThrow();

        String persian = http.send(HttpRequest.newBuilder(URI.create(page)).header("Accept-Language", "fa-IR").build(),
                BodyHandlers.ofString()).body();

        assertTrue(persian.contains("<html lang=\"fa\" dir=\"rtl\">") && persian.contains("۱۵۰٬۰۰۰ تومان"), persian);
        assertTrue(get(page).body().contains("<h1>150,000 toman</h1>"));
    }

    @Test
    void pagesEscapeTexts() throws Exception {
        Payment odd = Payment.created(Some.id(), Some.id(), new Product("stars",
                new Goods.Plan(Subscription.PRO, 40, 1), Map.of(PaymentProvider.STRIPE, DOLLARS)),
                PaymentProvider.STRIPE, clock.instant(), clock.instant());
        stripe.open(odd, returnTo);
        String form = "mode=payment&success_url=http%3A%2F%2Flocalhost%2F&line_items[0][price_data][currency]=usd"
                + "&line_items[0][price_data][unit_amount]=100"
                + "&line_items[0][price_data][product_data][name]=%3Cb%20a%3D%22%26%22%3E";

        HttpResponse<String> opened = http.send(HttpRequest
                .newBuilder(URI.create(settings.get("STRIPE_API_URL") + "/v1/checkout/sessions"))
                .header("Authorization", "Bearer " + settings.get("STRIPE_SECRET_KEY"))
                .POST(BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());

        assertEquals(200, opened.statusCode(), opened.body());
        String list = get(returnTo.resolve(PaymentPages.PATH) + "?lang=en").body();
        assertTrue(list.contains("&lt;b a=&quot;&amp;&quot;&gt;"), list);
        assertFalse(list.contains("<b a"), list);
        assertEquals(404, get(returnTo.resolve(PaymentPages.PATH) + "/%3Cscript%3E").statusCode());
    }

    @Test
    void pagesOfOtherSitesCannotPay() throws Exception {
        Payment payment = opened(payment(PaymentProvider.ZARINPAL));
        URI page = returnTo.resolve(PaymentPages.PATH + "/" + payment.providerRef().orElseThrow());

        HttpResponse<Void> foreign = http.send(HttpRequest.newBuilder(page).header("Origin", "https://evil.example")
                .POST(BodyPublishers.ofString("action=pay")).build(), BodyHandlers.discarding());

        assertEquals(403, foreign.statusCode());
        assertEquals(Charge.unpaid(Charge.State.OPEN), look(payment));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"499;USD;EN;$4.99", "500;JPY;EN;¥500", "1500000;IRR;EN;150,000 toman",
            "1500000;IRR;FA;۱۵۰٬۰۰۰ تومان"})
    void amountsAreReadable(long amount, String currency, Language language, String expected) {
        assertEquals(expected, PaymentPages.amount(new Money(amount, currency), language));
    }

    @Test
    void keysOfTheUserReplaceThoseOfAProvider() {
        Map<String, String> ofUser = LocalPayments.settings(5000, Map.of("STRIPE_SECRET_KEY", "sk_test_own"));

        assertFalse(ofUser.keySet().stream().anyMatch(name -> name.startsWith("STRIPE")), ofUser.toString());
        assertTrue(ofUser.containsKey("ZARINPAL_MERCHANT_ID"));
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> submit(URI page, String action) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(page).POST(BodyPublishers.ofString("action=" + action)).build(),
                BodyHandlers.ofString());
    }
}
