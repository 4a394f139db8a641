package app.nero.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalNero;
import app.nero.local.gateway.LambdaRunner;
import app.nero.local.gateway.LambdaRunner.Outcome;
import app.nero.local.sam.SamTemplate;
import app.nero.local.sam.SamTemplate.QueueSource;
import app.nero.local.sam.SamTemplate.Route;
import app.nero.local.sam.TemplateNode;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.RunningNero;
import app.nero.testing.FaultyServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Each function responds to its sample events as {@code openapi.yaml} documents. */
class SampleEventsTest {

    private static final Map<String, LambdaRunner> FUNCTIONS = new HashMap<>();

    private static SampleEvents samples;
    private static SortedMap<String, String> files;
    private static Map<?, ?> paths;
    private static LocalNero nero;
    private static SamTemplate template;

    private SampleWorld world;

    @BeforeAll
    static void start() throws IOException {
        samples = new SampleEvents(RunningNero.TEMPLATE);
        files = samples.files();
        paths = (Map<?, ?>) map(new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(Path.of("..", "openapi.yaml")))).get("paths");
        nero = RunningNero.start(Map.of());
        template = SamTemplate.read(RunningNero.TEMPLATE,
                Map.of("WebOrigin", nero.url(), "Countries", "", "SecretVersion", "", "CheckSessions", "true",
                        "WithReplicateWebhooks", "true", "WithStripe", "true", "WithZarinpal", "true"));
    }

    @AfterAll
    static void stop() {
        nero.close();
    }

    @BeforeEach
    void prepareData() {
        world = SampleWorld.in(nero);
    }

    @Test
    void containNoTokens() {
        assertFalse(files.isEmpty());
        files.forEach((file, event) -> assertFalse(
                Pattern.compile("eyJ[A-Za-z0-9_-]+|(?i)Bearer (?!\\$\\{ACCESS_TOKEN})").matcher(event).find(), file));
    }

    static List<Route> routes() {
        return samples.template().routes();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void getTheDocumentedStatus(Route route) throws IOException {
        String file = SampleEvents.file(route);

        JsonNode answer = answer(route.function(), files.get(file));

        assertEquals(documentedStatus(route), answer.path("statusCode").asInt(),
                file + ": " + answer.path("body").asText());
    }

    @ParameterizedTest
    @MethodSource("authorizers")
    void areAllowedByAuthorizers(String function) throws IOException {
        JsonNode answer = answer(function, files.get(SampleEvents.TOKEN_AUTHORIZER));

        assertEquals(SampleEvents.USER.value(), answer.path("principalId").asText());
        assertEquals("Allow", answer.at("/policyDocument/Statement/0/Effect").asText());
    }

    static List<String> authorizers() {
        return List.of("AuthorizerFunction", "SessionAuthorizerFunction");
    }

    @ParameterizedTest
    @MethodSource("authorizers")
    void areRefusedByAuthorizersWithoutARealToken(String function) throws IOException {
        JsonNode answer = answer(invoke(function, files.get(SampleEvents.TOKEN_AUTHORIZER)));

        assertEquals("Deny", answer.at("/policyDocument/Statement/0/Effect").asText());
    }

    /** The event that keeps snapshots active must not fail, so that Lambda counts no error and does not repeat it. */
    @Test
    void everyFunctionWithASnapshotAnswersTheWeeklyEvent() throws IOException {
        TemplateNode resources = TemplateNode.parse(Files.readString(RunningNero.TEMPLATE)).get("Resources");
        int called = 0;
        for (String function : template.functions().keySet()) {
            Optional<TemplateNode> weekly = resources.get(function).get("Properties").find("Events")
                    .flatMap(events -> events.find("Weekly"));
            if (weekly.isPresent()) {
                JsonNode answer = answer(
                        invoke(function, weekly.get().get("Properties").get("Input").literal()));
                boolean denied = answer.at("/policyDocument/Statement/0/Effect").asText().equals("Deny");

                assertTrue(denied || answer.path("statusCode").asInt(500) < 500, () -> function + " " + answer);
                called++;
            }
        }
        assertEquals(14, called);
    }

    @Test
    void runScheduledFunctions() {
        assertFalse(samples.template().scheduled().isEmpty());
        for (String function : samples.template().scheduled()) {
            assertInstanceOf(Outcome.Answered.class,
                    invoke(function, files.get(SampleEvents.scheduleFile(function))), function);
        }
    }

    @Test
    void areHandledByTheFunctionsOfQueues() throws IOException {
        assertFalse(samples.template().queueSources().isEmpty());
        for (QueueSource source : samples.template().queueSources()) {
            JsonNode answer = answer(source.function(), files.get(SampleEvents.messageFile(source.function())));

            assertEquals("{\"batchItemFailures\":[]}", answer.toString(), source.function());
        }
    }

    @Test
    void createIndexes() throws IOException {
        try (FaultyServer cloudFormation = new FaultyServer(FaultyServer.answers(200, "")) {
        }) {
            invoke("IndexesFunction",
                    files.get(SampleEvents.CUSTOM_RESOURCE).replace("${RESPONSE_URL}", cloudFormation.uri() + "/"));

            assertTrue(cloudFormation.received().getFirst().body().contains("\"Status\":\"SUCCESS\""));
        }
    }

    /** The only status that openapi.yaml documents for a route, besides errors and "not modified". */
    private static int documentedStatus(Route route) {
        Map<?, ?> operation = map(map(paths.get(route.resource().substring("/v1".length())))
                .get(route.method().toLowerCase(Locale.ROOT)));
        List<String> successes = map(operation.get("responses")).keySet().stream().map(Object::toString)
                .filter(status -> status.compareTo("400") < 0 && !status.equals("304")).toList();
        assertEquals(1, successes.size(), route.toString());
        return Integer.parseInt(successes.getFirst());
    }

    private JsonNode answer(String function, String event) throws IOException {
        return answer(invoke(function, world.filled(event)));
    }

    private static JsonNode answer(Outcome outcome) throws IOException {
        return ApiClient.JSON.readTree(assertInstanceOf(Outcome.Answered.class, outcome).json());
    }

    private static Outcome invoke(String function, String event) {
        return FUNCTIONS.computeIfAbsent(function,
                id -> LambdaRunner.load(template.functions().get(id), nero.settings(),
                        LambdaRunner.inThisProcess((_, _) -> {})))
                .invoke(event.getBytes(StandardCharsets.UTF_8), "a-request");
    }

    private static Map<?, ?> map(Object node) {
        return (Map<?, ?>) node;
    }
}
