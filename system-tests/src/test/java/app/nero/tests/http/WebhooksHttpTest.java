package app.nero.tests.http;

import static app.nero.template.TemplateBuilder.aTemplate;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.kernel.Id;
import app.nero.lambda.Settings;
import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.Canaries;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.picture.PictureFormat;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.template.Template;
import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.Race;
import app.nero.testing.Some;
import app.nero.testing.Webhooks;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sends webhooks for generations that wait, because the instance that accepts them has no workers. */
class WebhooksHttpTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** As Replicate sends it: the prediction quotes the prompt, which no output may contain. */
    private static final String BODY = "{\"id\":\"p1\",\"status\":\"succeeded\",\"input\":{\"prompt\":\""
            + Canaries.note("a secret idea " + UUID.randomUUID()) + "\"}}";

    private static LocalNero nero;
    private static LocalNero idle;
    private static ApiClient api;
    private static ApiClient waiting;
    private static Id templateId;

    /** Has 3 stars. */
    private final String token = api.signIn(ApiClient.newPhone());

    @BeforeAll
    static void start() {
        Canaries.note(RunningNero.WEBHOOK_SECRET);
        nero = RunningNero.start(Map.of());
        idle = RunningNero.startBeside(nero, Map.of("NERO_GENERATION_ENABLED", "false"));
        api = new ApiClient(nero);
        waiting = new ApiClient(idle);
        templateId = addTemplate();
    }

    @AfterAll
    static void stop() {
        idle.close();
        nero.close();
    }

    @Test
    void tellsAWorkerAboutAGeneration() {
        String id = submit();

        Answer answer = send(id, signed("msg_1", Instant.now()), BODY);

        assertEquals(200, answer.status(), answer.response().body());
        assertEquals("succeeded", await(id).get("status").asText());
        assertEquals(2, balance());
    }

    @Test
    void makesOneImageForWebhooksThatAreDuplicatedAndReordered() {
        String first = submit();
        String second = submit();
        Map<String, String> webhook = signed("msg_2", Instant.now());
        List<String> targets = List.of(second, first, second, second, first, first, second, first);

        List<Integer> statuses = Race.of(targets.size(),
                i -> () -> send(targets.get(i), webhook, BODY).status());
        JsonNode one = await(first);
        JsonNode other = await(second);
        // After the end, a webhook finds nothing to do.
        assertEquals(200, send(first, webhook, BODY).status());
        assertEquals(200, send(Some.id().value(), webhook, BODY).status());

        assertEquals(List.of(200), statuses.stream().distinct().toList());
        assertEquals(List.of("succeeded", "succeeded"),
                List.of(one.get("status").asText(), other.get("status").asText()));
        assertEquals(1, balance());
        assertEquals(one, await(first));
        assertEquals(3, api.get("/stars", token).data().get("entries").size());
    }

    @Test
    void ignoresWebhooksThatAreNotSigned() {
        String id = submit();
        Instant now = Instant.now();

        List<Answer> refused = List.of(send(id, Map.of(), BODY), send(id, signed("msg_3", now), "{}"),
                send(id, signed("msg_3", now.minusSeconds(302)), BODY),
                send(id, signed("msg_3", now.plusSeconds(330)), BODY));

        refused.forEach(answer -> {
            assertEquals(401, answer.status());
            assertEquals("UNAUTHORIZED", answer.code());
        });
        assertEquals("queued", waiting.get("/generations/" + id, token).data().at("/generation/status").asText());
    }

    @Test
    void refusesABadIdAndALargeBody() {
        Map<String, String> large = Webhooks.signed(RunningNero.WEBHOOK_SECRET, "msg_4", Instant.now(), new byte[0]);

        assertEquals(400, send("1", signed("msg_4", Instant.now()), BODY).status());
        assertEquals(413, send(Some.id().value(), large, "a".repeat(1024 * 1024 + 1)).status());
    }

    @Test
    void hasNoRouteWithoutASecret() {
        try (LocalNero without = RunningNero.startBeside(nero, Map.of("REPLICATE_WEBHOOK_SECRET", ""))) {
            Answer answer = new ApiClient(without)
                    .send(request(new ApiClient(without), Some.id().value(), signed("msg_5", Instant.now()), BODY));

            assertEquals(404, answer.status());
        }
    }

    private static Map<String, String> signed(String id, Instant now) {
        return Webhooks.signed(RunningNero.WEBHOOK_SECRET, id, now, BODY.getBytes(UTF_8));
    }

    private static Answer send(String id, Map<String, String> headers, String body) {
        return api.send(request(api, id, headers, body));
    }

    private static HttpRequest.Builder request(ApiClient client, String id, Map<String, String> headers, String body) {
        HttpRequest.Builder request = client.request("/webhooks/replicate/" + id)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return request;
    }

    private String submit() {
        Answer submitted = waiting.post("/generations", token,
                "{\"type\":\"generate\",\"templateId\":\"" + templateId + "\"}", UUID.randomUUID().toString());
        assertEquals(202, submitted.status(), submitted.response().body());
        return submitted.data().at("/generation/id").asText();
    }

    /** Polls until the generation has ended. */
    private JsonNode await(String id) {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            Answer answer = api.get("/generations/" + id, token);
            if (answer.header("Retry-After").isEmpty() || Instant.now().isAfter(end)) {
                return answer.data().get("generation");
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private int balance() {
        return api.get("/stars", token).data().get("balance").asInt();
    }

    private static Id addTemplate() {
        Template template = aTemplate().build();
        CloudinaryImageStore store = new CloudinaryImageStore(new Settings(nero.settings()).cloudinary());
        try (MongoConnection mongo = MongoConnection.open(nero.settings().get("MONGODB_URI"))) {
            String url = store.put(template.publicId(), Some.picture(PictureFormat.JPEG, 40, 30)).url();
            new MongoTemplates(mongo).add(Template.first(template.id(), url, template.publicId(), template.content(),
                    template.createdAt()));
            return template.id();
        } finally {
            store.release();
        }
    }
}
