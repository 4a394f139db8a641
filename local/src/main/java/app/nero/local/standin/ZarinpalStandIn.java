package app.nero.local.standin;

import app.nero.kernel.Id;
import app.nero.local.gateway.SameOrigin;
import app.nero.payment.Money;
import app.nero.payment.PaymentProvider;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A local replacement for Zarinpal's payment API, version 4. {@link #PATH} is the base URL. Like Zarinpal it has no webhooks: a
 * payment is reported only by the browser that returns.
 */
final class ZarinpalStandIn implements PaymentStandIn {

    static final String PATH = "/_local/zarinpal";

    private static final String API = PATH + "/pg/v4/payment/";
    private static final String START = PATH + "/pg/StartPay/";
    private static final String KIND = "zarinpal";
    private static final int AUTHORITY_DIGITS = 35;
    private static final int MAX_BODY = 16 * 1024;
    private static final int MIN_RIALS = 10_000;

    private static final String OPEN = "open";
    private static final String PAID = "paid";
    private static final String VERIFIED = "verified";
    private static final String CANCELED = "canceled";

    private static final int SUCCESS = 100;
    private static final int ALREADY_VERIFIED = 101;
    private static final int INVALID = -9;
    private static final int UNKNOWN_MERCHANT = -10;
    private static final int OTHER_AMOUNT = -50;
    private static final int NOT_PAID = -51;
    private static final int UNKNOWN_AUTHORITY = -54;

    private final StoredObjects objects;
    private final String merchantId;
    private final Clock clock;
    private final SecureRandom random;
    private final JsonMapper json = new JsonMapper();
    private final BuyerBrowser browser = new BuyerBrowser();

    ZarinpalStandIn(StoredObjects objects, String merchantId, Clock clock, SecureRandom random) {
        this.objects = objects;
        this.merchantId = merchantId;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Map<String, HttpHandler> handlers() {
        return Map.of(API, SameOrigin.only(this::api), START, ZarinpalStandIn::start);
    }

    private static void start(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authority = exchange.getRequestURI().getRawPath().substring(START.length());
            exchange.getResponseHeaders().set("Location", PaymentPages.PATH + "/" + authority);
            exchange.sendResponseHeaders(302, -1);
        }
    }

    private void api(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request;
            try {
                request = json.readTree(exchange.getRequestBody().readNBytes(MAX_BODY));
            } catch (JsonProcessingException _) {
                request = json.missingNode();
            }
            ObjectNode answer = answer(exchange.getRequestURI().getPath().substring(API.length()), request);
            JsonResponse.send(exchange, answer.path("data").isObject() ? 200 : 401, answer);
        }
    }

    private synchronized ObjectNode answer(String method, JsonNode request) throws IOException {
        if (!request.path("merchant_id").asText().equals(merchantId)) {
            return failed(UNKNOWN_MERCHANT);
        }
        return switch (method) {
            case "request.json" -> request(request);
            case "verify.json" -> verify(request);
            default -> failed(INVALID);
        };
    }

    private ObjectNode request(JsonNode request) throws IOException {
        boolean isValid = request.path("amount").isIntegralNumber() && request.path("amount").asLong() >= MIN_RIALS
                && request.path("currency").asText().equals("IRR") && !request.path("description").asText().isBlank()
                && request.path("callback_url").asText().matches("https?://\\S+");
        if (!isValid) {
            return failed(INVALID);
        }
        String authority = "A" + random.ints(AUTHORITY_DIGITS, 0, 10).mapToObj(Integer::toString)
                .collect(Collectors.joining());
        objects.put(json.createObjectNode().put("id", authority).put("object", KIND)
                .put("amount", request.path("amount").asLong()).put("currency", "IRR")
                .put("description", request.path("description").asText())
                .put("callback_url", request.path("callback_url").asText()).put("status", OPEN)
                .put("created", clock.instant().getEpochSecond()));
        return succeeded(SUCCESS, data -> data.put("authority", authority).put("fee_type", "Merchant"));
    }

    /** Zarinpal keeps the money from the first verification on. */
    private ObjectNode verify(JsonNode request) throws IOException {
        Optional<ObjectNode> found = objects.find(request.path("authority").asText());
        if (found.isEmpty()) {
            return failed(UNKNOWN_AUTHORITY);
        }
        ObjectNode payment = found.get();
        if (payment.path("amount").asLong() != request.path("amount").asLong()) {
            return failed(OTHER_AMOUNT);
        }
        return switch (payment.path("status").asText()) {
            case PAID -> {
                objects.put(payment.put("status", VERIFIED));
                yield succeeded(SUCCESS, data -> data.put("card_pan", "502229******5995").put("ref_id", 201));
            }
            case VERIFIED -> succeeded(ALREADY_VERIFIED,
                    data -> data.put("card_pan", "502229******5995").put("ref_id", 201));
            default -> failed(NOT_PAID);
        };
    }

    private ObjectNode succeeded(int code, Consumer<ObjectNode> members) {
        ObjectNode answer = json.createObjectNode();
        members.accept(answer.putObject("data").put("code", code).put("message", "Success").put("fee", 0));
        answer.putArray("errors");
        return answer;
    }

    private ObjectNode failed(int code) {
        ObjectNode answer = json.createObjectNode();
        answer.putArray("data");
        answer.putObject("errors").put("code", code).put("message", "Failed").putArray("validations");
        return answer;
    }

    @Override
    public List<StandInPayment> list() {
        return objects.list(KIND).stream().map(ZarinpalStandIn::view).toList();
    }

    @Override
    public Optional<StandInPayment> find(String ref) {
        return objects.find(ref).map(ZarinpalStandIn::view);
    }

    @Override
    public Optional<String> findRef(Id paymentId) {
        return objects.list(KIND).stream()
                .filter(object -> object.path("callback_url").asText().endsWith("payment=" + paymentId))
                .map(object -> object.path("id").asText()).findFirst();
    }

    private static StandInPayment view(ObjectNode payment) {
        StandInPayment.State state = switch (payment.path("status").asText()) {
            case OPEN -> StandInPayment.State.OPEN;
            case CANCELED -> StandInPayment.State.CANCELED;
            default -> StandInPayment.State.PAID;
        };
        List<BuyerAction> actions = state == StandInPayment.State.OPEN
                ? BuyerAction.ON_OPEN_PAYMENT
                : List.of();
        return new StandInPayment(payment.path("id").asText(), PaymentProvider.ZARINPAL,
                payment.path("description").asText(), new Money(payment.path("amount").asLong(), "IRR"), state,
                Instant.ofEpochSecond(payment.path("created").asLong()), actions);
    }

    @Override
    public Optional<URI> act(String ref, BuyerAction action) throws IOException {
        URI callback;
        synchronized (this) {
            if (find(ref).filter(payment -> payment.offers(action)).isEmpty()) {
                return Optional.empty();
            }
            boolean gaveUp = action == BuyerAction.CANCEL;
            ObjectNode payment = objects.find(ref).orElseThrow().put("status", gaveUp ? CANCELED : PAID);
            objects.put(payment);
            String url = payment.path("callback_url").asText();
            callback = URI.create(url + (url.contains("?") ? "&" : "?") + "Authority=" + ref + "&Status="
                    + (gaveUp ? "NOK" : "OK"));
        }
        if (action == BuyerAction.PAY_TWICE) {
            browser.open(callback);
        }
        return action == BuyerAction.PAY_AND_LEAVE ? Optional.empty() : Optional.of(callback);
    }
}
