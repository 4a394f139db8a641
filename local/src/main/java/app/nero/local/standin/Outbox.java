package app.nero.local.standin;

import app.nero.local.gateway.SameOrigin;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A local replacement for Twilio. Accepts SMS like Twilio's REST API, keeps the last 1,000 and lists them. Sends nothing.
 *
 * <p>{@link #TWILIO_PATH} is the base URL for the Twilio SDK. {@link #LIST_PATH} lists the SMS, optionally of one phone number
 * ({@code ?phoneNumber=+…}).
 */
public final class Outbox {

    /** Path prefix of {@code 2010-04-01/Accounts/{sid}/Messages.json}. */
    public static final String TWILIO_PATH = "/_local/twilio/";

    public static final String LIST_PATH = "/_local/outbox";

    private static final int CAPACITY = 1_000;
    private static final DateTimeFormatter SENT_AT = DateTimeFormatter
            .ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter RFC_2822 = DateTimeFormatter
            .ofPattern("EEE, dd MMM uuuu HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    public record Sms(String to, String body, Instant sentAt) {}

    private record ListedSms(String to, String body, String sentAt) {}

    private final Clock clock;
    private final Consumer<Sms> listener;
    private final Deque<Sms> newestFirst = new ArrayDeque<>();
    private final JsonMapper json = new JsonMapper();

    /** @param listener called with each SMS after it is stored, on the thread of the request */
    public Outbox(Clock clock, Consumer<Sms> listener) {
        this.clock = clock;
        this.listener = listener;
    }

    public Map<String, HttpHandler> handlers() {
        return Map.of(TWILIO_PATH, SameOrigin.only(this::twilio), LIST_PATH, this::list);
    }

    public List<Sms> messages() {
        synchronized (newestFirst) {
            return List.copyOf(newestFirst);
        }
    }

    private void twilio(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().substring(TWILIO_PATH.length()).split("/");
            boolean isMessages = path.length == 4 && path[1].equals("Accounts") && path[3].equals("Messages.json");
            if (!isMessages || !exchange.getRequestMethod().equals("POST")) {
                answer(exchange, 404, problem(20404, "The requested resource was not found", 404));
                return;
            }
            Map<String, String> form = UploadForm
                    .encoded(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (!form.containsKey("To") || !form.containsKey("Body")) {
                answer(exchange, 400, problem(21604, "'To' and 'Body' are required", 400));
                return;
            }
            Sms sms = new Sms(form.get("To"), form.get("Body"), clock.instant().truncatedTo(ChronoUnit.MILLIS));
            add(sms);
            answer(exchange, 201, message(sms, path[2], form));
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        try (exchange) {
            // Form decoding turns a raw + into a space. Phone numbers have no spaces, so turn it back.
            Optional<String> phone = Optional.ofNullable(UploadForm.query(exchange).get("phoneNumber"))
                    .map(number -> number.replace(' ', '+'));
            answer(exchange, 200,
                    Map.of("messages", messages().stream().filter(sms -> phone.map(sms.to()::equals).orElse(true))
                            .map(sms -> new ListedSms(sms.to(), sms.body(), SENT_AT.format(sms.sentAt()))).toList()));
        }
    }

    private void add(Sms sms) {
        synchronized (newestFirst) {
            newestFirst.addFirst(sms);
            if (newestFirst.size() > CAPACITY) {
                newestFirst.removeLast();
            }
        }
        listener.accept(sms);
    }

    /** A message resource with the members that Twilio returns. */
    private ObjectNode message(Sms sms, String account, Map<String, String> form) {
        String sid = "SM" + UUID.randomUUID().toString().replace("-", "");
        String date = RFC_2822.format(sms.sentAt());
        ObjectNode message = json.createObjectNode().put("account_sid", account).put("api_version", "2010-04-01")
                .put("body", sms.body()).put("date_created", date).putNull("date_sent").put("date_updated", date)
                .put("direction", "outbound-api").putNull("error_code").putNull("error_message")
                .put("from", form.get("From")).put("messaging_service_sid", form.get("MessagingServiceSid"))
                .put("num_media", "0").put("num_segments", "1").putNull("price").put("price_unit", "USD")
                .put("sid", sid).put("status", "queued").put("to", sms.to())
                .put("uri", "/2010-04-01/Accounts/" + account + "/Messages/" + sid + ".json");
        message.putObject("subresource_uris");
        return message;
    }

    private static Map<String, Object> problem(int code, String text, int status) {
        return Map.of("code", code, "message", text, "more_info", "https://www.twilio.com/docs/errors/" + code,
                "status",
                status);
    }

    private void answer(HttpExchange exchange, int status, Object body) throws IOException {
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Cross-Origin-Resource-Policy", "same-origin");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        JsonResponse.send(exchange, status, body);
    }
}
