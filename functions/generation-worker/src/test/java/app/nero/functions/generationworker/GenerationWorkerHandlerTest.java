package app.nero.functions.generationworker;

import static app.nero.generation.GenerationBuilder.aGeneration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.EngineUse;
import app.nero.generation.FailureCode;
import app.nero.generation.Generation;
import app.nero.generation.GenerationStatus;
import app.nero.generation.JobHint;
import app.nero.generation.RunGeneration.Result;
import app.nero.http.EventLog;
import app.nero.kernel.Deadline;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.testing.TestContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationWorkerHandlerTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final MutableClock clock = MutableClock.atNoon();
    private final List<Id> runs = new ArrayList<>();
    private String log = "";

    @Test
    void runsTheGenerationsOfAllMessages() throws IOException {
        Id first = Some.id();
        Id second = Some.id();

        String response = handle(_ -> new Result.Dropped(), hint(first), JobHint.ofUnknownUser(second).message());

        assertEquals(List.of(first, second), runs);
        assertEquals("{\"batchItemFailures\":[]}", response);
    }

    static Stream<Throwable> failures() {
        return Stream.of(new UnavailableException(Service.DATABASE, new IllegalStateException("canary")),
                new IllegalStateException("canary"), new NoClassDefFoundError("canary"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void asksForAMessageAgainWhoseGenerationCouldNotBeRun(Throwable failure) throws IOException {
        Id failing = Some.id();
        Id other = Some.id();

        String response = handle(id -> {
            if (id.equals(failing)) {
                throw thrown(failure);
            }
            return new Result.Dropped();
        }, hint(failing), hint(other));

        assertEquals("{\"batchItemFailures\":[{\"itemIdentifier\":\"message-0\"}]}", response);
        assertEquals(List.of(failing, other), runs);
        assertFalse(log.contains("canary"), log);
        assertEquals("interrupted", lines().getFirst().path("outcome").asText());
    }

    static Stream<Result> endings() {
        return Stream.of(new Result.Failed(FailureCode.NO_IMAGE, Optional.empty()),
                new Result.Requeued(FailureCode.ENGINE_TIMEOUT, Duration.ofSeconds(5), Optional.empty()),
                new Result.Waiting(Duration.ofSeconds(2), Optional.empty()), new Result.JobCanceled(),
                new Result.Dropped(), new Result.TooLate());
    }

    @ParameterizedTest
    @MethodSource("endings")
    void deletesAMessageHoweverItsGenerationEnds(Result result) throws IOException {
        assertEquals("{\"batchItemFailures\":[]}", handle(_ -> result, hint(Some.id())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "hello", "{}", "{\"version\":1}", "{\"version\":1,\"id\":\"x\"}",
            "{\"version\":1,\"id\":7}", "{\"id\":\"0123456789abcdef01234567\"}",
            "{\"version\":\"1\",\"id\":\"0123456789abcdef01234567\"}",
            "{\"version\":1,\"id\":\"0123456789abcdef01234567\"",
            "{\"version\":99999999999,\"id\":\"0123456789abcdef01234567\"}"})
    void dropsAMessageThatIsNoHint(String body) throws IOException {
        String response = handle(_ -> new Result.Dropped(), body);

        assertEquals("{\"batchItemFailures\":[]}", response);
        assertEquals(List.of(), runs);
        assertEquals("HintMalformed", lines().getFirst().path("event").asText());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 10})
    void leavesAHintOfAnotherVersionForANewerWorker(int version) throws IOException {
        String response = handle(_ -> new Result.Dropped(), "{\"version\":" + version + ",\"generation\":{\"x\":[1]}}");

        assertEquals("{\"batchItemFailures\":[{\"itemIdentifier\":\"message-0\"}]}", response);
        assertEquals(List.of(), runs);
        assertEquals("HintOfOtherVersion", lines().getFirst().path("event").asText());
    }

    @Test
    void ignoresWhatAHintMayHaveLater() throws IOException {
        Id id = Some.id();

        handle(_ -> new Result.Dropped(), "{\"more\":{\"id\":[1]},\"version\":1,\"id\":\"" + id + "\"}");

        assertEquals(List.of(id), runs);
    }

    @Test
    void endsCallsBeforeTheTimeoutOfTheFunction() throws IOException {
        List<Duration> remaining = new ArrayList<>();

        handle(_ -> {
            remaining.add(Deadline.remaining(Duration.ofHours(1)));
            return new Result.Dropped();
        }, hint(Some.id()));

        assertTrue(remaining.getFirst().compareTo(Duration.ofSeconds(9)) <= 0, remaining::toString);
    }

    @Test
    void refusesAnEventThatIsNotOfAQueue() throws IOException {
        assertEquals("{\"batchItemFailures\":[]}", response(handler(_ -> new Result.Dropped()), "{\"Records\":{}}"));
        assertThrows(IOException.class, () -> response(handler(_ -> new Result.Dropped()), "no JSON"));
    }

    @Test
    void logsHowLongASuccessWaitedAndRan() throws IOException {
        Instant queuedAt = clock.instant().minusMillis(2_500);
        Generation done = aGeneration().status(GenerationStatus.SUCCEEDED).attempt(2).queuedAt(queuedAt)
                .startedAt(queuedAt.plusMillis(1_200)).completedAt(queuedAt.plusMillis(9_200))
                .engineUse(Optional.of(EngineUse.free("watercolour"))).build();

        handle(_ -> new Result.Succeeded(done), hint(done.id()));

        JsonNode line = lines().getFirst();
        assertEquals("GenerationRun", line.path("event").asText());
        assertEquals("succeeded", line.path("outcome").asText());
        assertEquals(done.id().value(), line.path("generationId").asText());
        assertEquals("watercolour", line.path("engine").asText());
        assertEquals(2, line.path("attempt").asInt());
        assertEquals(1, line.path("GenerationsSucceeded").asInt());
        assertEquals(1_200, line.path("GenerationWait").asInt());
        assertEquals(8_000, line.path("GenerationTime").asInt());
        assertEquals(Map.of("GenerationsSucceeded", "Count", "GenerationWait", "Milliseconds", "GenerationTime",
                "Milliseconds"), metrics(line));
        assertFalse(log.contains(done.recipe().prompt().orElseThrow().value()), log);
    }

    static Stream<Arguments> metricsOfOutcomes() {
        IllegalStateException bug = new IllegalStateException("canary");
        return Stream.of(
                Arguments.of(new Result.Failed(FailureCode.NO_IMAGE, Optional.empty()), "GenerationsFailed",
                        "NO_IMAGE"),
                Arguments.of(new Result.Failed(FailureCode.INTERNAL, Optional.of(bug)), "GenerationsFailed",
                        "INTERNAL"),
                Arguments.of(new Result.Failed(FailureCode.CONTENT_BLOCKED, Optional.empty()), "GenerationsRefused",
                        "CONTENT_BLOCKED"),
                Arguments.of(new Result.Failed(FailureCode.CONTENT_BLOCKED, Optional.empty()), "GenerationsBlocked",
                        "CONTENT_BLOCKED"),
                Arguments.of(new Result.Failed(FailureCode.INPUT_UNREADABLE, Optional.empty()), "GenerationsRefused",
                        "INPUT_UNREADABLE"),
                Arguments.of(new Result.Requeued(FailureCode.STORAGE_UNAVAILABLE, Duration.ofSeconds(5),
                        Optional.of(bug)), "GenerationsRequeued", "STORAGE_UNAVAILABLE"),
                Arguments.of(new Result.TooLate(), "GenerationsTooLate", ""));
    }

    @ParameterizedTest
    @MethodSource("metricsOfOutcomes")
    void countsEachOutcome(Result result, String metric, String code) throws IOException {
        handle(_ -> result, hint(Some.id()));

        JsonNode line = lines().getFirst();
        assertTrue(metrics(line).containsKey(metric), log);
        assertEquals(code, line.path("code").asText());
        assertFalse(log.contains("canary"), log);
    }

    @Test
    void logsWhenAProviderIsAskedNextAndWhyItsImageCouldNotBeFetched() throws IOException {
        handle(_ -> new Result.Waiting(Duration.ofSeconds(13), Optional.of(new IllegalStateException("canary"))),
                hint(Some.id()));

        JsonNode line = lines().getFirst();
        assertEquals("waiting", line.path("outcome").asText());
        assertEquals(13, line.path("delaySeconds").asInt());
        assertEquals("java.lang.IllegalStateException", line.path("failure").path(0).asText());
        assertFalse(log.contains("canary"), log);
    }

    /** The log is the only place that names a bug: the user only learns that something failed. */
    @Test
    void logsWhereABugIsWithoutItsMessage() throws IOException {
        handle(_ -> new Result.Failed(FailureCode.INTERNAL, Optional.of(new IllegalStateException("canary"))),
                hint(Some.id()));

        JsonNode line = lines().getFirst();
        assertEquals("ERROR", line.path("level").asText());
        assertEquals("java.lang.IllegalStateException", line.path("failure").path(0).asText());
    }

    private static String hint(Id id) {
        return new JobHint(id, Some.id()).message();
    }

    private GenerationWorkerHandler handler(Function<Id, Result> run) {
        return new GenerationWorkerHandler(id -> {
            runs.add(id);
            return run.apply(id);
        }, new EventLog(clock, "nero-test"));
    }

    /** Handles messages with these bodies. */
    private String handle(Function<Id, Result> run, String... bodies) throws IOException {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        PrintStream usual = System.out;
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        try {
            return response(handler(run), event(bodies));
        } finally {
            System.setOut(usual);
            log = console.toString(StandardCharsets.UTF_8);
        }
    }

    private static String response(GenerationWorkerHandler handler, String event) throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), response,
                new TestContext());
        return response.toString(StandardCharsets.UTF_8);
    }

    /** An event as SQS sends it. */
    private static String event(String... bodies) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (String body : bodies) {
            ObjectNode message = records.addObject().put("messageId", "message-" + (records.size() - 1))
                    .put("receiptHandle", "AQEB").put("body", body).put("md5OfBody", "e4e68fb7bd0e697a0ae8f1bb342846b3")
                    .put("eventSource", "aws:sqs").put("awsRegion", "eu-central-1")
                    .put("eventSourceARN", "arn:aws:sqs:eu-central-1:123456789012:generations");
            message.putObject("attributes").put("ApproximateReceiveCount", "1").put("SentTimestamp", "1545082649183");
            message.putObject("messageAttributes");
        }
        return event.toString();
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : log.split("\n")) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    /** The units of a line's metrics, by their name. */
    private static Map<String, String> metrics(JsonNode line) {
        Map<String, String> units = new TreeMap<>();
        line.at("/_aws/CloudWatchMetrics/0/Metrics").forEach(metric -> {
            assertTrue(line.path(metric.path("Name").asText()).isIntegralNumber(), line::toString);
            units.put(metric.path("Name").asText(), metric.path("Unit").asText());
        });
        return units;
    }

    private static RuntimeException thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }
}
