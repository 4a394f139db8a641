package app.nero.tests.faults;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.EngineJob;
import app.nero.generation.EngineOutcome;
import app.nero.generation.FailureCode;
import app.nero.generation.ScriptedEngine;
import app.nero.generation.TimeLimitedEngine;
import app.nero.lambda.Settings;
import app.nero.local.LocalNero;
import app.nero.local.LocalNero.Replacements;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.picture.PictureFormat;
import app.nero.picture.SomePictures;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.template.Template;
import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.MultipartForm;
import app.nero.testing.Some;
import app.nero.tests.support.FaultyPictureHost;
import app.nero.tests.support.FaultyPictureHost.Fault;
import app.nero.tests.support.FaultyProxy;
import app.nero.tests.support.FaultyQueue;
import app.nero.tests.support.ProxiedNero;
import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoCollection;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generations over HTTP while the database, the queue, the image store or the engine fails. Each is accepted once or not at all, and
 * ends with an image or with a refund.
 */
@Tag("slow")
@Timeout(120)
class GenerationFaultsTest {

    private static final Set<String> ACTIVE = Set.of("queued", "running");

    private static final List<String> UNFINISHED = List.of("draft", "queued", "running");

    /** Only an engine that hangs reaches it. */
    private static final Duration ENGINE_LIMIT = Duration.ofSeconds(1);

    /** What one bit for each pixel of {@link SomePictures#bomb} takes. */
    private static final long DECODED_BYTES = 30_000L * 30_000 / 8;

    private static final ScriptedEngine ENGINE = new ScriptedEngine();
    private static final FaultyQueue QUEUE = new FaultyQueue();

    private static LocalNero direct;
    private static FaultyPictureHost pictures;
    private static ProxiedNero proxied;
    private static FaultyProxy proxy;
    private static ApiClient api;
    /** Reads what is stored, whether the instance that is tested has recovered or not. */
    private static ApiClient reader;
    private static MongoCollection<Document> rows;
    private static String request;

    /** Has 3 stars. */
    private final String token = reader.signIn(ApiClient.newPhone());
    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws IOException {
        Replacements replacements = new Replacements(QUEUE,
                Optional.of(new TimeLimitedEngine(ENGINE, ENGINE_LIMIT)));
        direct = RunningNero.start(Map.of(), replacements);
        pictures = new FaultyPictureHost(direct.settings().get("CLOUDINARY_URL"));
        proxied = ProxiedNero.startBeside(direct, Map.of("CLOUDINARY_URL", pictures.cloudinaryUrl()), replacements);
        proxy = proxied.proxy();
        api = proxied.api();
        reader = new ApiClient(direct);
        rows = proxied.database().getCollection("generatedImages");
        request = "{\"type\":\"generate\",\"prompt\":\"dusk\",\"templateId\":\"" + addTemplate() + "\"}";
    }

    @AfterAll
    static void stop() {
        proxied.close();
        pictures.close();
        direct.close();
    }

    @BeforeEach
    void makeImages() {
        ENGINE.answering(ScriptedEngine.IMAGE);
    }

    @AfterEach
    void recover() {
        proxy.recover();
        pictures.recover();
        QUEUE.recover();
        // A request on a connection that broke fails, and makes the driver open new ones.
        api.get("/generations", token);
    }

    @ParameterizedTest
    @EnumSource(value = Outage.class, names = {"REFUSES_CONNECTIONS", "DISCONNECTS"})
    void acceptsNothingWhileTheDatabaseIsDown(Outage outage) {
        outage.begin(proxy);
        Answer during = submit();
        proxy.recover();

        assertRefused(503, "DATABASE_UNAVAILABLE", during);
        assertEquals(List.of(), list());
        assertEquals(List.of(3), amounts());
        assertSucceedsAfterOutage(submit());
    }

    /** The steps of an accepted request in the database. */
    private static final String STEPS = """
        insert idempotencyKeys, false
        insert idempotencyKeys, true
        find users, false
        findAndModify throttles generation-total, false
        findAndModify throttles generation-total, true
        insert generatedImages, false
        insert generatedImages, true
        insert starsLedger, false
        insert starsLedger, true
        update users, false
        update users, true
        findAndModify generatedImages, false
        findAndModify generatedImages, true
        update idempotencyKeys, false
        update idempotencyKeys, true
        """;

    @ParameterizedTest
    @CsvSource(textBlock = STEPS)
    void continuesARequestOfWhichOneStepFailed(String step, boolean executed) {
        failing(step, executed);

        Answer retry = submit();
        if (retry.status() == 409) {
            assertRefused(409, "CONFLICT", retry);
            endHold();
            retry = submit();
        }

        assertSucceedsAfterOutage(retry);
        assertEquals(1, list().size());
    }

    @ParameterizedTest
    @CsvSource(textBlock = STEPS)
    void endsARequestOfWhichOneStepFailedAndThatNobodyRepeats(String step, boolean executed) {
        failing(step, executed);

        while (rows.countDocuments(new Document("status", new Document("$in", UNFINISHED))) > 0) {
            makeDue("draft");
            makeDue("queued");
            sweep();
        }

        List<JsonNode> shown = list();
        shown.forEach(generation -> assertEquals("succeeded", generation.get("status").asText()));
        assertEquals(3 - shown.size(), stars());
    }

    @ParameterizedTest
    @CsvSource({"findAndModify generatedImages, false", "findAndModify generatedImages, true", "update uploads, false",
            "update uploads, true"})
    void runsAGenerationOfWhichOneStepOfTheWorkerFailed(String step, boolean executed)
            throws IOException, InterruptedException {
        QUEUE.hold();
        Answer accepted = submit();

        proxy.fail(step, executed);
        QUEUE.recover();
        awaitIdleWorkers();
        proxy.recover();
        makeDue("running");

        assertSucceedsAfterOutage(accepted);
    }

    @Test
    void refundsWhenTheDatabaseFailsInEachAttempt() {
        QUEUE.hold();
        Answer accepted = submit();

        proxy.failBefore("find templates");
        QUEUE.recover();

        assertRefunded(accepted, FailureCode.INTERNAL, 3);
    }

    @Test
    void runsAGenerationOnceTheDatabaseIsBack() throws Exception {
        QUEUE.hold();
        Answer accepted = submit();

        proxy.refuseConnections();
        QUEUE.recover();
        awaitIdleWorkers();
        proxy.recover();

        assertSucceedsAfterOutage(accepted);
    }

    @Test
    void runsAGenerationAgainWhenTheDatabaseWasDownAtItsEnd() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch down = new CountDownLatch(1);
        ENGINE.answering(_ -> {
            runs.countDown();
            awaitLatch(down);
            return ScriptedEngine.IMAGE;
        });
        Answer accepted = submit();
        runs.await();

        proxy.refuseConnections();
        down.countDown();
        awaitIdleWorkers();
        proxy.recover();
        assertEquals("running", row(accepted).getString("status"));
        makeDue("running");

        assertSucceedsAfterOutage(accepted);
    }

    @Test
    void acceptsAGenerationWhileTheQueueIsDown() {
        QUEUE.fail();
        Answer accepted = submit();
        makeDue("queued");
        sweep();

        assertEquals(202, accepted.status(), accepted.response().body());
        assertEquals("queued", find(accepted).get("status").asText());

        QUEUE.recover();
        makeDue("queued");
        sweep();

        assertSucceeds(accepted);
    }

    @Test
    void refundsWhenAPhotoCannotBeReadAndReleasesIt() {
        String withPhoto = "{\"type\":\"generate\",\"prompt\":\"dusk\",\"sources\":[" + upload() + "]}";

        pictures.fail(Fault.ERROR);
        Answer accepted = api.post("/generations", token, withPhoto, UUID.randomUUID().toString());
        assertRefunded(accepted, FailureCode.STORAGE_UNAVAILABLE, 3);
        pictures.recover();

        assertEquals("succeeded", await(submit(withPhoto)).get("status").asText());
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"ERROR", "CUT_BEFORE", "CUT_AFTER"})
    void refundsAnImageThatCannotBeStored(Fault fault) {
        pictures.fail(fault);

        Answer accepted = submit();

        assertRefunded(accepted, FailureCode.STORAGE_UNAVAILABLE, 3);
    }

    @Test
    void storesTheImageOnceTheImageStoreIsBack() {
        pictures.fail(Fault.ERROR);
        ENGINE.answering(job -> {
            if (attempt(job) == 2) {
                pictures.recover();
            }
            return ScriptedEngine.IMAGE;
        });

        Answer accepted = submit();

        assertSucceeds(accepted);
        assertEquals(2, row(accepted).getInteger("attempt"));
    }

    @Test
    void refundsWhenTheEngineHangsEachTime() {
        ENGINE.answering(_ -> hang());

        assertRefunded(submit(), FailureCode.ENGINE_TIMEOUT, 3);
    }

    @Test
    void triesAgainWhenTheEngineHangsOnce() {
        ENGINE.answering(job -> attempt(job) == 1 ? hang() : ScriptedEngine.IMAGE);

        Answer accepted = submit();

        assertSucceeds(accepted);
        assertEquals(2, row(accepted).getInteger("attempt"));
    }

    static Stream<Arguments> badFiles() {
        return Stream.of(
                Arguments.of("HTML", "<html><body>502 Bad Gateway</body></html>".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("nothing", new byte[0]),
                Arguments.of("a PNG of 30,000 × 30,000 pixels", SomePictures.bomb()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void refundsWhenTheEngineAnswersNoImage(String name, byte[] file) {
        ENGINE.answering(ScriptedEngine.image(file));
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getTotalThreadAllocatedBytes();

        Answer accepted = submit();
        while (ACTIVE.contains(row(accepted).getString("status"))) {
            sleep();
        }
        assertTrue(memory.getTotalThreadAllocatedBytes() - before < DECODED_BYTES, name + " was decoded");
        assertRefunded(accepted, FailureCode.NO_IMAGE, 1);
    }

    @Test
    void refundsWhenTheEngineHasABug() {
        ENGINE.answering(_ -> {
            throw new IllegalStateException("bug");
        });

        assertRefunded(submit(), FailureCode.INTERNAL, 1);
    }

    private Answer failing(String step, boolean executed) {
        proxy.fail(step, executed);
        Answer answer = submit();
        proxy.recover();
        assertTrue(answer.status() == 202 || answer.code().equals("DATABASE_UNAVAILABLE"),
                answer.response().body());
        return answer;
    }

    private Answer submit() {
        return submit(request);
    }

    private Answer submit(String body) {
        return api.post("/generations", token, body, key);
    }

    private static void assertRefused(int status, String code, Answer answer) {
        assertEquals(status, answer.status(), answer.response().body());
        assertEquals(code, answer.code());
    }

    private void assertSucceeds(Answer accepted) {
        assertEquals(202, accepted.status(), accepted.response().body());
        JsonNode done = await(accepted);
        assertEquals("succeeded", done.get("status").asText(), done.toString());
        assertEquals(200, fetch(done.at("/image/url").asText()));
        assertEquals(List.of(-1, 3), amounts());
    }

    /** A connection of the outage may make the first message or sweep after it fail. The next sweep sends the hint again. */
    private void assertSucceedsAfterOutage(Answer accepted) {
        assertEquals(202, accepted.status(), accepted.response().body());
        while (ACTIVE.contains(find(accepted).get("status").asText())) {
            makeDue("queued");
            sweep();
        }
        assertSucceeds(accepted);
    }

    private void assertRefunded(Answer accepted, FailureCode code, int attempts) {
        assertEquals(202, accepted.status(), accepted.response().body());
        JsonNode done = await(accepted);
        assertEquals("failed", done.get("status").asText(), done.toString());
        assertEquals(code.name(), done.at("/error/code").asText());
        assertTrue(done.get("image").isNull());
        assertEquals(attempts, row(accepted).getInteger("attempt"));
        assertEquals(List.of(1, -1, 3), amounts());
        assertEquals(3, stars());
    }

    /** Polls until the generation has ended, and is refunded if it failed. */
    private JsonNode await(Answer accepted) {
        JsonNode generation = find(accepted);
        while (ACTIVE.contains(generation.get("status").asText())
                || generation.get("status").asText().equals("failed") && !generation.get("refunded").asBoolean()) {
            sleep();
            generation = find(accepted);
        }
        return generation;
    }

    private JsonNode find(Answer accepted) {
        return reader.get("/generations/" + id(accepted), token).data().get("generation");
    }

    private List<JsonNode> list() {
        return reader.get("/generations", token).data().get("generations").valueStream().toList();
    }

    /** The movements of stars, the newest first. */
    private List<Integer> amounts() {
        return reader.get("/stars", token).data().get("entries").valueStream().map(entry -> entry.get("amount").asInt())
                .toList();
    }

    private int stars() {
        return reader.get("/stars", token).data().get("balance").asInt();
    }

    private static long attempt(EngineJob job) {
        return ENGINE.jobs().stream().filter(it -> it.id().equals(job.id())).count();
    }

    private static Document row(Answer accepted) {
        return rows.find(new Document("_id", new ObjectId(id(accepted)))).first();
    }

    private static String id(Answer accepted) {
        return accepted.data().at("/generation/id").asText();
    }

    /** As if the minute had passed for which a request whose outcome was not stored holds its key. */
    private static void endHold() {
        proxied.database().getCollection("idempotencyKeys").updateMany(new Document("state", "inFlight"),
                new Document("$set", new Document("heldUntil", new Date(0))));
    }

    /** As if the time had passed after which the sweep continues generations in this state. */
    private static void makeDue(String status) {
        rows.updateMany(new Document("status", status), new Document("$set", new Document("sweepAt", new Date(0))));
    }

    private static void sweep() {
        proxied.nero().runSchedules();
    }

    /** Waits until the workers have finished or given up the messages that they got. */
    private static void awaitIdleWorkers() throws IOException, InterruptedException {
        while (queue().get("running").asInt() > 0) {
            sleep();
        }
    }

    private static JsonNode queue() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return ApiClient.JSON.readTree(client.send(
                    HttpRequest.newBuilder(URI.create(proxied.nero().url() + "/_local/api/queue")).build(),
                    BodyHandlers.ofString()).body());
        }
    }

    private static EngineOutcome hang() {
        awaitLatch(new CountDownLatch(1));
        return ScriptedEngine.IMAGE;
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String addTemplate() throws IOException {
        CloudinaryImageStore store = new CloudinaryImageStore(new Settings(direct.settings()).cloudinary());
        try (MongoConnection connection = MongoConnection.open(direct.settings().get("MONGODB_URI"))) {
            Template plain = aTemplate().build();
            String url = store.put(plain.publicId(), Some.picture(PictureFormat.JPEG, 40, 30)).url();
            new MongoTemplates(connection).add(
                    Template.first(plain.id(), url, plain.publicId(), plain.content(), plain.createdAt()));
            return plain.id().value();
        } finally {
            store.release();
        }
    }

    /** Uploads a photo to the picture host, and returns its receipt. */
    private String upload() {
        JsonNode upload = api.post("/uploads", token, "{\"count\":1}").data().at("/uploads/0");
        MultipartForm form = new MultipartForm();
        upload.get("fields").properties().forEach(field -> form.text(field.getKey(), field.getValue().asText()));
        form.file("file", "me.jpg", SomePictures.jpeg(40, 30, 1));
        JsonNode stored = api.send(HttpRequest.newBuilder(URI.create(upload.get("uploadUrl").asText()))
                .header("Content-Type", form.contentType()).POST(BodyPublishers.ofByteArray(form.bytes()))).json();
        return "{\"publicId\":" + stored.get("public_id") + ",\"version\":" + stored.get("version")
                + ",\"signature\":" + stored.get("signature") + "}";
    }

    private static int fetch(String url) {
        return api.send(HttpRequest.newBuilder(URI.create(url))).status();
    }
}
