package app.nero.tests.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalNero;
import app.nero.local.gateway.Gateway;
import app.nero.local.sam.SamTemplate;
import app.nero.local.sam.SamTemplate.LambdaFunction;
import app.nero.local.sam.SamTemplate.Route;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.RunningNero;
import app.nero.packaging.SampleEvents;
import app.nero.packaging.SampleWorld;
import app.nero.testing.FaultyServer;
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
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What is deployed, as far as one machine can tell: each function's jar alone under AWS's own runtime, with the whole way of
 * a person through all of them. A class that a jar lacks, or two versions of one, show here.
 */
@Tag("slow")
@TestMethodOrder(OrderAnnotation.class)
class PackagedFunctionsTest implements SmokeTests {

    private static final Map<String, FunctionProcess> FUNCTIONS = new LinkedHashMap<>();
    private static final Map<String, FaultyProxy> DATABASES = new LinkedHashMap<>();
    private static final Map<String, Seen> SNAPSHOTS = new ConcurrentHashMap<>();

    /**
     * What a function's database saw before its snapshot.
     *
     * @param standing connections that were not closed, by what they did last
     */
    private record Seen(List<String> steps, List<String> standing) {

        static Seen of(FaultyProxy database) {
            try {
                return new Seen(database.steps(), database.standing(Duration.ofSeconds(10)));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final String MONGODB_URI = "MONGODB_URI";

    /** Of some 800 that each function needs: those that only a true answer from outside brings along. */
    private static final int LATE_CLASSES = 30;

    private static final Map<LambdaFunction, Map<String, String>> STARTED = new LinkedHashMap<>();
    private static FunctionJars jars;
    private static LocalNero nero;
    private static Gateway gateway;
    private static ApiClient api;

    @BeforeAll
    static void start() throws IOException {
        jars = FunctionJars.built();
        nero = RunningNero.start(Map.of());
        HttpServer server = Gateway.bind(0);
        SamTemplate template = SamTemplate.read(RunningNero.TEMPLATE,
                Map.of("WebOrigin", nero.url(), "Countries", "IR,US", "SecretVersion", "", "CheckSessions", "true"));
        gateway = Gateway.start(server, template, nero.settings(), Map.of(), Map.of(), Clock.systemUTC(),
                (function, environment) -> {
                    FunctionProcess process = started(function, jars.of(function.id()), environment);
                    FUNCTIONS.put(function.id(), process);
                    return process;
                });
        api = new ApiClient("http://localhost:" + gateway.port(), nero, Duration.ofSeconds(60));
    }

    /** Each behind a proxy of its own, which sees what it asks of the database. */
    private static FunctionProcess started(LambdaFunction function, Path jar, Map<String, String> environment) {
        if (!environment.containsKey(MONGODB_URI)) {
            return FunctionProcess.start(function, jar, environment);
        }
        try {
            FaultyProxy database = new FaultyProxy(environment.get(MONGODB_URI));
            DATABASES.put(function.id(), database);
            Map<String, String> behind = new HashMap<>(environment);
            behind.put(MONGODB_URI, database.uri());
            STARTED.put(function, behind);
            return FunctionProcess.start(function, jar, behind,
                    () -> SNAPSHOTS.put(function.id(), Seen.of(database)), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        FUNCTIONS.values().forEach(FunctionProcess::close);
        for (FaultyProxy database : DATABASES.values()) {
            database.close();
        }
        if (gateway != null) {
            gateway.close();
            nero.close();
        }
    }

    @Override
    public ApiClient api() {
        return api;
    }

    /** Before all other tests, or their requests would be the first. */
    @Test
    @Order(1)
    void loadNearlyNothingForTheFirstRequestOfEachRoute() throws IOException {
        SampleEvents samples = new SampleEvents(RunningNero.TEMPLATE);
        Map<String, String> events = samples.files();
        for (Route route : samples.template().routes()) {
            JsonNode answer = answer(route.function(),
                    SampleWorld.in(nero).filled(events.get(SampleEvents.file(route))));
            assertEquals(2, answer.path("statusCode").asInt() / 100, route + ": " + answer);
        }
        SampleWorld world = SampleWorld.in(nero);
        assertTrue(api.send(api.request("/templates?limit=1")).data().path("nextCursor").isTextual());
        for (String authorizer : List.of("AuthorizerFunction", "SessionAuthorizerFunction")) {
            for (String event : List.of(SampleEvents.TOKEN_AUTHORIZER, SampleEvents.REQUEST_AUTHORIZER)) {
                answer(authorizer, world.filled(events.get(event)));
                assertThrows(IllegalStateException.class, () -> answer(authorizer, events.get(event)));
            }
        }
        for (Map.Entry<String, FunctionProcess> function : FUNCTIONS.entrySet()) {
            List<String> loaded = function.getValue().loadedSinceRestore();
            assertTrue(loaded.size() <= LATE_CLASSES, function.getKey() + " " + loaded);
            assertFalse(loaded.contains("app.nero.kernel.Hmac"), function.getKey() + " signs a cursor unprimed");
        }
    }

    @Test
    void runTheirSchedules() {
        gateway.runSchedules();
    }

    @Test
    void makeTheIndexesForTheStack() throws IOException {
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
    void haveNoConnectionWhenTheirSnapshotIsTaken() {
        assertEquals(DATABASES.keySet(), SNAPSHOTS.keySet());
        SNAPSHOTS.forEach((function, seen) -> assertEquals(List.of(), seen.standing(), function));
    }

    @Test
    void onlyReadFromTheDatabaseBeforeTheirSnapshot() {
        SNAPSHOTS.forEach((function, seen) -> assertTrue(seen.steps().stream()
                .allMatch(step -> step.equals("find users") || step.startsWith("endSessions")
                        || step.startsWith("saslStart") || step.startsWith("saslContinue")),
                function + " " + seen.steps()));
        assertTrue(SNAPSHOTS.get("FavoriteFunction").steps().contains("find users"));
    }

    @Test
    void reachTheirSnapshotWithoutADatabase() throws IOException {
        LambdaFunction favorite = STARTED.keySet().stream().filter(it -> it.id().equals("FavoriteFunction")).findFirst()
                .orElseThrow();
        Map<String, String> environment = new HashMap<>(STARTED.get(favorite));
        LambdaFunction alone = FunctionProcess.named(favorite, "Alone");
        try (FaultyProxy database = new FaultyProxy(environment.get(MONGODB_URI))) {
            database.refuses();
            environment.put(MONGODB_URI, database.uri());

            FunctionProcess.start(alone, jars.of(favorite.id()), environment).close();
        }
        String printed = Files.readString(FunctionProcess.output(FunctionProcess.task(alone)));

        assertTrue(printed.contains("\"event\":\"PrimingFailed\",\"failed\":\"database\""), printed);
    }

    @Test
    void havePrimedEachRouteBeforeTheirSnapshot() throws IOException {
        for (String function : List.of("SendCode", "VerifyCode", "Session", "Profile", "Characters", "Templates",
                "Favorite", "Admin", "Authorizer", "SessionAuthorizer")) {
            String printed = Files
                    .readString(Path.of("target", "surefire-reports", "lambda-" + function + "Function.txt"));

            assertTrue(printed.contains("\"event\":\"SnapshotReady\""), function);
            assertFalse(printed.contains("\"requestId\":\"priming\""), function);
        }
    }

    @Test
    void includeEachFunctionOfTheTemplate() {
        assertFalse(FUNCTIONS.isEmpty());
        assertTrue(FUNCTIONS.containsKey("SessionAuthorizerFunction"));
        assertTrue(FUNCTIONS.containsKey("AuthorizerFunction"));
    }

    private static JsonNode answer(String function, String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        FUNCTIONS.get(function).handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer,
                new TestContext());
        return ApiClient.JSON.readTree(answer.toByteArray());
    }
}
