package app.nero.functions.payments;

import app.nero.http.EventLog;
import app.nero.http.Field;
import app.nero.http.Idempotency;
import app.nero.http.Problem;
import app.nero.http.Problem.FieldError;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.Values;
import app.nero.kernel.Id;
import app.nero.kernel.Paging;
import app.nero.kernel.Sha256;
import app.nero.lambda.ApiFunction;
import app.nero.lambda.Wiring;
import app.nero.payment.EndRenewal;
import app.nero.payment.ListPayments;
import app.nero.payment.OpenPayment;
import app.nero.payment.OpenPortal;
import app.nero.payment.Payment;
import app.nero.payment.PaymentGateways;
import app.nero.payment.PaymentProvider;
import app.nero.payment.PaymentStatus;
import app.nero.payment.Payments;
import app.nero.payment.Product;
import app.nero.payment.Products;
import app.nero.payment.SettlePayment;
import app.nero.payment.json.PaymentJson;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Products and the caller's payments. {@link ProviderRoutes} has the routes that providers call. */
public final class PaymentsHandler extends ApiFunction {

    /** How long caches may store the products. */
    private static final Duration CACHE_TIME = Duration.ofMinutes(1);

    /** How long to wait between two polls of a payment. */
    private static final Duration POLL = Duration.ofSeconds(2);

    private static final Pattern COUNTRY_CODE = Pattern.compile("[A-Z]{2}");

    private static final Field<Optional<String>> COUNTRY = Field
            .text("country", text -> Optional.of(text).filter(it -> COUNTRY_CODE.matcher(it).matches()),
                    "must be an ISO 3166-1 code of two upper-case letters")
            .optional();
    private static final Field<String> PRODUCT_ID = Field.text("productId",
            text -> Optional.of(text).filter(it -> !it.isEmpty() && it.length() <= Product.MAX_ID),
            "must be 1 to 40 characters");
    private static final Field<PaymentProvider> PROVIDER = Field.text("provider", PaymentProvider::parse,
            "must be stripe or zarinpal");
    private static final Field<Integer> LIMIT = Field.digits("limit", 1, 100).orElse(20);
    private static final Field<Optional<String>> CURSOR = Field.text("cursor", Optional::of, "").optional();

    private final Payments payments;
    private final Products products;
    private final PaymentGateways gateways;
    private final OpenPayment openPayment;
    private final SettlePayment settlePayment;
    private final ListPayments listPayments;
    private final EndRenewal endRenewal;
    private final OpenPortal openPortal;
    private final Idempotency idempotency;
    private final PaymentMetrics metrics;
    private final ProviderRoutes providerRoutes;
    private final ReturnPages returnPages;
    private final EventLog log;

    /** Called by the Lambda runtime. */
    public PaymentsHandler() {
        this(Wiring.ofEnvironment());
    }

    public PaymentsHandler(Wiring wiring) {
        this(Ports.of(wiring), wiring);
    }

    PaymentsHandler(Ports ports, Wiring wiring) {
        super(wiring);
        this.payments = ports.payments();
        this.products = wiring.settings().products();
        this.gateways = ports.gateways();
        this.openPayment = new OpenPayment(payments, products, gateways, wiring.clock());
        this.settlePayment = ports.settlePayment(wiring);
        this.listPayments = new ListPayments(payments, wiring.settings().cursorSigning());
        this.endRenewal = new EndRenewal(payments, gateways);
        this.openPortal = new OpenPortal(payments, gateways);
        this.idempotency = new Idempotency(ports.keys(), wiring.random(), wiring.clock());
        this.metrics = new PaymentMetrics(wiring.log());
        this.returnPages = new ReturnPages(wiring.settings());
        this.providerRoutes = new ProviderRoutes(ports, settlePayment, returnPages, metrics, wiring);
        this.log = wiring.log();
    }

    @Override
    protected Map<String, Route> routes() {
        return Map.of(
                "GET /v1/products", new Unlimited(this::listProducts),
                "POST /v1/payments", this::open,
                "GET /v1/payments", this::list,
                "GET /v1/payments/{id}", new Poll(this::read),
                "POST /v1/payments/portal", this::openPortal,
                "DELETE /v1/users/me/subscription", this::endRenewal,
                "GET /v1/payments/zarinpal/callback", request -> providerRoutes.returnFromZarinpal(request),
                "POST /v1/webhooks/stripe", new Unlimited(request -> providerRoutes.stripe(request)));
    }

    private Response listProducts(Request request) {
        Optional<String> country = request.parameters(COUNTRY).get(COUNTRY);
        List<Product> sold = gateways.sold(products, country);
        return Response.ok(json -> PaymentJson.writeProducts(sold, json)).sharedFor(CACHE_TIME, "Origin");
    }

    /** The use case can be repeated with the same id, so an earlier attempt needs no special treatment. */
    private Response open(Request request) {
        Id userId = request.caller().userId();
        Idempotency.requireKey(request);
        Values body = request.fields(PRODUCT_ID, PROVIDER);
        PaymentProvider provider = body.get(PROVIDER);
        return idempotency.once(request, HexFormat.of().formatHex(Sha256.of(request.body())), _ -> Optional.empty(),
                id -> respond(openPayment.open(userId, id, body.get(PRODUCT_ID), provider,
                        returnPages.afterPaying(provider))));
    }

    private Response respond(OpenPayment.Result result) {
        return switch (result) {
            case OpenPayment.Result.Opened(Payment payment) -> {
                log.metric("PaymentsOpened");
                yield Response.created(json -> PaymentJson.writeMember(payment, json)).withHeader("Location",
                        "/api/v1/payments/" + payment.id());
            }
            case OpenPayment.Result.UnknownProduct _ -> throw notFound("productId");
            case OpenPayment.Result.NotSoldThere _ -> throw notFound("provider");
            case OpenPayment.Result.Disputed _ -> throw Problem.of(403, "PAYMENT_DISPUTED",
                    "Your bank questions an earlier payment. You can go on once that is settled.");
            case OpenPayment.Result.AlreadyRenews _ -> throw Problem.of(409, "ALREADY_SUBSCRIBED",
                    "Your plan renews itself. End its renewal before you buy it again.");
            case OpenPayment.Result.KeySpent _ -> throw Problem.of(409, "KEY_SPENT",
                    "This Idempotency-Key belongs to another payment. Send a new key.");
        };
    }

    private static Problem notFound(String field) {
        return Problem.notFound().withErrors(List.of(new FieldError(field, "does not exist or cannot be used")));
    }

    private Response list(Request request) {
        Values query = request.parameters(LIMIT, CURSOR);
        Paging.Page<Payment> page = listPayments.list(request.caller().userId(), query.get(CURSOR), query.get(LIMIT))
                .orElseThrow(() -> Problem.validation("cursor",
                        "is invalid for this list; use nextCursor of the previous page"));
        return Response.ok(json -> {
            PaymentJson.writeAll(page.items(), json);
            json.writeStringField("nextCursor", page.nextCursor().orElse(null));
        });
    }

    /** Asks the provider as long as the payment may still change without an operator. */
    private Response read(Request request) {
        Optional<Id> caller = Optional.of(request.caller().userId());
        Payment found = payments.find(request.pathId("id")).filter(it -> it.userId().equals(caller))
                .orElseThrow(Problem::notFound);
        boolean isUnsettled = found.status() == PaymentStatus.PAID || PaymentStatus.UNPAID.contains(found.status());
        Payment payment = isUnsettled ? settle(found) : found;
        Response response = Response.ok(json -> PaymentJson.writeMember(payment, json));
        boolean waits = payment.status() == PaymentStatus.PAID || PaymentStatus.OPEN.contains(payment.status());
        return waits ? response.withRetryAfter(POLL) : response;
    }

    private Payment settle(Payment payment) {
        SettlePayment.Result result = settlePayment.settle(payment.id());
        metrics.count(List.of(result));
        return switch (result) {
            case SettlePayment.Result.Settled(Payment settled, boolean _) -> settled;
            case SettlePayment.Result.WrongAmount(Payment unchanged, var _) -> unchanged;
            case SettlePayment.Result.NotFound _ -> throw Problem.notFound();
        };
    }

    private Response openPortal(Request request) {
        request.optionalFields();
        URI page = openPortal.open(request.caller().userId(), returnPages.plans()).orElseThrow(Problem::notFound);
        return Response.created(json -> json.writeStringField("url", page.toString()));
    }

    private Response endRenewal(Request request) {
        List<Payment> ended = endRenewal.endAll(request.caller().userId());
        return Response.ok(json -> PaymentJson.writeAll(ended, json));
    }
}
