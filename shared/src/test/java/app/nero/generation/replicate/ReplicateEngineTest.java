package app.nero.generation.replicate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.AsynchronousEngine.Submission;
import app.nero.generation.EngineImage;
import app.nero.generation.EngineJob;
import app.nero.generation.EngineJobs;
import app.nero.generation.EngineOutcome;
import app.nero.generation.EngineUse;
import app.nero.generation.FailureCode;
import app.nero.generation.SourceRole;
import app.nero.http.EventLog;
import app.nero.kernel.Deadline;
import app.nero.kernel.TimeLimits;
import app.nero.picture.DigitalSourceType;
import app.nero.picture.Picture;
import app.nero.picture.SomePictures;
import app.nero.testing.FaultyServer;
import app.nero.testing.FaultyServer.Behaviour;
import app.nero.testing.FaultyServer.Received;
import app.nero.testing.Output;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine against a server that takes jobs, refuses, is overloaded, hangs, and answers what is not the Replicate API. */
class ReplicateEngineTest {

    private static final TimeLimits SHORT = new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(2));
    private static final byte[] RESULT = SomePictures.png(6, 4, 1);
    private static final String PROMPT = "canary prompt";

    private ReplicateServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ReplicateServer(RESULT);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void submitsAJobThatReplicateStopsAfterTenMinutes() throws IOException {
        EngineJob job = EngineJobs.of(PROMPT);

        assertEquals(new Submission.Accepted("job1"), engine().submit(job));

        Received request = server.received().getFirst();
        assertEquals("POST /v1/models/black-forest-labs/flux-2-pro/predictions HTTP/1.1", request.line());
        assertEquals("Bearer " + ReplicateServer.TOKEN, request.headers().get("authorization"));
        assertEquals("10m", request.headers().get("cancel-after"));
        JsonNode body = new ObjectMapper().readTree(request.body());
        assertEquals("Generate one image.\nWhat the image must show: " + PROMPT, body.at("/input/prompt").asText());
        assertEquals(42, body.at("/input/seed").asInt());
        assertEquals(1, body.size());
    }

    @Test
    void asksForAWebhookIfTheApiHasAnAddress() throws IOException {
        EngineJob job = EngineJobs.of(PROMPT);

        new ReplicateEngine(account(Optional.of(URI.create("https://api.nero.example/api/v1")), Optional.empty()),
                log())
                .submit(job);

        JsonNode body = new ObjectMapper().readTree(server.received().getFirst().body());
        assertEquals("https://api.nero.example/api/v1/webhooks/replicate/" + job.id(), body.get("webhook").asText());
        assertEquals("[\"completed\"]", body.get("webhook_events_filter").toString());
    }

    @Test
    void fetchesTheImageWithoutSendingTheToken() {
        EngineOutcome.Image made = assertInstanceOf(EngineOutcome.Image.class, collect().orElseThrow());

        assertArrayEquals(RESULT, made.file());
        assertEquals(new EngineUse("black-forest-labs/flux-2-pro", OptionalLong.empty()), made.use());
        assertEquals(DigitalSourceType.TRAINED_ALGORITHMIC_MEDIA, made.sourceType());
        assertEquals("Bearer " + ReplicateServer.TOKEN,
                server.received("GET /v1/predictions/job1 ").getFirst().headers().get("authorization"));
        assertFalse(server.received("GET /files/").getFirst().headers().containsKey("authorization"));
    }

    @Test
    void saysThatAResultIsMadeOfImages() {
        EngineOutcome.Image made = (EngineOutcome.Image) engine().collect("job1", true).orElseThrow();

        assertEquals(DigitalSourceType.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA, made.sourceType());
    }

    @Test
    void takesTheFirstOfSeveralImages() {
        server.telling(ReplicateServer.succeeds("[\"" + server.uri() + "/files/1.png\",\"https://other.example/2\"]"));

        assertInstanceOf(EngineOutcome.Image.class, collect().orElseThrow());
    }

    @Test
    void recordsTheCostIfThePriceIsKnown() {
        assertEquals(OptionalLong.of(40_000), cost("0.04"));
        // For 4.5 s.
        assertEquals(OptionalLong.of(6_300), cost("0.0014/s"));
    }

    private OptionalLong cost(String price) {
        ReplicateAccount account = account(Optional.empty(), Optional.of(ReplicatePrice.parse(price)));
        return ((EngineOutcome.Image) new ReplicateEngine(account, log()).collect("job1", false).orElseThrow()).use()
                .costMicros();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "free", "-1", "1e9", "0.04/min", "0.04 /s", "99999"})
    void refusesAPriceThatIsNone(String price) {
        assertThrows(IllegalArgumentException.class, () -> ReplicatePrice.parse(price));
    }

    @ParameterizedTest
    @ValueSource(strings = {"starting", "processing", "queued-in-a-new-way"})
    void waitsWhileTheJobHasNotEnded(String status) {
        server.telling(ReplicateServer.tells(status, "null", "null"));

        assertEquals(Optional.empty(), collect());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NSFW content detected. Try running it again, or try a different prompt.",
            "The input or output was flagged as sensitive. Please try again with different inputs. (E005)",
            "All generated images contained NSFW content.", "Request Moderated", "Blocked by the safety filter"})
    void isBlockedIfTheContentIsTheReason(String error) {
        server.telling(ReplicateServer.fails(error));

        assertEquals(failed(FailureCode.CONTENT_BLOCKED, false), collect());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CUDA out of memory", "Prediction interrupted; please retry (code: PA)"})
    void makesNoImageForAnyOtherReason(String error) {
        server.telling(ReplicateServer.fails(error));

        assertEquals(failed(FailureCode.NO_IMAGE, false), collect());
    }

    @ParameterizedTest
    @ValueSource(strings = {"canceled", "aborted"})
    void tookTooLongIfReplicateStoppedTheJob(String status) {
        server.telling(ReplicateServer.tells(status, "null", "null"));

        assertEquals(failed(FailureCode.ENGINE_TIMEOUT, false), collect());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "7", "[null]", "\"\"", "\"no url\"", "\"data:image/png;base64,AAAA\""})
    void makesNoImageWithoutAnAddress(String output) {
        server.telling(ReplicateServer.succeeds(output));

        assertEquals(failed(FailureCode.NO_IMAGE, false), collect());
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                failure("429", ReplicateServer.refuses(429), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("500", ReplicateServer.refuses(500), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("503", FaultyServer.answers(503, "<html>"), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("504", ReplicateServer.refuses(504), FailureCode.ENGINE_TIMEOUT, true),
                failure("408", ReplicateServer.refuses(408), FailureCode.ENGINE_TIMEOUT, true),
                failure("empty", FaultyServer.answers(200, ""), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("HTML", FaultyServer.answers(200, "<html>Sign in</html>"), FailureCode.ENGINE_UNAVAILABLE,
                        true),
                failure("list", FaultyServer.answers(200, "[]"), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("no job", FaultyServer.answers(200, "{}"), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("no id", ReplicateServer.accepts("../account"), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("cut off", FaultyServer.cutsOffInTheMiddleOf(200), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("closed", FaultyServer.cutsOffBeforeTheAnswer(), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("token", ReplicateServer.refuses(401), FailureCode.ENGINE_UNAVAILABLE, false),
                failure("no credit", ReplicateServer.refuses(402), FailureCode.ENGINE_UNAVAILABLE, false),
                failure("model", ReplicateServer.refuses(404), FailureCode.ENGINE_UNAVAILABLE, false),
                failure("input", ReplicateServer.refuses(422), FailureCode.ENGINE_UNAVAILABLE, false),
                failure("too large", ReplicateServer.refuses(413), FailureCode.INPUT_UNREADABLE, false),
                failure("moved", FaultyServer.answers(302, "", "Location: http://127.0.0.1:1/"),
                        FailureCode.ENGINE_UNAVAILABLE, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void mapsEachRefusalOfAJobToOneCode(String name, Behaviour behaviour, FailureCode code, boolean retry) {
        server.accepting(behaviour);

        Submission.Refused refused = assertInstanceOf(Submission.Refused.class, engine().submit(EngineJobs.of(PROMPT)));

        assertEquals(code, refused.failed().code());
        assertEquals(retry, refused.failed().retry());
        assertEquals(1, server.received().size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void asksAgainOnlyIfAFailurePasses(String name, Behaviour behaviour, FailureCode code, boolean retry) {
        server.telling(behaviour);

        EngineOutcome.Failed failed = assertInstanceOf(EngineOutcome.Failed.class, collect().orElseThrow());

        assertEquals(code, failed.code());
        assertEquals(retry, failed.retry());
        assertEquals(List.of(), server.received("POST "));
    }

    static Stream<Arguments> files() {
        return Stream.of(
                failure("gone", FaultyServer.answers(404, ""), FailureCode.NO_IMAGE, false),
                failure("expired", FaultyServer.answers(403, ""), FailureCode.NO_IMAGE, false),
                failure("moved", FaultyServer.answers(302, "", "Location: http://127.0.0.1:1/"), FailureCode.NO_IMAGE,
                        false),
                failure("429", FaultyServer.answers(429, ""), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("503", FaultyServer.answers(503, ""), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("cut off", FaultyServer.cutsOffInTheMiddleOf(200), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("closed", FaultyServer.cutsOffBeforeTheAnswer(), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("too large", FaultyServer.answers(200, "x".repeat(42_000_000)), FailureCode.NO_IMAGE, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void fetchesAFileAgainOnlyIfAFailurePasses(String name, Behaviour behaviour, FailureCode code, boolean retry) {
        server.serving(behaviour);

        EngineOutcome.Failed failed = assertInstanceOf(EngineOutcome.Failed.class, collect().orElseThrow());

        assertEquals(code, failed.code());
        assertEquals(retry, failed.retry());
    }

    @Test
    void fetchesNothingFromAnotherHost() throws IOException {
        try (ReplicateServer other = new ReplicateServer(RESULT)) {
            server.telling(ReplicateServer.succeeds("\"" + other.uri() + "/files/out.png\""));

            assertEquals(failed(FailureCode.NO_IMAGE, false), collect());

            assertEquals(List.of(), other.received());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://replicate.delivery/x.png", "https://pbxt.replicate.delivery/a/b.webp"})
    void trustsTheHostsOfReplicate(String url) {
        assertTrue(engine().isOutput(URI.create(url)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://replicate.delivery/x.png", "https://replicate.delivery:8443/x.png",
            "https://replicate.delivery.evil.example/x.png", "https://evilreplicate.delivery/x.png",
            "https://replicate.delivery@evil.example/x.png", "https://169.254.169.254/", "ftp://replicate.delivery/x",
            "file:///etc/passwd", "/x.png", "https:replicate.delivery"})
    void trustsNoOtherHost(String url) {
        assertFalse(engine().isOutput(URI.create(url)));
    }

    @Test
    void makesAFileSmallerThatIsTooLargeToBeStored() {
        byte[] large = SomePictures.png(2_000, 1_900, 1);
        server.serving(ReplicateServer.serves(large));

        byte[] file = ((EngineOutcome.Image) collect().orElseThrow()).file();

        assertTrue(large.length > Picture.MAX_BYTES && file.length < Picture.MAX_BYTES);
    }

    @Test
    void refusesAnImageThatIsNoneWithoutAskingReplicate() {
        EngineJob job = EngineJobs.of(PROMPT, "", List.of(new EngineImage(new byte[100], SourceRole.SUBJECT)),
                Optional.empty());

        assertEquals(new Submission.Refused(new EngineOutcome.Failed(FailureCode.INPUT_UNREADABLE, false)),
                engine().submit(job));
        assertEquals(List.of(), server.received());
    }

    @Test
    void cancelsAJob() {
        engine().cancel("job7");

        Received request = server.received().getFirst();
        assertEquals("POST /v1/predictions/job7/cancel HTTP/1.1", request.line());
        assertEquals("Bearer " + ReplicateServer.TOKEN, request.headers().get("authorization"));
    }

    @Test
    void goesOnIfAJobCannotBeCanceled() throws IOException {
        server.close();

        engine().cancel("job7");
    }

    @Test
    void endsACallThatHangs() {
        EngineOutcome.Failed timeout = new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true);
        for (Behaviour slow : List.of(FaultyServer.hangs(), FaultyServer.drips())) {
            server.accepting(slow);
            server.telling(slow);

            assertEquals(new Submission.Refused(timeout), impatient().submit(EngineJobs.of(PROMPT)));
            assertEquals(Optional.of(timeout), impatient().collect("job1", false));
        }
    }

    @Test
    void endsAFileThatHangs() {
        server.serving(FaultyServer.hangs());

        assertEquals(failed(FailureCode.ENGINE_TIMEOUT, true), impatient().collect("job1", false));
    }

    private ReplicateEngine impatient() {
        return new ReplicateEngine(account(Optional.empty(), Optional.empty()), SHORT, log());
    }

    @Test
    void endsByTheDeadline() {
        server.telling(FaultyServer.hangs());

        assertEquals(failed(FailureCode.ENGINE_TIMEOUT, true),
                Deadline.within(Duration.ofMillis(200), this::collect));
    }

    @Test
    void isUnavailableIfNobodyListens() throws IOException {
        server.close();

        EngineOutcome.Failed failed = (EngineOutcome.Failed) collect().orElseThrow();

        assertEquals(FailureCode.ENGINE_UNAVAILABLE, failed.code());
        assertTrue(failed.retry());
    }

    @Test
    void logsWhatTheOperatorMustChange() {
        server.telling(ReplicateServer.refuses(402));
        String refused = logged(() -> collect().orElseThrow());
        server.telling(ReplicateServer.refuses(429));
        String overloaded = logged(() -> collect().orElseThrow());
        server.telling(ReplicateServer.succeeds("\"https://evil.example/x.png\""));
        String foreign = logged(() -> collect().orElseThrow());

        assertTrue(refused.contains("\"level\":\"ERROR\",\"event\":\"EngineRefused\",\"engine\":\"replicate\","
                + "\"model\":\"black-forest-labs/flux-2-pro\",\"status\":402"), refused);
        assertTrue(overloaded.contains("\"level\":\"WARN\",\"event\":\"EngineRefused\""), overloaded);
        assertTrue(foreign.contains("\"reason\":\"OUTPUT_HOST\"") && !foreign.contains("evil"), foreign);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void keepsTheTokenAndThePromptOutOfLogsAndExceptions(String name, Behaviour behaviour, FailureCode code,
            boolean retry) {
        server.accepting(behaviour);
        server.telling(behaviour);

        String text = logged(() -> ((Submission.Refused) engine().submit(EngineJobs.of(PROMPT))).failed())
                + logged(() -> collect().orElseThrow()) + account(Optional.empty(), Optional.empty());

        assertFalse(text.contains("canary"), text);
    }

    /** The events of a failure, and its exception. */
    private static String logged(Supplier<EngineOutcome> call) {
        StringWriter text = new StringWriter();
        String printed = Output.of(() -> ((EngineOutcome.Failed) call.get()).cause()
                .ifPresent(cause -> cause.printStackTrace(new PrintWriter(text))));
        return printed + text;
    }

    private Optional<EngineOutcome> collect() {
        return engine().collect("job1", false);
    }

    private ReplicateEngine engine() {
        return new ReplicateEngine(account(Optional.empty(), Optional.empty()), log());
    }

    private ReplicateAccount account(Optional<URI> webhooks, Optional<ReplicatePrice> price) {
        return new ReplicateAccount(ReplicateServer.TOKEN, ReplicateAccount.DEFAULT_MODEL,
                ModelInput.parse(ModelInput.DEFAULT), price, webhooks, server.uri());
    }

    private static EventLog log() {
        return new EventLog(Clock.systemUTC(), "nero");
    }

    private static Optional<EngineOutcome> failed(FailureCode code, boolean retry) {
        return Optional.of(new EngineOutcome.Failed(code, retry));
    }

    private static Arguments failure(String name, Behaviour behaviour, FailureCode code, boolean retry) {
        return Arguments.of(name, behaviour, code, retry);
    }
}
