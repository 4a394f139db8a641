package app.nero.local.standin;

import app.nero.kernel.Id;
import app.nero.local.gateway.SameOrigin;
import app.nero.local.standin.StandInPayment.State;
import app.nero.payment.Money;
import app.nero.payment.PaymentProvider;
import app.nero.payment.stripe.StripeWebhook;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A local replacement for the part of Stripe's API that Nero uses. {@link #PATH} is the base URL. It stores Stripe's objects, and
 * sends signed webhooks to Nero, each once; unlike Stripe, it does not repeat those that fail.
 *
 * @see <a href="https://docs.stripe.com/api">Stripe's API</a>
 */
final class StripeStandIn implements PaymentStandIn {

    static final String PATH = "/_local/stripe";

    private static final System.Logger LOG = System.getLogger(StripeStandIn.class.getName());

    private static final String API = PATH + "/v1/";
    private static final Pattern TARGET = Pattern
            .compile("([a-z_]+(?:/[a-z]+)?)(?:/((?:cs_test|pi|in|sub)_[0-9a-f]{24}))?");
    private static final Duration SESSION_TTL = Duration.ofHours(24);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_BODY = 64 * 1024;
    private static final int MAX_LIST = 100;
    private static final int DEFAULT_LIST = 10;
    private static final int ID_BYTES = 12;

    private static final String ITEM = "line_items[0][price_data]";
    private static final String METADATA = "metadata";
    /** A member with what only the pages of this class need. */
    private static final String LOCAL = "local";

    private static final String SESSION = "checkout.session";
    private static final String INTENT = "payment_intent";
    private static final String CHARGE = "charge";
    private static final String SUBSCRIPTION = "subscription";
    private static final String INVOICE = "invoice";
    private static final String INVOICE_PAYMENT = "invoice_payment";
    private static final String DISPUTE = "dispute";
    private static final String PORTAL = "billing_portal.session";
    private static final String CONFIGURATION = "billing_portal.configuration";
    private static final String IDEMPOTENCY = "idempotency";

    private static final String STATUS = "status";
    private static final String ACTIVE = "active";
    private static final String NEEDS_RESPONSE = "needs_response";

    private final StoredObjects objects;
    private final String secretKey;
    private final String webhookSecret;
    private final String url;
    private final URI webhook;
    private final Clock clock;
    private final SecureRandom random;
    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();

    /** A request that Stripe would reject. */
    private static final class RejectedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final String type;
        private final String code;

        RejectedException(int status, String type, String code, String message) {
            super(message);
            this.status = status;
            this.type = type;
            this.code = code;
        }

        static RejectedException missing(String what) {
            return new RejectedException(404, "invalid_request_error", "resource_missing", "No such " + what);
        }

        static RejectedException invalid(String code, String message) {
            return new RejectedException(400, "invalid_request_error", code, message);
        }
    }

    private interface Creation {
        ObjectNode create() throws IOException, RejectedException;
    }

    /**
     * @param url the base URL of this server, without a slash at its end
     * @param webhook where events are sent
     */
    StripeStandIn(StoredObjects objects, String secretKey, String webhookSecret, String url, URI webhook, Clock clock,
            SecureRandom random) {
        this.objects = objects;
        this.secretKey = secretKey;
        this.webhookSecret = webhookSecret;
        this.url = url;
        this.webhook = webhook;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Map<String, HttpHandler> handlers() {
        return Map.of(API, SameOrigin.only(this::api));
    }

    private void api(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<ObjectNode> events = new ArrayList<>();
            int status = 200;
            ObjectNode body;
            try {
                body = answer(exchange, events);
            } catch (RejectedException e) {
                status = e.status;
                body = json.createObjectNode();
                body.putObject("error").put("type", e.type).put("code", e.code).put("message", e.getMessage());
            }
            byte[] bytes = json.writeValueAsBytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            // Stripe does not wait for webhooks either. Nero waits for this response, and may hold what the webhook needs.
            Thread.startVirtualThread(() -> send(events));
        }
    }

    /** @param events gets those that the request causes */
    private synchronized ObjectNode answer(HttpExchange exchange, List<ObjectNode> events)
            throws IOException, RejectedException {
        if (!("Bearer " + secretKey).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            throw new RejectedException(401, "invalid_request_error", "api_key_invalid", "Invalid API Key provided");
        }
        Matcher target = TARGET.matcher(exchange.getRequestURI().getPath().substring(API.length()));
        if (!target.matches()) {
            throw RejectedException.missing("object");
        }
        boolean isPost = exchange.getRequestMethod().equals("POST");
        Map<String, String> form = UploadForm.encoded(isPost
                ? new String(exchange.getRequestBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8)
                : Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
        Optional<String> key = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        String id = Optional.ofNullable(target.group(2)).orElse("");
        return switch (exchange.getRequestMethod() + " " + target.group(1) + (id.isEmpty() ? "" : "/{id}")) {
            case "POST checkout/sessions" -> once(key, form, () -> openSession(form));
            case "GET checkout/sessions/{id}" -> current(get(SESSION, id));
            case "GET payment_intents/{id}" -> intent(id, form);
            case "POST refunds" -> once(key, form, () -> refund(required(form, INTENT), events));
            case "GET disputes" -> list(DISPUTE, form, Map.of(CHARGE, "/charge"));
            case "GET invoices/{id}" -> get(INVOICE, id);
            case "GET invoices" -> list(INVOICE, form,
                    Map.of(SUBSCRIPTION, "/parent/subscription_details/subscription", STATUS, "/status"));
            case "GET invoice_payments" -> list(INVOICE_PAYMENT, form, Map.of(INVOICE, "/invoice", STATUS, "/status",
                    "payment[payment_intent]", "/payment/payment_intent"));
            case "GET subscriptions/{id}" -> get(SUBSCRIPTION, id);
            case "POST subscriptions/{id}" -> endRenewal(get(SUBSCRIPTION, id), events);
            case "GET billing_portal/configurations" -> list(CONFIGURATION, form, Map.of(ACTIVE, "/active"));
            case "POST billing_portal/configurations" -> configurePortal(form);
            case "POST billing_portal/sessions" -> openPortal(form);
            default -> throw RejectedException.missing("route");
        };
    }

    /** Repeats the response to an earlier request with the same key. */
    private ObjectNode once(Optional<String> key, Map<String, String> form, Creation creation)
            throws IOException, RejectedException {
        if (key.isEmpty()) {
            return creation.create();
        }
        String id = IDEMPOTENCY + " " + key.get();
        String request = json.writeValueAsString(new TreeMap<>(form));
        Optional<ObjectNode> earlier = objects.find(id);
        if (earlier.isPresent()) {
            if (!earlier.get().path("request").asText().equals(request)) {
                throw new RejectedException(400, "idempotency_error", "idempotency_key_in_use",
                        "Keys for idempotent requests can only be used with the same parameters they were first used with.");
            }
            return (ObjectNode) earlier.get().get("response");
        }
        ObjectNode response = creation.create();
        objects.put(json.createObjectNode().put("id", id).put("object", IDEMPOTENCY).put("request", request)
                .set("response", response));
        return response;
    }

    private ObjectNode openSession(Map<String, String> form) throws IOException, RejectedException {
        boolean isPlan = isPlan(required(form, "mode"));
        long amount = whole(required(form, ITEM + "[unit_amount]"))
                * whole(form.getOrDefault("line_items[0][quantity]", "1"));
        String currency = required(form, ITEM + "[currency]");
        if (amount < 1 || Currency.getAvailableCurrencies().stream()
                .noneMatch(known -> known.getCurrencyCode().toLowerCase(Locale.ROOT).equals(currency))) {
            throw RejectedException.invalid("parameter_invalid", "Invalid price");
        }
        ObjectNode session = created(SESSION, "cs_test").put("mode", form.get("mode")).put(STATUS, "open")
                .put("payment_status", "unpaid").put("amount_total", amount).put("currency", currency)
                .put("client_reference_id", form.get("client_reference_id"))
                .put("success_url", required(form, "success_url")).put("cancel_url", form.get("cancel_url"))
                .put("expires_at", clock.instant().plus(SESSION_TTL).getEpochSecond()).putNull(INTENT)
                .putNull(SUBSCRIPTION).putNull(INVOICE).putNull("customer");
        session.put("url", url + PaymentPages.PATH + "/" + session.path("id").asText());
        session.set(METADATA, metadata(form, METADATA));
        ObjectNode local = session.putObject(LOCAL).put("title", required(form, ITEM + "[product_data][name]"));
        local.set(METADATA, metadata(form, (isPlan ? "subscription_data" : "payment_intent_data") + "[metadata]"));
        if (isPlan) {
            required(form, ITEM + "[recurring][interval]");
        }
        objects.put(session);
        return session;
    }

    private static boolean isPlan(String mode) throws RejectedException {
        return switch (mode) {
            case "payment" -> false;
            case "subscription" -> true;
            default -> throw RejectedException.invalid("parameter_invalid", "Invalid mode");
        };
    }

    /** The session as it is now. Nobody can pay after its time. */
    private ObjectNode current(ObjectNode session) {
        boolean isOver = session.path(STATUS).asText().equals("open")
                && clock.instant().getEpochSecond() >= session.path("expires_at").asLong();
        return isOver ? session.put(STATUS, "expired").putNull("url") : session;
    }

    private ObjectNode intent(String id, Map<String, String> form) throws RejectedException {
        ObjectNode intent = get(INTENT, id);
        if (form.containsValue("latest_charge")) {
            intent.set("latest_charge", chargeOf(intent));
        }
        return intent;
    }

    private ObjectNode refund(String intentId, List<ObjectNode> events) throws IOException, RejectedException {
        ObjectNode charge = chargeOf(get(INTENT, intentId));
        if (charge.path("refunded").asBoolean()) {
            throw RejectedException.invalid("charge_already_refunded", "The charge has already been refunded.");
        }
        if (disputesOf(charge).stream().anyMatch(dispute -> !dispute.path(STATUS).asText().equals("won"))) {
            throw RejectedException.invalid("charge_disputed", "The charge has been disputed.");
        }
        charge.put("refunded", true).put("amount_refunded", charge.path("amount").asLong());
        ObjectNode refund = created("refund", "re").put("amount", charge.path("amount").asLong())
                .put(CHARGE, charge.path("id").asText()).put(INTENT, intentId).put(STATUS, "succeeded");
        objects.put(charge, refund);
        events.add(event("charge.refunded", charge));
        return refund;
    }

    private ObjectNode endRenewal(ObjectNode subscription, List<ObjectNode> events)
            throws IOException, RejectedException {
        if (subscription.path(STATUS).asText().equals("canceled")) {
            throw RejectedException.invalid("resource_missing", "A canceled subscription cannot be updated.");
        }
        subscription.put("cancel_at_period_end", true);
        objects.put(subscription);
        events.add(event("customer.subscription.updated", subscription));
        return subscription;
    }

    private ObjectNode configurePortal(Map<String, String> form) throws IOException {
        ObjectNode configuration = created(CONFIGURATION, "bpc").put(ACTIVE, true);
        configuration.set(METADATA, metadata(form, METADATA));
        objects.put(configuration);
        return configuration;
    }

    private ObjectNode openPortal(Map<String, String> form) throws IOException, RejectedException {
        get(CONFIGURATION, required(form, "configuration"));
        ObjectNode portal = created(PORTAL, "bps").put("customer", required(form, "customer"))
                .put("return_url", required(form, "return_url"));
        portal.put("url", url + PaymentPages.PATH + "/" + portal.path("id").asText());
        objects.put(portal);
        return portal;
    }

    /** @param filters JSON pointers by parameter */
    private ObjectNode list(String kind, Map<String, String> form, Map<String, String> filters)
            throws RejectedException {
        long limit = Math.min(MAX_LIST, whole(form.getOrDefault("limit", Integer.toString(DEFAULT_LIST))));
        ObjectNode answer = json.createObjectNode().put("object", "list").put("has_more", false);
        ArrayNode data = answer.putArray("data");
        objects.list(kind).stream()
                .filter(object -> filters.entrySet().stream().allMatch(filter -> !form.containsKey(filter.getKey())
                        || form.get(filter.getKey()).equals(object.at(filter.getValue()).asText())))
                .limit(limit).forEach(data::add);
        return answer;
    }

    private ObjectNode get(String kind, String id) throws RejectedException {
        return objects.find(id).filter(object -> object.path("object").asText().equals(kind))
                .orElseThrow(() -> RejectedException.missing(kind));
    }

    private ObjectNode created(String kind, String prefix) {
        return json.createObjectNode().put("id", newId(prefix)).put("object", kind)
                .put("created", clock.instant().getEpochSecond()).put("livemode", false);
    }

    private String newId(String prefix) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return prefix + "_" + HexFormat.of().formatHex(bytes);
    }

    private static String required(Map<String, String> form, String name) throws RejectedException {
        String value = form.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw RejectedException.invalid("parameter_missing", "Missing required param: " + name);
        }
        return value;
    }

    private static long whole(String text) throws RejectedException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw RejectedException.invalid("parameter_invalid_integer", "Invalid integer");
        }
    }

    private ObjectNode metadata(Map<String, String> form, String name) {
        ObjectNode metadata = json.createObjectNode();
        form.forEach((field, value) -> {
            if (field.startsWith(name + "[")) {
                metadata.put(field.substring(name.length() + 1, field.length() - 1), value);
            }
        });
        return metadata;
    }

    @Override
    public List<StandInPayment> list() {
        List<String> first = objects.list(SESSION).stream().map(session -> session.path(INVOICE).asText()).toList();
        return Stream.concat(objects.list(SESSION).stream(),
                objects.list(INVOICE).stream().filter(invoice -> !first.contains(invoice.path("id").asText())))
                .flatMap(object -> view(object).stream())
                .sorted((one, other) -> other.createdAt().compareTo(one.createdAt())).toList();
    }

    @Override
    public Optional<StandInPayment> find(String ref) {
        return objects.find(ref).flatMap(this::view);
    }

    @Override
    public Optional<String> findRef(Id paymentId) {
        return objects.list(SESSION).stream()
                .filter(session -> session.path("client_reference_id").asText().equals(paymentId.value()))
                .map(session -> session.path("id").asText()).findFirst();
    }

    private Optional<StandInPayment> view(ObjectNode object) {
        return switch (object.path("object").asText()) {
            case SESSION -> {
                ObjectNode session = current(object);
                yield Optional.of(view(session, session.at("/local/title").asText(), session.path("amount_total")
                        .asLong(), state(session)));
            }
            case INVOICE -> Optional.of(view(object, object.at("/local/title").asText(),
                    object.path("amount_due").asLong(), state(object)));
            case PORTAL -> subscriptionOf(object).map(subscription -> {
                boolean renews = renews(subscription);
                return new StandInPayment(object.path("id").asText(), PaymentProvider.STRIPE,
                        subscription.at("/local/title").asText(), money(subscription, "/local/amount",
                                "/local/currency"),
                        renews ? State.RENEWS : State.RENEWS_NO_MORE,
                        Instant.ofEpochSecond(subscription.path("created").asLong()),
                        renews
                                ? List.of(BuyerAction.END_RENEWAL, BuyerAction.RETURN)
                                : List.of(BuyerAction.RETURN));
            });
            default -> Optional.empty();
        };
    }

    private StandInPayment view(ObjectNode object, String title, long amount, State state) {
        List<BuyerAction> actions = new ArrayList<>(switch (state) {
            case OPEN -> List.of(BuyerAction.PAY, BuyerAction.CANCEL, BuyerAction.PAY_TWICE, BuyerAction.PAY_AND_LEAVE);
            case PAID -> List.of(BuyerAction.REFUND, BuyerAction.DISPUTE);
            case DISPUTED -> List.of(BuyerAction.WIN, BuyerAction.LOSE);
            default -> List.<BuyerAction>of();
        });
        if (object.path("object").asText().equals(SESSION) && subscriptionOf(object)
                .filter(subscription -> !subscription.path(STATUS).asText().equals("canceled")).isPresent()) {
            actions.add(BuyerAction.RENEW);
            actions.add(BuyerAction.REFUSE_CARD);
        }
        return new StandInPayment(object.path("id").asText(), PaymentProvider.STRIPE, title,
                new Money(amount, object.path("currency").asText().toUpperCase(Locale.ROOT)), state,
                Instant.ofEpochSecond(object.path("created").asLong()), actions);
    }

    private static Money money(ObjectNode object, String amount, String currency) {
        return new Money(object.at(amount).asLong(), object.at(currency).asText().toUpperCase(Locale.ROOT));
    }

    private State state(ObjectNode object) {
        return switch (object.path(STATUS).asText()) {
            case "expired" -> State.EXPIRED;
            case "open" -> object.path("object").asText().equals(INVOICE) ? State.CARD_REFUSED : State.OPEN;
            default -> chargeBehind(object).map(this::stateOf).orElse(State.PAID);
        };
    }

    private State stateOf(ObjectNode charge) {
        List<String> disputes = disputesOf(charge).stream().map(dispute -> dispute.path(STATUS).asText()).toList();
        if (disputes.contains("lost")) {
            return State.DISPUTE_LOST;
        }
        if (disputes.contains(NEEDS_RESPONSE)) {
            return State.DISPUTED;
        }
        return charge.path("refunded").asBoolean() ? State.REFUNDED : State.PAID;
    }

    private static boolean renews(ObjectNode subscription) {
        return !subscription.path(STATUS).asText().equals("canceled")
                && !subscription.path("cancel_at_period_end").asBoolean();
    }

    /** The subscription of a session, or of a customer's portal. */
    private Optional<ObjectNode> subscriptionOf(ObjectNode object) {
        return object.hasNonNull(SUBSCRIPTION)
                ? objects.find(object.path(SUBSCRIPTION).asText())
                : objects.list(SUBSCRIPTION).stream().filter(subscription -> object.hasNonNull("customer")
                        && subscription.path("customer").equals(object.path("customer"))).findFirst();
    }

    /** The charge of a session or an invoice. */
    private Optional<ObjectNode> chargeBehind(ObjectNode object) {
        String invoice = object.path("object").asText().equals(INVOICE)
                ? object.path("id").asText()
                : object.path(INVOICE).asText();
        Optional<String> ofInvoice = objects.list(INVOICE_PAYMENT).stream()
                .filter(payment -> payment.path(INVOICE).asText().equals(invoice))
                .map(payment -> payment.at("/payment/payment_intent").asText()).findFirst();
        return objects.find(ofInvoice.orElseGet(() -> object.path(INTENT).asText())).map(this::chargeOf);
    }

    private ObjectNode chargeOf(ObjectNode intent) {
        return objects.find(intent.path("latest_charge").asText()).orElseThrow();
    }

    private List<ObjectNode> disputesOf(ObjectNode charge) {
        return objects.list(DISPUTE).stream().filter(dispute -> dispute.path(CHARGE).equals(charge.path("id")))
                .toList();
    }

    @Override
    public Optional<URI> act(String ref, BuyerAction action) throws IOException {
        List<ObjectNode> events;
        Optional<URI> next;
        synchronized (this) {
            if (find(ref).filter(payment -> payment.actions().contains(action)).isEmpty()) {
                return Optional.empty();
            }
            ObjectNode object = objects.find(ref).orElseThrow();
            events = act(object, action);
            Optional<String> member = switch (action) {
                case PAY, PAY_TWICE -> Optional.of("success_url");
                case CANCEL -> Optional.of("cancel_url");
                case RETURN -> Optional.of("return_url");
                case PAY_AND_LEAVE, REFUND, DISPUTE, WIN, LOSE, RENEW, REFUSE_CARD, END_RENEWAL -> Optional.empty();
            };
            next = member.map(name -> URI.create(object.path(name).asText()));
        }
        send(events);
        return next;
    }

    /** @return the events to send */
    private List<ObjectNode> act(ObjectNode object, BuyerAction action) throws IOException {
        return switch (action) {
            case PAY, PAY_AND_LEAVE -> pay(object);
            case PAY_TWICE -> {
                List<ObjectNode> events = pay(object);
                yield Stream.concat(events.stream(), events.stream()).toList();
            }
            case CANCEL, RETURN -> List.of();
            case REFUND -> {
                List<ObjectNode> events = new ArrayList<>();
                try {
                    refund(chargeBehind(object).orElseThrow().path(INTENT).asText(), events);
                } catch (RejectedException e) {
                    throw new IllegalStateException("the page offers only what is possible", e);
                }
                yield events;
            }
            case DISPUTE -> dispute(chargeBehind(object).orElseThrow());
            case WIN -> close(chargeBehind(object).orElseThrow(), "won");
            case LOSE -> close(chargeBehind(object).orElseThrow(), "lost");
            case RENEW -> renew(subscriptionOf(object).orElseThrow(), true);
            case REFUSE_CARD -> renew(subscriptionOf(object).orElseThrow(), false);
            case END_RENEWAL -> {
                List<ObjectNode> events = new ArrayList<>();
                try {
                    endRenewal(subscriptionOf(object).orElseThrow(), events);
                } catch (RejectedException e) {
                    throw new IllegalStateException("the page offers only what is possible", e);
                }
                yield events;
            }
        };
    }

    private List<ObjectNode> pay(ObjectNode session) throws IOException {
        session.put(STATUS, "complete").put("payment_status", "paid").putNull("url");
        List<ObjectNode> events = new ArrayList<>();
        if (session.path("mode").asText().equals("subscription")) {
            ObjectNode subscription = created(SUBSCRIPTION, "sub").put(STATUS, ACTIVE)
                    .put("cancel_at_period_end", false).putNull("cancel_at").put("customer", newId("cus"));
            subscription.set(METADATA, session.at("/local/metadata"));
            subscription.putObject(LOCAL).put("title", session.at("/local/title").asText())
                    .put("amount", session.path("amount_total").asLong())
                    .put("currency", session.path("currency").asText());
            objects.put(subscription);
            ObjectNode invoice = bill(subscription, true);
            session.set(SUBSCRIPTION, subscription.path("id"));
            session.set("customer", subscription.path("customer"));
            session.set(INVOICE, invoice.path("id"));
            events.add(event("invoice.paid", invoice));
        } else {
            ObjectNode intent = charge(session.path("amount_total").asLong(), session.path("currency").asText(),
                    (ObjectNode) session.at("/local/metadata"));
            session.set(INTENT, intent.path("id"));
        }
        objects.put(session);
        events.addFirst(event("checkout.session.completed", session));
        return events;
    }

    /** @return the payment intent */
    private ObjectNode charge(long amount, String currency, ObjectNode metadata) throws IOException {
        ObjectNode intent = created(INTENT, "pi").put("amount", amount).put("currency", currency)
                .put(STATUS, "succeeded");
        ObjectNode charge = created(CHARGE, "ch").put("amount", amount).put("amount_refunded", 0)
                .put("currency", currency).put("refunded", false).put("disputed", false).put("paid", true);
        charge.set(INTENT, intent.path("id"));
        charge.set(METADATA, metadata);
        intent.set("latest_charge", charge.path("id"));
        intent.set(METADATA, metadata);
        objects.put(intent, charge);
        return intent;
    }

    private ObjectNode bill(ObjectNode subscription, boolean isPaid) throws IOException {
        long amount = subscription.at("/local/amount").asLong();
        String currency = subscription.at("/local/currency").asText();
        ObjectNode invoice = created(INVOICE, "in").put(STATUS, isPaid ? "paid" : "open").put("currency", currency)
                .put("amount_due", amount).put("amount_paid", isPaid ? amount : 0);
        ObjectNode details = invoice.putObject("parent").put("type", "subscription_details")
                .putObject("subscription_details");
        details.set(SUBSCRIPTION, subscription.path("id"));
        details.set(METADATA, subscription.path(METADATA));
        invoice.putObject(LOCAL).set("title", subscription.at("/local/title"));
        objects.put(invoice);
        if (isPaid) {
            ObjectNode payment = created(INVOICE_PAYMENT, "inpay").put(STATUS, "paid");
            payment.set(INVOICE, invoice.path("id"));
            payment.putObject("payment").put("type", INTENT).set(INTENT,
                    charge(amount, currency, json.createObjectNode()).path("id"));
            objects.put(payment);
        }
        return invoice;
    }

    private List<ObjectNode> renew(ObjectNode subscription, boolean isPaid) throws IOException {
        if (!renews(subscription)) {
            objects.put(subscription.put(STATUS, "canceled"));
            return List.of(event("customer.subscription.deleted", subscription));
        }
        ObjectNode invoice = bill(subscription, isPaid);
        objects.put(subscription.put(STATUS, isPaid ? ACTIVE : "past_due"));
        return List.of(event(isPaid ? "invoice.paid" : "invoice.payment_failed", invoice),
                event("customer.subscription.updated", subscription));
    }

    private List<ObjectNode> dispute(ObjectNode charge) throws IOException {
        ObjectNode dispute = created(DISPUTE, "dp").put("amount", charge.path("amount").asLong())
                .put(STATUS, NEEDS_RESPONSE);
        dispute.set(CHARGE, charge.path("id"));
        dispute.set(INTENT, charge.path(INTENT));
        objects.put(charge.put("disputed", true), dispute);
        return List.of(event("charge.dispute.created", dispute));
    }

    private List<ObjectNode> close(ObjectNode charge, String status) throws IOException {
        ObjectNode dispute = disputesOf(charge).stream()
                .filter(found -> found.path(STATUS).asText().equals(NEEDS_RESPONSE)).findFirst().orElseThrow()
                .put(STATUS, status);
        objects.put(dispute);
        return List.of(event("charge.dispute.closed", dispute));
    }

    /** An event with the object as it is now. */
    private ObjectNode event(String type, ObjectNode object) {
        ObjectNode event = created("event", "evt").put("type", type);
        event.putObject("data").set("object", object.deepCopy());
        return event;
    }

    private void send(List<ObjectNode> events) {
        for (ObjectNode event : events) {
            try {
                byte[] body = json.writeValueAsBytes(event);
                HttpResponse<Void> response = http.send(HttpRequest.newBuilder(webhook).timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header("Stripe-Signature", StripeWebhook.sign(webhookSecret, clock.instant(), body))
                        .POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.discarding());
                if (response.statusCode() != 200) {
                    LOG.log(System.Logger.Level.WARNING, "a webhook of Stripe was answered with {0}",
                            response.statusCode());
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "a webhook of Stripe was not sent", e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
