package app.nero.functions.webhooks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.InMemoryJobQueue;
import app.nero.generation.InMemoryJobQueue.Sent;
import app.nero.generation.JobHint;
import app.nero.generation.JobQueue;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.testing.Answer;
import app.nero.testing.MutableClock;
import app.nero.testing.ProxyEvents;
import app.nero.testing.Some;
import app.nero.testing.Webhooks;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksHandlerTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OLD_SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    /** As Replicate sends it: the prediction quotes the prompt. */
    private static final String BODY = "{\"id\":\"p1\",\"status\":\"succeeded\",\"input\":{\"prompt\":\"canary é\"}}";
    private static final String ROUTE = "/v1/webhooks/replicate/{id}";

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryJobQueue queue = new InMemoryJobQueue(clock);
    private final WebhooksHandler handler = handler(SECRET, queue);
    private final Id id = Some.id();
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
    void sendsAHintForASignedWebhookAndKeepsItsBodyOutOfTheLog() {
        Answer answer = send(signed(BODY));

        assertEquals(200, answer.status());
        assertEquals("{\"status\":\"success\",\"message\":\"Webhook received\"}", answer.body());
        assertEquals(List.of(new Sent(JobHint.ofUnknownUser(id), clock.instant())), queue.all());
        assertTrue(log().contains("\"WebhooksAccepted\":1"), log());
        assertFalse(log().contains("canary"), log());
    }

    @Test
    void readsABodyThatTheGatewayEncoded() {
        ProxyEvents event = event().base64(Base64.getEncoder().encodeToString(BODY.getBytes(UTF_8)));
        headers(BODY).forEach(event::header);

        assertEquals(200, send(event).status());
        assertEquals(1, queue.all().size());
    }

    @Test
    void acceptsBothSecretsDuringARotation() {
        for (String secrets : List.of(SECRET + "," + OLD_SECRET, OLD_SECRET + ", " + SECRET)) {
            assertEquals(200, Answer.of(handler(secrets, queue), signed(BODY)).status());
        }
        assertEquals(401, Answer.of(handler(OLD_SECRET, queue), signed(BODY)).status());
    }

    @Test
    void returnsTheSameErrorForEachBadSignatureAndLogsTheReason() {
        Answer wrong = send(signed("{}").json(BODY));
        Answer missing = send(event().json(BODY));
        ProxyEvents signed = signed(BODY);
        clock.advance(Duration.ofSeconds(301));
        Answer stale = send(signed);

        assertEquals(401, wrong.status());
        assertEquals("UNAUTHORIZED", wrong.code());
        assertEquals(wrong, missing);
        assertEquals(wrong, stale);
        assertEquals(List.of(), queue.all());
        assertEquals(List.of("wrong", "missing", "stale"), reasons());
        assertFalse(log().contains("canary"), log());
    }

    @Test
    void looksAtTheIdOnlyAfterTheSignature() {
        for (String bad : List.of("", "1", "6A0F3C0C007B1F2E3D4C5B70", id.value() + "0", "../" + id.value())) {
            ProxyEvents forged = ProxyEvents.a("POST", ROUTE).path("id", bad).json(BODY);
            assertEquals(401, send(forged).status(), bad);

            headers(BODY).forEach(forged::header);
            Answer answer = send(forged);

            assertEquals(400, answer.status(), bad);
            assertTrue(answer.body().contains("{\"field\":\"id\","), answer.body());
        }
        assertEquals(List.of(), queue.all());
    }

    @Test
    void refusesABodyOfMoreThanOneMebibyte() {
        String largest = "a".repeat(WebhooksHandler.MAX_BODY_BYTES);

        assertEquals(200, send(signed(largest)).status());
        Answer answer = send(signed(largest + "a"));

        assertEquals(413, answer.status());
        assertEquals("PAYLOAD_TOO_LARGE", answer.code());
        assertEquals(1, queue.all().size());
    }

    @Test
    void asksTheSenderToRepeatAWebhookIfTheQueueIsDown() {
        JobQueue down = (_, _) -> {
            throw new UnavailableException(Service.QUEUE, new IllegalStateException("canary"));
        };

        Answer answer = Answer.of(handler(SECRET, down), signed(BODY));

        assertEquals(503, answer.status());
        assertEquals("ENGINE_UNAVAILABLE", answer.code());
        assertEquals("1", answer.headers().get("Retry-After"));
        assertFalse(log().contains("WebhooksAccepted"), log());
        assertFalse(log().contains("canary"), log());
    }

    @Test
    void hasNoRouteWithoutASecret() {
        Answer answer = Answer.of(handler("", queue), signed(BODY));

        assertEquals(404, answer.status());
        assertEquals(List.of(), queue.all());
    }

    /** 250 of each kind. A replayed webhook may name another generation: the signature does not cover the URL. */
    @Test
    void sendsNothingButHintsForAThousandForgedStaleReplayedAndEncodedWebhooks() {
        Map<String, String> valid = headers(BODY);
        List<JobHint> hints = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            Map<String, String> forged = new HashMap<>(valid);
            forged.put("webhook-signature",
                    Webhooks.signed(OLD_SECRET, "msg_" + i, clock.instant(), BODY.getBytes(UTF_8))
                            .get("webhook-signature"));
            Instant otherTime = clock.instant().plusSeconds(i % 2 == 0 ? 302 + i : -302 - i);
            Map<String, String> stale = Webhooks.signed(SECRET, "msg_" + i, otherTime, BODY.getBytes(UTF_8));
            String encoded = switch (i % 4) {
                case 0 -> Base64.getEncoder().encodeToString(BODY.getBytes(UTF_8));
                case 1 -> BODY.replace("é", "\\u00e9");
                case 2 -> BODY.replace(",", ", ");
                default -> new String(BODY.getBytes(UTF_8), ISO_8859_1);
            };
            Id other = Some.id();
            hints.add(JobHint.ofUnknownUser(other));

            assertEquals(401, send(with(forged, id, BODY)).status());
            assertEquals(401, send(with(stale, id, BODY)).status());
            assertEquals(401, send(with(valid, id, encoded)).status());
            assertEquals(200, send(with(valid, other, BODY)).status());
        }

        assertEquals(hints, queue.all().stream().map(Sent::hint).toList());
        assertFalse(log().contains("canary"));
    }

    /** No database, no throttles: the function has neither. */
    private WebhooksHandler handler(String secrets, JobQueue to) {
        Settings settings = new Settings(
                Map.of("NERO_WEB_ORIGIN", "https://nero.example", "REPLICATE_WEBHOOK_SECRET", secrets));
        return new WebhooksHandler(new Wiring(settings, clock, Optional.empty(), Optional.of(to)));
    }

    private Answer send(ProxyEvents event) {
        return Answer.of(handler, event);
    }

    private ProxyEvents event() {
        return ProxyEvents.a("POST", ROUTE).path("id", id.value());
    }

    private ProxyEvents signed(String body) {
        return with(headers(body), id, body);
    }

    private static ProxyEvents with(Map<String, String> headers, Id id, String body) {
        ProxyEvents event = ProxyEvents.a("POST", ROUTE).path("id", id.value()).json(body);
        headers.forEach(event::header);
        return event;
    }

    private Map<String, String> headers(String body) {
        return Webhooks.signed(SECRET, "msg_1", clock.instant(), body.getBytes(UTF_8));
    }

    private String log() {
        return console.toString(UTF_8);
    }

    private List<String> reasons() {
        return log().lines().filter(line -> line.contains("\"event\":\"WebhooksRefused\""))
                .map(line -> line.replaceAll(".*\"reason\":\"(\\w+)\".*", "$1")).toList();
    }
}
