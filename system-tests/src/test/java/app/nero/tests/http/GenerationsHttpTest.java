package app.nero.tests.http;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.lambda.Settings;
import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.Canaries;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.picture.PictureFormat;
import app.nero.picture.SomePictures;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.template.Template;
import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.MultipartForm;
import app.nero.testing.Race;
import app.nero.testing.Some;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generates images over HTTP: with workers, and on a second instance on the same data whose workers are disabled. */
class GenerationsHttpTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static LocalNero nero;
    private static LocalNero idle;
    private static ApiClient api;
    private static ApiClient waiting;
    private static MongoClient mongo;
    private static MongoDatabase database;
    private static String templateId;

    /** Has 3 stars. */
    private final String token = api.signIn(ApiClient.newPhone());

    @BeforeAll
    static void start() throws IOException {
        nero = RunningNero.start(Map.of());
        idle = RunningNero.startBeside(nero, Map.of("NERO_GENERATION_ENABLED", "false"));
        api = new ApiClient(nero);
        waiting = new ApiClient(idle);
        mongo = MongoClients.create(nero.settings().get("MONGODB_URI"));
        database = RunningNero.database(nero, mongo);
        templateId = addTemplate(true);
    }

    @AfterAll
    static void stop() {
        mongo.close();
        idle.close();
        nero.close();
    }

    @Test
    void generatesAnImageFromAPhotoAndATemplate() throws Exception {
        String template = addTemplate(true);
        String request = "{\"type\":\"generate\",\"prompt\":\"a watercolour at dusk\",\"templateId\":\"" + template
                + "\",\"sources\":[" + receipt(upload(token)) + "],\"aspectRatio\":\"3:4\",\"priceVersion\":1}";

        Answer quote = api.post("/generations/quote", token, request);
        Answer submitted = api.post("/generations", token, request, newKey());
        String id = id(submitted);
        JsonNode done = await(id);

        assertEquals(1, quote.data().get("stars").asInt());
        assertEquals(3, quote.data().get("balance").asInt());
        assertEquals("/api/v1/generations/" + id, submitted.header("Location"));
        assertEquals("1", submitted.header("Retry-After"));
        assertEquals(2, submitted.data().at("/stars/balance").asInt());
        assertEquals("succeeded", done.get("status").asText(), done.toString());
        HttpResponse<byte[]> file = fetch(done.at("/image/url").asText());
        assertEquals(200, file.statusCode());
        assertEquals(done.at("/image/bytes").asInt(), file.body().length);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file.body()));
        assertEquals(done.at("/image/width").asInt(), image.getWidth());
        assertEquals(done.at("/image/height").asInt(), image.getHeight());
        assertEquals(0.75, (double) image.getWidth() / image.getHeight(), 0.02);
        JsonNode sources = ((ObjectNode) done).remove("sources");
        assertEquals("subject", sources.at("/0/role").asText());
        assertEquals(200, fetch(sources.at("/0/url").asText()).statusCode());
        assertEquals(done, api.get("/generations?status=succeeded&type=generate&templateId=" + template + "&rootId="
                + id, token).data().at("/generations/0"));
        assertEquals(0, api.get("/generations?status=active", token).data().get("generations").size());
        assertEquals(List.of(-1, 3), amounts(token));
        assertEquals(id, api.get("/stars", token).data().at("/entries/0/generationId").asText());
    }

    @Test
    void tellsAPollingClientOnlyWhatChanged() {
        String id = submit(waiting, token, request());
        Answer first = waiting.get("/generations?status=active", token);
        Answer unchanged = waiting.get("/generations?status=active", token, first.header("ETag"));
        assertEquals(200, cancel(waiting, id).status());
        Answer changed = waiting.get("/generations?status=active", token, first.header("ETag"));

        assertEquals("1", first.header("Retry-After"));
        assertEquals(304, unchanged.status());
        assertEquals("", unchanged.response().body());
        assertEquals("1", unchanged.header("Retry-After"));
        assertEquals(first.header("ETag"), unchanged.header("ETag"));
        assertEquals(200, changed.status());
        assertEquals("", changed.header("Retry-After"));
        assertTrue(changed.header("RateLimit-Policy").startsWith("\"polls\";"), changed.header("RateLimit-Policy"));
    }

    @Test
    void letsABrowserPoll() {
        Answer preflight = api.send(api.request("/generations").header("Origin", nero.url())
                .header("Access-Control-Request-Method", "GET").method("OPTIONS", BodyPublishers.noBody()));
        Answer list = api.get("/generations", token);

        Set<String> allowed = Set.of(preflight.header("Access-Control-Allow-Headers").split(","));
        Set<String> exposed = Set.of(list.header("Access-Control-Expose-Headers").split(","));
        assertTrue(allowed.containsAll(Set.of("Authorization", "Idempotency-Key", "If-None-Match")),
                allowed.toString());
        assertTrue(exposed.containsAll(Set.of("ETag", "Location", "Retry-After")), exposed.toString());
    }

    @Test
    void refundsAGenerationThatFails() throws IOException {
        String id = submit(api, token, "{\"type\":\"generate\",\"templateId\":\"" + addTemplate(false) + "\"}");

        JsonNode failed = await(id, token, answer -> answer.data().at("/generation/refunded").asBoolean());

        assertEquals("failed", failed.get("status").asText(), failed.toString());
        assertEquals("INPUT_UNREADABLE", failed.at("/error/code").asText());
        assertFalse(failed.at("/error/retryable").asBoolean());
        assertEquals(List.of(1, -1, 3), amounts(token));
        assertEquals(3, api.get("/users/me", token).data().at("/user/stars").asInt());
    }

    @Test
    void cancelsAndRefundsAQueuedGeneration() {
        String request = "{\"type\":\"generate\",\"prompt\":\"dusk\",\"sources\":[" + receipt(upload(token)) + "]}";
        String id = submit(waiting, token, request);

        Answer canceled = cancel(waiting, id);
        Answer again = cancel(waiting, id);

        assertEquals(200, canceled.status(), canceled.response().body());
        assertEquals("canceled", canceled.data().at("/generation/status").asText());
        assertTrue(canceled.data().at("/generation/refunded").asBoolean());
        assertEquals(3, canceled.data().at("/stars/balance").asInt());
        assertEquals(canceled.data(), again.data());
        assertEquals(List.of(1, -1, 3), amounts(token));
        assertEquals(202, waiting.post("/generations", token, request, newKey()).status(),
                "The photo can be used again.");
    }

    @Test
    void deletesAResultWithItsImage() throws Exception {
        String id = submit(api, token, request());
        String url = await(id).at("/image/url").asText();

        Answer deleted = api.delete("/generations/" + id, token);

        assertEquals(200, deleted.status(), deleted.response().body());
        assertEquals(404, api.get("/generations/" + id, token).status());
        assertEquals(404, api.delete("/generations/" + id, token).status());
        assertEquals(0, api.get("/generations", token).data().get("generations").size());
        assertEquals(404, fetch(url).statusCode());
        assertEquals(List.of(-1, 3), amounts(token));
    }

    @Test
    void sharesAnImageUntilItsOwnerEndsIt() throws IOException {
        String template = addTemplate(true);
        String prompt = Canaries.note("a secret idea " + UUID.randomUUID());
        String id = submit(api, token,
                "{\"type\":\"generate\",\"prompt\":\"" + prompt + "\",\"templateId\":\"" + template + "\"}");
        JsonNode done = await(id);
        String share = "/generations/" + id + "/share";

        Answer link = api.put(share, token, "{\"visibility\":\"link\"}");
        String slug = link.data().get("slug").asText();
        Answer hidden = shared(slug);
        JsonNode none = results(template);
        Answer open = api.put(share, token, "{\"visibility\":\"public\",\"showPrompt\":true}");
        Answer shown = shared(slug);
        JsonNode listed = results(template);
        Answer ended = api.delete(share, token);

        assertEquals(nero.url() + "/s/" + slug, link.data().get("url").asText());
        assertEquals(link.data(), open.data());
        assertEquals(200, hidden.status(), hidden.response().body());
        assertEquals(done.get("image"), hidden.data().get("picture"));
        assertTrue(hidden.data().get("ai").asBoolean());
        assertEquals("public, max-age=60", hidden.header("Cache-Control"));
        assertFalse(hidden.data().has("prompt"));
        assertEquals(0, none.size());
        assertEquals("link", hidden.data().get("visibility").asText());
        assertEquals(prompt, shown.data().get("prompt").asText());
        assertEquals("public", shown.data().get("visibility").asText());
        assertEquals(shown.data(), listed.get(0));
        assertEquals(200, ended.status());
        assertEquals(404, shared(slug).status());
        assertEquals(0, results(template).size());
    }

    @Test
    void endsTheSharingOfADeletedImage() {
        String id = submit(api, token, request());
        await(id);
        String slug = api.put("/generations/" + id + "/share", token, "{\"visibility\":\"link\"}").data().get("slug")
                .asText();

        api.delete("/generations/" + id, token);

        assertEquals(404, shared(slug).status());
    }

    static Stream<HttpRequest.Builder> ownRoutes() {
        String id = "/generations/6a0f3c0c007b1f2e3d4c5b72";
        return Stream.of(api.request("/generations"), api.request(id), api.request("/stars"),
                api.request(id).DELETE(), api.request(id + "/share").DELETE(),
                api.request(id + "/share").PUT(BodyPublishers.ofString("{}")),
                api.request(id + "/cancel").POST(BodyPublishers.noBody()),
                api.request("/uploads").POST(BodyPublishers.noBody()),
                api.request("/generations").POST(BodyPublishers.noBody()),
                api.request("/generations/quote").POST(BodyPublishers.noBody()));
    }

    @ParameterizedTest
    @MethodSource("ownRoutes")
    void requiresAToken(HttpRequest.Builder request) {
        assertEquals(401, api.send(request).status());
    }

    @Test
    void hidesGenerationsFromOthers() {
        String id = submit(api, token, request());
        JsonNode done = await(id);
        String other = api.signIn(ApiClient.newPhone());

        assertEquals(404, api.get("/generations/" + id, other).status());
        assertEquals(404, api.delete("/generations/" + id, other).status());
        assertEquals(404, api.post("/generations/" + id + "/cancel", other, "").status());
        assertEquals(404, api.put("/generations/" + id + "/share", other, "{\"visibility\":\"public\"}").status());
        assertEquals(404, api.delete("/generations/" + id + "/share", other).status());
        assertEquals(0, api.get("/generations?rootId=" + id, other).data().get("generations").size());
        assertEquals(done, api.get("/generations/" + id, token).data().get("generation"));
    }

    @Test
    void doesNotUseWhatBelongsToOthersOrDoesNotExist() {
        String other = api.signIn(ApiClient.newPhone());
        String parent = submit(api, other, request());
        await(parent, other, answer -> answer.header("Retry-After").isEmpty());
        MultipartForm form = MultipartForm.ofCharacter("Sara", 3);
        String character = api.send(api.request("/characters").header("Authorization", "Bearer " + other)
                .header("Content-Type", form.contentType()).POST(BodyPublishers.ofByteArray(form.bytes()))).data()
                .at("/character/id").asText();
        Map<String, String> members = Map.of(
                "templateId", "\"templateId\":\"" + Some.id() + "\"",
                "parentId", "\"parentId\":\"" + parent + "\"",
                "characterIds", "\"characterIds\":[\"" + character + "\"]",
                "sources", "\"sources\":[" + receipt(upload(other)) + "]");

        members.forEach((field, member) -> {
            String request = "{\"type\":\"generate\",\"prompt\":\"dusk\"," + member + "}";
            for (Answer answer : List.of(api.post("/generations", token, request, newKey()),
                    api.post("/generations/quote", token, request))) {
                assertRefused(404, "NOT_FOUND", answer);
                assertEquals(field, answer.json().at("/errors/0/field").asText());
            }
        });
        assertEquals(List.of(3), amounts(token));
    }

    @Test
    void namesTheReasonOfEachRefusal() {
        String queued = submit(waiting, token, request());
        submit(waiting, token, request());
        Answer notSettled = waiting.delete("/generations/" + queued, token);
        Answer tooMany = waiting.post("/generations", token, request(), newKey());
        Answer priceChanged = waiting.post("/generations", token, request("\"priceVersion\":2"), newKey());
        Answer unavailable = waiting.post("/generations", token, request("\"engine\":\"pro\""), newKey());
        Answer noKey = waiting.post("/generations", token, request());
        Answer tooLarge = waiting.post("/generations", token, request("\"size\":\"4K\""), newKey());
        cancel(waiting, queued);
        String key = newKey();
        waiting.post("/generations", token, request(), key);
        Answer mismatch = waiting.post("/generations", token, request("\"seed\":1"), key);

        assertRefused(409, "NOT_SETTLED", notSettled);
        assertRefused(429, "TOO_MANY_JOBS", tooMany);
        assertRefused(409, "PRICE_CHANGED", priceChanged);
        assertEquals(1, priceChanged.json().at("/price/stars").asInt());
        assertRefused(400, "VALIDATION", unavailable);
        assertEquals("engine", unavailable.json().at("/errors/0/field").asText());
        assertRefused(400, "VALIDATION", noKey);
        assertRefused(400, "VALIDATION", tooLarge);
        assertEquals("size", tooLarge.json().at("/errors/0/field").asText());
        assertRefused(422, "IDEMPOTENCY_MISMATCH", mismatch);
    }

    @Test
    void doesNotCancelAResult() {
        String id = submit(api, token, request());
        await(id);

        assertRefused(409, "TOO_LATE", cancel(api, id));
    }

    @Test
    void tellsTheFourthTimeThatThereAreNoStarsLeft() {
        for (int i = 0; i < 3; i++) {
            await(submit(api, token, request()));
        }
        String key = newKey();

        Answer fourth = api.post("/generations", token, request(), key);
        Answer retry = api.post("/generations", token, request(), key);

        assertRefused(402, "INSUFFICIENT_STARS", fourth);
        assertEquals(0, fourth.json().at("/stars/balance").asInt());
        assertEquals(1, fourth.json().at("/stars/needed").asInt());
        assertRefused(409, "KEY_SPENT", retry);
        assertEquals(List.of(-1, -1, -1, 3), amounts(token));
        assertFalse(api.post("/generations/quote", token, request()).data().get("affordable").asBoolean());
    }

    @Test
    void spendsTheLastStarOnce() {
        List<ApiClient> both = List.of(api, waiting);
        for (int i = 0; i < 2; i++) {
            await(submit(api, token, request()));
        }

        List<Answer> answers = Race.of(2, i -> () -> both.get(i).post("/generations", token, request(), newKey()));

        assertEquals(List.of(202, 402), answers.stream().map(Answer::status).sorted().toList());
        assertEquals(List.of(-1, -1, -1, 3), amounts(token));
    }

    @Test
    void acceptsFiftyIdenticalRequestsOnce() {
        String key = newKey();
        String request = request();
        List<ApiClient> both = List.of(api, waiting);

        List<Answer> answers = Race.of(50, i -> () -> both.get(i % 2).post("/generations", token, request, key));
        Answer later = api.post("/generations", token, request, key);

        assertEquals(202, later.status(), later.response().body());
        for (Answer answer : answers) {
            if (answer.status() == 409) {
                assertRefused(409, "CONFLICT", answer);
                assertEquals("1", answer.header("Retry-After"));
            } else {
                assertEquals(202, answer.status(), answer.response().body());
                assertEquals(later.data(), answer.data());
                assertEquals(later.header("Location"), answer.header("Location"));
                assertEquals(later.header("Retry-After"), answer.header("Retry-After"));
            }
        }
        assertEquals(1, database.getCollection("generatedImages")
                .countDocuments(new Document("userId", new ObjectId(userId()))));
        assertEquals(List.of(-1, 3), amounts(token));
    }

    @Test
    void usesAPhotoInOneGenerationAtATime() {
        String request = "{\"type\":\"generate\",\"prompt\":\"dusk\",\"sources\":[" + receipt(upload(token)) + "]}";

        List<Answer> answers = Race.of(2, _ -> () -> waiting.post("/generations", token, request, newKey()));

        assertEquals(List.of(202, 404), answers.stream().map(Answer::status).sorted().toList());
        assertEquals(List.of(-1, 3), amounts(token));
    }

    @Test
    void editsTheResultOfAnEarlierGeneration() {
        String parent = submit(api, token, request());
        await(parent);

        JsonNode edited = await(submit(api, token,
                "{\"type\":\"edit\",\"prompt\":\"as a mosaic\",\"parentId\":\"" + parent + "\"}"));

        assertEquals("succeeded", edited.get("status").asText(), edited.toString());
        assertEquals(parent, edited.get("parentId").asText());
        assertEquals(parent, edited.get("rootId").asText());
        assertEquals(2, api.get("/generations?rootId=" + parent, token).data().get("generations").size());
        assertEquals(1, api.get("/generations?type=edit", token).data().get("generations").size());
    }

    @Test
    void listsThePagesOfGenerationsAndStars() {
        String first = submit(waiting, token, request());
        cancel(waiting, first);
        String second = submit(waiting, token, request());

        Answer page = api.get("/generations?limit=1", token);
        String nextCursor = page.data().get("nextCursor").asText();
        Answer next = api.get("/generations?limit=1&cursor=" + nextCursor, token);
        Answer foreign = api.get("/stars?cursor=" + nextCursor, token);

        assertEquals(Set.of(first, second), Set.of(page.data().at("/generations/0/id").asText(),
                next.data().at("/generations/0/id").asText()));
        assertTrue(next.data().get("nextCursor").isNull());
        assertRefused(400, "VALIDATION", foreign);
        List<Integer> amounts = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode stars = api.get("/stars?limit=1" + cursor, token).data();
            amounts.add(stars.at("/entries/0/amount").asInt());
            cursor = stars.get("nextCursor").isNull() ? "" : "&cursor=" + stars.get("nextCursor").asText();
        } while (!cursor.isEmpty());
        assertEquals(List.of(-1, 1, -1, 3), amounts);
    }

    @Test
    void listsTheEnginesForGuests() {
        Answer answer = api.send(api.request("/engines"));
        Answer again = api.send(api.request("/engines").header("If-None-Match", answer.header("ETag")));

        assertEquals("standard", answer.data().at("/engines/0/id").asText());
        assertEquals(1, answer.data().at("/engines/0/stars/1K").asInt());
        assertEquals(304, again.status());
    }

    /** @param hasPicture whether the template's picture exists in the store */
    private static String addTemplate(boolean hasPicture) throws IOException {
        CloudinaryImageStore store = new CloudinaryImageStore(new Settings(nero.settings()).cloudinary());
        try (MongoConnection connection = MongoConnection.open(nero.settings().get("MONGODB_URI"))) {
            Template plain = aTemplate().build();
            String url = store.put(plain.publicId(), Some.picture(PictureFormat.JPEG, 40, 30)).url();
            if (!hasPicture) {
                store.remove(plain.publicId());
            }
            new MongoTemplates(connection).add(
                    Template.first(plain.id(), url, plain.publicId(), plain.content(), plain.createdAt()));
            return plain.id().value();
        } finally {
            store.release();
        }
    }

    /** Uploads a photo to the picture host like a browser does, and returns the host's response. */
    private static JsonNode upload(String owner) {
        Answer granted = api.post("/uploads", owner, "{\"count\":1}");
        assertEquals(201, granted.status(), granted.response().body());
        JsonNode upload = granted.data().at("/uploads/0");
        MultipartForm form = new MultipartForm();
        upload.get("fields").properties().forEach(field -> form.text(field.getKey(), field.getValue().asText()));
        form.file("file", "me.jpg", SomePictures.jpeg(40, 30, 1));
        Answer answer = api.send(HttpRequest.newBuilder(URI.create(upload.get("uploadUrl").asText()))
                .header("Content-Type", form.contentType()).POST(BodyPublishers.ofByteArray(form.bytes())));
        assertEquals(200, answer.status(), answer.response().body());
        return answer.json();
    }

    private static String receipt(JsonNode uploaded) {
        return "{\"publicId\":" + uploaded.get("public_id") + ",\"version\":" + uploaded.get("version")
                + ",\"signature\":" + uploaded.get("signature") + "}";
    }

    /** A request that needs no upload. */
    private static String request() {
        return request("\"size\":\"1K\"");
    }

    /** A request that needs no upload, with another member. */
    private static String request(String member) {
        return "{\"type\":\"generate\",\"prompt\":\"dusk\",\"templateId\":\"" + templateId + "\"," + member + "}";
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    private static String submit(ApiClient client, String owner, String request) {
        return id(client.post("/generations", owner, request, newKey()));
    }

    private static String id(Answer submitted) {
        assertEquals(202, submitted.status(), submitted.response().body());
        return submitted.data().at("/generation/id").asText();
    }

    private Answer cancel(ApiClient client, String id) {
        return client.send(client.request("/generations/" + id + "/cancel").header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.noBody()));
    }

    private static Answer shared(String slug) {
        return api.send(api.request("/shared/" + slug));
    }

    private static JsonNode results(String template) {
        return api.send(api.request("/templates/" + template + "/results")).data().get("results");
    }

    /** Polls until the generation has ended. */
    private JsonNode await(String id) {
        return await(id, token, answer -> answer.header("Retry-After").isEmpty());
    }

    private static JsonNode await(String id, String owner, Predicate<Answer> isEnough) {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            Answer answer = api.get("/generations/" + id, owner);
            if (answer.status() != 200 || isEnough.test(answer) || Instant.now().isAfter(end)) {
                return answer.data().get("generation");
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** The movements of stars, the newest first. */
    private static List<Integer> amounts(String owner) {
        return api.get("/stars", owner).data().get("entries").valueStream().map(entry -> entry.get("amount").asInt())
                .toList();
    }

    private String userId() {
        String claims = new String(Base64.getUrlDecoder().decode(token.split("[.]")[1]), StandardCharsets.UTF_8);
        return claims.replaceAll(".*\"sub\":\"([0-9a-f]+)\".*", "$1");
    }

    private static void assertRefused(int status, String code, Answer answer) {
        assertEquals(status, answer.status(), answer.response().body());
        assertEquals(code, answer.code());
    }

    private static HttpResponse<byte[]> fetch(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
        }
    }
}
