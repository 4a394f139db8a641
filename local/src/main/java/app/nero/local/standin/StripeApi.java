package app.nero.local.standin;

import static app.nero.local.standin.StripeObjects.CHARGE;
import static app.nero.local.standin.StripeObjects.DISPUTE;
import static app.nero.local.standin.StripeObjects.INTENT;
import static app.nero.local.standin.StripeObjects.INVOICE;
import static app.nero.local.standin.StripeObjects.INVOICE_PAYMENT;
import static app.nero.local.standin.StripeObjects.LOCAL;
import static app.nero.local.standin.StripeObjects.METADATA;
import static app.nero.local.standin.StripeObjects.PORTAL;
import static app.nero.local.standin.StripeObjects.SESSION;
import static app.nero.local.standin.StripeObjects.STATUS;
import static app.nero.local.standin.StripeObjects.SUBSCRIPTION;

import app.nero.local.standin.StripeObjects.Change;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers the requests to Stripe's API that Nero sends, and rejects others.
 *
 * @see <a href="https://docs.stripe.com/api">Stripe's API</a>
 */
final class StripeApi implements HttpHandler {

    static final String PATH = StripeStandIn.PATH + "/v1/";

    private static final Pattern TARGET = Pattern
            .compile("([a-z_]+(?:/[a-z]+)?)(?:/((?:cs_test|pi|in|sub)_[0-9a-f]{24}))?");
    private static final Duration SESSION_TTL = Duration.ofHours(24);
    private static final int MAX_LIST = 100;
    private static final int DEFAULT_LIST = 10;

    private static final String CONFIGURATION = "billing_portal.configuration";
    private static final String ACTIVE = "active";
    private static final String IDEMPOTENCY = "idempotency";
    private static final String ITEM = "line_items[0][price_data]";

    private final StripeObjects objects;
    private final StripeWebhookSender webhooks;
    private final String secretKey;
    private final String pages;
    private final Clock clock;

    private interface Creation {
        Change create() throws IOException, StripeRejectionException;
    }

    /**
     * @param secretKey with which requests are authorized
     * @param pages the base URL of the pages on which people pay
     */
    StripeApi(StripeObjects objects, StripeWebhookSender webhooks, String secretKey, String pages, Clock clock) {
        this.objects = objects;
        this.webhooks = webhooks;
        this.secretKey = secretKey;
        this.pages = pages;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                Change change = answer(exchange);
                JsonResponse.send(exchange, 200, change.object());
                // Stripe does not wait for webhooks either. Nero waits for this response, and may hold what the webhook needs.
                Thread.startVirtualThread(() -> webhooks.send(change.events()));
            } catch (StripeRejectionException e) {
                JsonResponse.send(exchange, e.status(), e.body());
            }
        }
    }

    private Change answer(HttpExchange exchange) throws IOException, StripeRejectionException {
        if (!("Bearer " + secretKey).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            throw new StripeRejectionException(401, "invalid_request_error", "api_key_invalid",
                    "Invalid API Key provided");
        }
        Matcher target = TARGET.matcher(exchange.getRequestURI().getPath().substring(PATH.length()));
        if (!target.matches()) {
            throw StripeRejectionException.missing("object");
        }
        StripeParams params = StripeParams.of(exchange);
        Optional<String> key = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        String id = Optional.ofNullable(target.group(2)).orElse("");
        String path = target.group(1) + (id.isEmpty() ? "" : "/{id}");
        synchronized (objects) {
            return switch (exchange.getRequestMethod()) {
                case "GET" -> new Change(read(path, id, params), List.of());
                case "POST" -> change(path, id, params, key);
                default -> throw StripeRejectionException.missing("route");
            };
        }
    }

    private ObjectNode read(String path, String id, StripeParams params) throws StripeRejectionException {
        return switch (path) {
            case "checkout/sessions/{id}" -> get(SESSION, id);
            case "payment_intents/{id}" -> intent(get(INTENT, id), params);
            case "disputes" -> list(DISPUTE, params, Map.of(CHARGE, "/charge"));
            case "invoices/{id}" -> get(INVOICE, id);
            case "invoices" -> list(INVOICE, params,
                    Map.of(SUBSCRIPTION, "/parent/subscription_details/subscription", STATUS, "/status"));
            case "invoice_payments" -> list(INVOICE_PAYMENT, params, Map.of(INVOICE, "/invoice", STATUS, "/status",
                    "payment[payment_intent]", "/payment/payment_intent"));
            case "subscriptions/{id}" -> get(SUBSCRIPTION, id);
            case "billing_portal/configurations" -> list(CONFIGURATION, params, Map.of(ACTIVE, "/active"));
            default -> throw StripeRejectionException.missing("route");
        };
    }

    private Change change(String path, String id, StripeParams params, Optional<String> key)
            throws IOException, StripeRejectionException {
        return switch (path) {
            case "checkout/sessions" -> once(key, params, () -> openSession(params));
            case "refunds" -> once(key, params, () -> refund(get(INTENT, params.required(INTENT))));
            case "subscriptions/{id}" -> endRenewal(get(SUBSCRIPTION, id));
            case "billing_portal/configurations" -> configurePortal(params);
            case "billing_portal/sessions" -> openPortal(params);
            default -> throw StripeRejectionException.missing("route");
        };
    }

    private ObjectNode get(String kind, String id) throws StripeRejectionException {
        return objects.find(id).filter(object -> StripeObjects.kind(object).equals(kind))
                .orElseThrow(() -> StripeRejectionException.missing(kind));
    }

    /** @param filters JSON pointers by parameter */
    private ObjectNode list(String kind, StripeParams params, Map<String, String> filters)
            throws StripeRejectionException {
        long limit = Math.min(MAX_LIST, params.number("limit", DEFAULT_LIST));
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list").put("has_more", false);
        ArrayNode data = list.putArray("data");
        objects.list(kind).stream()
                .filter(object -> filters.entrySet().stream().allMatch(filter -> params.find(filter.getKey())
                        .map(object.at(filter.getValue()).asText()::equals).orElse(true)))
                .limit(limit).forEach(data::add);
        return list;
    }

    private ObjectNode intent(ObjectNode intent, StripeParams params) {
        if (params.values().containsValue("latest_charge")) {
            intent.set("latest_charge", objects.chargeOf(intent).orElseThrow());
        }
        return intent;
    }

    /** Repeats the response to an earlier request with the same key. */
    private Change once(Optional<String> key, StripeParams params, Creation creation)
            throws IOException, StripeRejectionException {
        if (key.isEmpty()) {
            return creation.create();
        }
        String id = IDEMPOTENCY + " " + key.get();
        Optional<ObjectNode> earlier = objects.find(id);
        if (earlier.isPresent()) {
            if (!earlier.get().path("request").asText().equals(params.text())) {
                throw new StripeRejectionException(400, "idempotency_error", "idempotency_key_in_use",
                        "Keys for idempotent requests can only be used with the same parameters they were first used with.");
            }
            return new Change((ObjectNode) earlier.get().get("response"), List.of());
        }
        Change change = creation.create();
        objects.put(JsonNodeFactory.instance.objectNode().put("id", id).put("object", IDEMPOTENCY)
                .put("request", params.text()).set("response", change.object()));
        return change;
    }

    private Change openSession(StripeParams params) throws IOException, StripeRejectionException {
        String mode = params.required("mode");
        boolean isPlan = mode.equals("subscription");
        if (!isPlan && !mode.equals("payment")) {
            throw StripeRejectionException.invalid("parameter_invalid", "Invalid mode");
        }
        if (isPlan) {
            params.required(ITEM + "[recurring][interval]");
        }
        long amount = params.number(ITEM + "[unit_amount]") * params.number("line_items[0][quantity]", 1);
        String currency = params.required(ITEM + "[currency]");
        if (amount < 1 || Currency.getAvailableCurrencies().stream()
                .noneMatch(known -> known.getCurrencyCode().toLowerCase(Locale.ROOT).equals(currency))) {
            throw StripeRejectionException.invalid("parameter_invalid", "Invalid price");
        }
        ObjectNode session = objects.create(SESSION, "cs_test").put("mode", mode).put(STATUS, "open")
                .put("payment_status", "unpaid").put("amount_total", amount).put("currency", currency)
                .put("client_reference_id", params.find("client_reference_id").orElse(null))
                .put("success_url", params.required("success_url"))
                .put("cancel_url", params.find("cancel_url").orElse(null))
                .put("expires_at", clock.instant().plus(SESSION_TTL).getEpochSecond()).putNull(INTENT)
                .putNull(SUBSCRIPTION).putNull(INVOICE).putNull("customer");
        session.set(METADATA, params.members(METADATA));
        session.putObject(LOCAL).put("title", params.required(ITEM + "[product_data][name]")).set(METADATA,
                params.members((isPlan ? "subscription_data" : "payment_intent_data") + "[metadata]"));
        return objects.put(withPage(session));
    }

    private Change refund(ObjectNode intent) throws IOException, StripeRejectionException {
        ObjectNode charge = objects.chargeOf(intent).orElseThrow();
        if (charge.path("refunded").asBoolean()) {
            throw StripeRejectionException.invalid("charge_already_refunded", "The charge has already been refunded.");
        }
        if (objects.disputesOf(charge).stream().anyMatch(dispute -> !dispute.path(STATUS).asText().equals("won"))) {
            throw StripeRejectionException.invalid("charge_disputed", "The charge has been disputed.");
        }
        return objects.refund(charge);
    }

    private Change endRenewal(ObjectNode subscription) throws IOException, StripeRejectionException {
        if (StripeObjects.isCanceled(subscription)) {
            throw StripeRejectionException.invalid("resource_missing", "A canceled subscription cannot be updated.");
        }
        return objects.endRenewal(subscription);
    }

    private Change configurePortal(StripeParams params) throws IOException {
        return objects.put(objects.create(CONFIGURATION, "bpc").put(ACTIVE, true).set(METADATA,
                params.members(METADATA)));
    }

    private Change openPortal(StripeParams params) throws IOException, StripeRejectionException {
        get(CONFIGURATION, params.required("configuration"));
        return objects.put(withPage(objects.create(PORTAL, "bps").put("customer", params.required("customer"))
                .put("return_url", params.required("return_url"))));
    }

    private ObjectNode withPage(ObjectNode object) {
        return object.put("url", pages + "/" + object.path("id").asText());
    }
}
