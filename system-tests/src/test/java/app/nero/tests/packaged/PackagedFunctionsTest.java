package app.nero.tests.packaged;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.lambda.Settings;
import app.nero.local.LocalNero;
import app.nero.local.gateway.Gateway;
import app.nero.local.gateway.GatewayEvent;
import app.nero.local.sam.SamTemplate;
import app.nero.local.sam.SamTemplate.LambdaFunction;
import app.nero.local.sam.SamTemplate.Route;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.packaging.SampleEvents;
import app.nero.packaging.SampleWorld;
import app.nero.picture.Picture;
import app.nero.picture.PublicId;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.template.Template;
import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.FaultyServer;
import app.nero.testing.Some;
import app.nero.testing.StackEvents;
import app.nero.testing.TestContext;
import app.nero.tests.support.FaultyProxy;
import app.nero.tests.support.FunctionJars;
import app.nero.tests.support.SmokeTests;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Runs each packaged function under AWS's runtime interface client, in a separate process, and calls them through the local
 * gateway. Finds jars with missing classes or conflicting versions.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@Tag("slow")
@TestMethodOrder(OrderAnnotation.class)
class PackagedFunctionsTest implements SmokeTests {

    private static final Map<String, FunctionProcess> FUNCTIONS = new LinkedHashMap<>();
    private static final Map<String, FaultyProxy> DATABASES = new LinkedHashMap<>();
    private static final Map<String, Traffic> SNAPSHOTS = new ConcurrentHashMap<>();

    /**
     * A function's database traffic before its snapshot.
     *
     * @param open the last activity of each connection that was not closed
     */
    private record Traffic(List<String> steps, List<String> open) {

        /** Longer than the pause between two heartbeats, after which the driver's monitor closes its connection at the latest. */
        private static final Duration CLOSING = Duration.ofSeconds(30);

        static Traffic of(FaultyProxy database) {
            try {
                return new Traffic(database.steps(), database.awaitDisconnect(CLOSING));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final String MONGODB_URI = "MONGODB_URI";

    /** A function loads about 800 classes. Only a few, such as those that handle real responses, may load after the restore. */
    private static final int LATE_CLASSES = 30;

    private static final Map<LambdaFunction, Map<String, String>> STARTED = new LinkedHashMap<>();
    private static FunctionJars jars;
    private static FaultyServer sqs;
    private static LocalNero nero;
    private static SamTemplate sam;
    private static Gateway gateway;
    private static ApiClient api;

    @BeforeAll
    static void start() throws IOException {
        jars = FunctionJars.built();
        nero = RunningNero.start(Map.of());
        sqs = new FaultyServer(FaultyServer.answers(200, "{\"MessageId\":\"1\"}")) {
        };
        Map<String, String> settings = new HashMap<>(nero.settings());
        settings.put("NERO_QUEUE_URL", sqs.uri() + "/123456789012/generations");
        HttpServer server = Gateway.bind(0);
        sam = SamTemplate.read(RunningNero.TEMPLATE,
                Map.of("WebOrigin", nero.url(), "Countries", "IR,US", "SecretVersion", "", "CheckSessions", "true",
                        "WithReplicateWebhooks", "true", "WithStripe", "true", "WithZarinpal", "true"));
        gateway = Gateway.start(server, sam, settings, Map.of(), Map.of(), Clock.systemUTC(), _ -> {},
                (function, environment) -> {
                    FunctionProcess process = start(function, jars.of(function.id()), environment);
                    FUNCTIONS.put(function.id(), process);
                    return process;
                });
        api = new ApiClient("http://localhost:" + gateway.port(), nero, Duration.ofSeconds(60));
    }

    /** Starts a function behind its own proxy, which records its database traffic. */
    private static FunctionProcess start(LambdaFunction function, Path jar, Map<String, String> environment) {
        if (!environment.containsKey(MONGODB_URI)) {
            return FunctionProcess.start(function, jar, environment);
        }
        try {
            FaultyProxy database = new FaultyProxy(environment.get(MONGODB_URI));
            DATABASES.put(function.id(), database);
            Map<String, String> proxied = new HashMap<>(environment);
            proxied.put(MONGODB_URI, database.uri());
            STARTED.put(function, proxied);
            return FunctionProcess.start(function, jar, proxied,
                    () -> SNAPSHOTS.put(function.id(), Traffic.of(database)), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        FUNCTIONS.values().forEach(FunctionProcess::close);
        DATABASES.values().forEach(FaultyProxy::close);
        if (gateway != null) {
            gateway.close();
            nero.close();
            sqs.close();
        }
    }

    @Override
    public ApiClient api() {
        return api;
    }

    /** Runs first: other tests' requests would load the classes. */
    @Test
    @Order(1)
    void loadsFewClassesForTheFirstRequestOfEachRoute() throws IOException {
        SampleEvents samples = new SampleEvents(RunningNero.TEMPLATE);
        Map<String, String> events = samples.files();
        for (Route route : samples.template().routes()) {
            JsonNode answer = answer(route.function(),
                    SampleWorld.in(nero).filled(events.get(SampleEvents.file(route))));
            assertTrue(Set.of(200, 201, 202, 303).contains(answer.path("statusCode").asInt()),
                    () -> route + ": " + answer);
        }
        SampleWorld world = SampleWorld.in(nero);
        assertTrue(api.send(api.request("/templates?limit=1")).data().path("nextCursor").isTextual());
        for (String authorizer : List.of("AuthorizerFunction", "SessionAuthorizerFunction")) {
            String event = events.get(SampleEvents.TOKEN_AUTHORIZER);
            answer(authorizer, world.filled(event));
            assertTrue(answer(authorizer, event).toString().contains("\"Deny\""));
        }
        for (Map.Entry<String, FunctionProcess> function : FUNCTIONS.entrySet()) {
            List<String> loaded = function.getValue().loadedSinceRestore();
            assertTrue(loaded.size() <= LATE_CLASSES, function.getKey() + " " + loaded);
            assertFalse(loaded.contains("app.nero.kernel.Hmac"), function.getKey() + " did not prime cursor signing");
        }
    }

    @Test
    void runsSchedules() {
        gateway.runSchedules();
    }

    /** The template's image is a WebP, which ImageIO reads only with the plug-in in the worker's jar. */
    @Test
    void runsAGenerationThatSqsPassesOn() throws Exception {
        String token = api.signIn(ApiClient.newPhone());
        JsonNode queued = api.send(api.request("/generations").header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json").header("Idempotency-Key", Some.id().value())
                .POST(BodyPublishers.ofString("{\"type\":\"generate\",\"templateId\":\"" + webpTemplate() + "\"}")))
                .data().path("generation");
        JsonNode sent = ApiClient.JSON.readTree(sqs.received().getLast().body());
        String message = sent.path("MessageBody").asText();

        Optional<byte[]> response = gateway.runMessages("GenerationWorkerFunction",
                GatewayEvent.ofMessage("m", message, sent.path("MessageGroupId").asText(), 1, Instant.now(),
                        Instant.now()).toString().getBytes(StandardCharsets.UTF_8));

        assertTrue(message.contains(queued.path("id").asText()), message);
        assertEquals("{\"batchItemFailures\":[]}", new String(response.orElseThrow(), StandardCharsets.UTF_8));
        JsonNode done = api.get("/generations/" + queued.path("id").asText(), token).data().path("generation");
        assertEquals("succeeded", done.path("status").asText(), done::toString);
    }

    private static Id webpTemplate() throws IOException, InterruptedException {
        CloudinaryImageStore store = new CloudinaryImageStore(new Settings(nero.settings()).cloudinary());
        PublicId publicId = PublicId.ofTemplate(Some.id());
        try (InputStream demo = LocalNero.class.getResourceAsStream("/demo/nature-01.webp");
                MongoConnection mongo = MongoConnection.open(nero.settings().get(MONGODB_URI))) {
            Picture picture = ((Picture.Reading.Accepted) Picture.read(demo.readAllBytes())).picture();
            Template template = Template.first(Some.id(), store.put(publicId, picture).url(), publicId,
                    aTemplate().content(), Instant.now());
            new MongoTemplates(mongo).add(template);
            return template.id();
        }
    }

    @Test
    void createsIndexesForCloudFormation() throws IOException {
        try (FaultyServer cloudFormation = new FaultyServer(FaultyServer.answers(200, "")) {
        }) {
            String event = StackEvents.of("Create", cloudFormation.uri() + "/");

            FUNCTIONS.get("IndexesFunction").handleRequest(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), OutputStream.nullOutputStream(),
                    new TestContext());

            assertTrue(cloudFormation.received().getFirst().body().contains("SUCCESS"));
        }
    }

    @Test
    void hasNoDatabaseConnectionAtTheSnapshot() {
        assertEquals(DATABASES.keySet(), SNAPSHOTS.keySet());
        SNAPSHOTS.forEach((function, traffic) -> assertEquals(List.of(), traffic.open(), function));
    }

    @Test
    void onlyReadsFromTheDatabaseBeforeTheSnapshot() {
        SNAPSHOTS.forEach((function, traffic) -> assertTrue(traffic.steps().stream()
                .allMatch(step -> step.equals("find users") || step.startsWith("endSessions")
                        || step.startsWith("saslStart") || step.startsWith("saslContinue")),
                function + " " + traffic.steps()));
        assertTrue(SNAPSHOTS.get("FavoriteFunction").steps().contains("find users"));
    }

    @Test
    void reachesTheSnapshotWithoutADatabase() throws IOException {
        LambdaFunction favorite = STARTED.keySet().stream().filter(function -> function.id().equals("FavoriteFunction"))
                .findFirst()
                .orElseThrow();
        Map<String, String> environment = new HashMap<>(STARTED.get(favorite));
        LambdaFunction alone = FunctionProcess.named(favorite, "Alone");
        try (FaultyProxy database = new FaultyProxy(environment.get(MONGODB_URI))) {
            database.refuseConnections();
            environment.put(MONGODB_URI, database.uri());

            FunctionProcess.start(alone, jars.of(favorite.id()), environment).close();
        }
        String printed = Files.readString(FunctionProcess.output(FunctionProcess.task(alone)));

        assertTrue(printed.contains("\"event\":\"PrimingFailed\",\"failed\":\"database\""), printed);
    }

    @Test
    void primesEachRouteBeforeTheSnapshot() throws IOException {
        for (String function : FUNCTIONS.keySet()) {
            String printed = Files.readString(Path.of("target", "surefire-reports", "lambda-" + function + ".txt"));

            assertTrue(printed.contains("\"event\":\"SnapshotReady\""), function);
            assertFalse(printed.contains("\"requestId\":\"priming\""), function);
        }
    }

    @Test
    void includesAllFunctionsAndBothAuthorizers() {
        assertEquals(sam.functions().keySet(), FUNCTIONS.keySet());
        assertFalse(sam.scheduled().isEmpty());
        assertTrue(FUNCTIONS.keySet().containsAll(List.of("AuthorizerFunction", "SessionAuthorizerFunction")));
    }

    private static JsonNode answer(String function, String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        FUNCTIONS.get(function).handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer,
                new TestContext());
        return ApiClient.JSON.readTree(answer.toByteArray());
    }
}
