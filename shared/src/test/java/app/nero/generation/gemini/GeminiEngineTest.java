package app.nero.generation.gemini;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.EngineImage;
import app.nero.generation.EngineJob;
import app.nero.generation.EngineJobs;
import app.nero.generation.EngineOutcome;
import app.nero.generation.EngineTier;
import app.nero.generation.EngineUse;
import app.nero.generation.FailureCode;
import app.nero.generation.GenerationType;
import app.nero.generation.SourceRole;
import app.nero.http.EventLog;
import app.nero.kernel.Deadline;
import app.nero.kernel.TimeLimits;
import app.nero.picture.DigitalSourceType;
import app.nero.picture.Picture;
import app.nero.picture.SomePictures;
import app.nero.testing.FaultyServer;
import app.nero.testing.FaultyServer.Behaviour;
import app.nero.testing.Output;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine against a server that makes images, refuses, is overloaded, hangs, and answers what is not the Gemini API. */
class GeminiEngineTest {

    private static final TimeLimits SHORT = new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(2));
    private static final byte[] RESULT = SomePictures.png(6, 4, 1);
    private static final byte[] FACE = SomePictures.jpeg(8, 6, 2);
    private static final byte[] OTHER_FACE = SomePictures.jpeg(8, 6, 3);
    private static final byte[] STYLE = SomePictures.png(5, 5, 4);
    private static final byte[] MASK = SomePictures.png(8, 6, 5);
    private static final String PROMPT = "canary prompt";

    private GeminiServer server;

    @BeforeEach
    void start() throws IOException {
        server = new GeminiServer(RESULT);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void makesAnImageOfAPromptAndTellsWhatItCost() {
        EngineOutcome.Image made = assertInstanceOf(EngineOutcome.Image.class, run(EngineJobs.of(PROMPT)));

        assertArrayEquals(RESULT, made.file());
        // 1000 tokens of input, 210 of text and thoughts, 1120 of the image.
        assertEquals(new EngineUse("gemini-3.1-flash-image", OptionalLong.of(500 + 630 + 67_200)), made.use());
        assertEquals(DigitalSourceType.TRAINED_ALGORITHMIC_MEDIA, made.sourceType());
        FaultyServer.Received request = server.received().getFirst();
        assertEquals("POST /v1beta/models/gemini-3.1-flash-image:generateContent HTTP/1.1", request.line());
        assertEquals(GeminiServer.KEY, request.headers().get("x-goog-api-key"));
        JsonNode body = body();
        assertEquals("Generate one image.\nWhat the image must show: " + PROMPT,
                body.at("/contents/0/parts/0/text").asText());
        assertEquals("{\"responseModalities\":[\"IMAGE\"],\"seed\":42,"
                + "\"imageConfig\":{\"aspectRatio\":\"3:4\",\"imageSize\":\"2K\"}}",
                body.get("generationConfig").toString());
        assertEquals(4, body.get("safetySettings").size());
    }

    @Test
    void makesAFileSmallerThatIsTooLargeToBeStored() {
        byte[] large = SomePictures.png(2_000, 1_900, 1);
        server.becomes(GeminiServer.makes(large));

        byte[] file = ((EngineOutcome.Image) run(EngineJobs.of(PROMPT))).file();

        assertTrue(large.length > Picture.MAX_BYTES);
        Picture picture = ((Picture.Reading.Accepted) Picture.read(file)).picture();
        assertEquals("JPEG 2000 x 1900", picture.format() + " " + picture.width() + " x " + picture.height());
    }

    @Test
    void keepsALargeFileThatCannotBeDecoded() {
        byte[] broken = new byte[Picture.MAX_BYTES + 1];
        server.becomes(GeminiServer.makes(broken));

        assertEquals(broken.length, ((EngineOutcome.Image) run(EngineJobs.of(PROMPT))).file().length);
    }

    @Test
    void saysWhatEachImageIsFor() {
        EngineOutcome outcome = run(EngineJobs.of(PROMPT, "in the snow",
                List.of(new EngineImage(FACE, SourceRole.SUBJECT), new EngineImage(OTHER_FACE, SourceRole.SUBJECT),
                        new EngineImage(STYLE, SourceRole.STYLE), new EngineImage(STYLE, SourceRole.STYLE)),
                Optional.of(MASK)));

        assertEquals(DigitalSourceType.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA,
                ((EngineOutcome.Image) outcome).sourceType());
        JsonNode parts = body().at("/contents/0/parts");
        assertStarts("Image 1, the subject:", parts.get(0));
        assertPicture("image/jpeg", FACE, parts.get(1));
        assertStarts("Image 2, the subject:", parts.get(2));
        assertPicture("image/jpeg", OTHER_FACE, parts.get(3));
        assertStarts("Image 3, the style:", parts.get(4));
        assertPicture("image/png", STYLE, parts.get(5));
        assertStarts("Image 4, the template:", parts.get(6));
        assertPicture("image/png", STYLE, parts.get(7));
        assertStarts("The mask:", parts.get(8));
        assertPicture("image/png", MASK, parts.get(9));
        String instruction = parts.get(10).get("text").asText();
        assertTrue(instruction.contains("in the snow") && instruction.contains(PROMPT), instruction);
        assertTrue(instruction.contains("Keep the face and the identity"), instruction);
        assertEquals(11, parts.size());
    }

    @Test
    void changesFacesOnlyIfTheUserAllowsIt() {
        List<EngineImage> face = List.of(new EngineImage(FACE, SourceRole.SUBJECT));

        run(EngineJobs.of(GenerationType.EDIT, PROMPT, "", face, Optional.empty(), 0.2, false));

        String instruction = body().at("/contents/0/parts/2/text").asText();
        assertTrue(instruction.startsWith("Edit the subject image."), instruction);
        assertTrue(instruction.contains("only slightly"), instruction);
        assertFalse(instruction.contains("identity"), instruction);
    }

    @Test
    void usesTheProModelForThePriceOfThePro() {
        EngineOutcome.Image made = (EngineOutcome.Image) new GeminiEngine(account(), EngineTier.PRO, log())
                .run(EngineJobs.of(PROMPT), _ -> {});

        assertEquals(new EngineUse("gemini-3-pro-image", OptionalLong.of(2_000 + 2_520 + 134_400)), made.use());
    }

    @Test
    void doesNotKnowTheCostOfAnotherModel() {
        GeminiAccount other = new GeminiAccount(GeminiServer.KEY, "gemini-9-image", "x", server.uri());

        EngineOutcome.Image made = (EngineOutcome.Image) new GeminiEngine(other, EngineTier.STANDARD, log())
                .run(EngineJobs.of(PROMPT), _ -> {});

        assertEquals(new EngineUse("gemini-9-image", OptionalLong.empty()), made.use());
    }

    @Test
    void refusesAnImageThatIsNoneWithoutAskingGemini() {
        EngineJob job = EngineJobs.of(PROMPT, "", List.of(new EngineImage(new byte[100], SourceRole.SUBJECT)),
                Optional.empty());

        assertEquals(new EngineOutcome.Failed(FailureCode.INPUT_UNREADABLE, false), run(job));
        assertEquals(List.of(), server.received());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAFETY", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "RECITATION", "IMAGE_SAFETY",
            "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION"})
    void isBlockedIfTheContentIsTheReasonForNoImage(String reason) {
        server.becomes(GeminiServer.finishes(reason));

        assertEquals(new EngineOutcome.Failed(FailureCode.CONTENT_BLOCKED, false), run(EngineJobs.of(PROMPT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "NO_IMAGE", "IMAGE_OTHER", "OTHER", "MAX_TOKENS", "LANGUAGE",
            "FINISH_REASON_UNSPECIFIED", "SOMETHING_NEW"})
    void makesNoImageForAnyOtherReason(String reason) {
        server.becomes(GeminiServer.finishes(reason));

        assertEquals(new EngineOutcome.Failed(FailureCode.NO_IMAGE, false), run(EngineJobs.of(PROMPT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAFETY", "BLOCKLIST", "PROHIBITED_CONTENT", "IMAGE_SAFETY", "OTHER", "SOMETHING_NEW"})
    void isBlockedIfThePromptIs(String reason) {
        server.becomes(GeminiServer.blocksThePrompt(reason));

        assertEquals(new EngineOutcome.Failed(FailureCode.CONTENT_BLOCKED, false), run(EngineJobs.of(PROMPT)));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failure("empty object", FaultyServer.answers(200, "{}"), FailureCode.NO_IMAGE, false),
                failure("no candidates", FaultyServer.answers(200, "{\"candidates\":[]}"), FailureCode.NO_IMAGE, false),
                failure("too large", FaultyServer.answers(200, "{\"x\":\"" + "x".repeat(41_000_000) + "\"}"),
                        FailureCode.NO_IMAGE, false),
                failure("empty", FaultyServer.answers(200, ""), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("HTML", FaultyServer.answers(200, "<html>Sign in</html>"), FailureCode.ENGINE_UNAVAILABLE,
                        true),
                failure("list", FaultyServer.answers(200, "[]"), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("no base64", FaultyServer.answers(200, "{\"candidates\":[{\"content\":{\"parts\":[{"
                        + "\"inlineData\":{\"data\":\"%%%%\"}}]}}]}"), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("cut off", FaultyServer.cutsOffInTheMiddleOf(200), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("closed", FaultyServer.cutsOffBeforeTheAnswer(), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("429", refusal(429, "RESOURCE_EXHAUSTED"), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("500", refusal(500, "INTERNAL"), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("503", refusal(503, "UNAVAILABLE"), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("502 in HTML", FaultyServer.answers(502, "<html>"), FailureCode.ENGINE_UNAVAILABLE, true),
                failure("504", refusal(504, "DEADLINE_EXCEEDED"), FailureCode.ENGINE_TIMEOUT, true),
                failure("408", FaultyServer.answers(408, ""), FailureCode.ENGINE_TIMEOUT, true),
                failure("image", GeminiServer.refuses(400, "INVALID_ARGUMENT", "x", "Unable to process input image"),
                        FailureCode.INPUT_UNREADABLE, false),
                failure("413", FaultyServer.answers(413, ""), FailureCode.INPUT_UNREADABLE, false),
                failure("key", GeminiServer.refuses(400, "INVALID_ARGUMENT", "API_KEY_INVALID", "API key not valid"),
                        FailureCode.ENGINE_UNAVAILABLE, false),
                failure("place", refusal(400, "FAILED_PRECONDITION"), FailureCode.ENGINE_UNAVAILABLE, false),
                failure("401", refusal(401, "UNAUTHENTICATED"), FailureCode.ENGINE_UNAVAILABLE, false),
                failure("403", refusal(403, "PERMISSION_DENIED"), FailureCode.ENGINE_UNAVAILABLE, false),
                failure("retired", refusal(404, "NOT_FOUND"), FailureCode.ENGINE_UNAVAILABLE, false),
                failure("moved", FaultyServer.answers(302, "", "Location: http://127.0.0.1:1/"),
                        FailureCode.ENGINE_UNAVAILABLE, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void mapsEachFailureToOneCode(String name, Behaviour behaviour, FailureCode code, boolean retry) {
        server.becomes(behaviour);

        EngineOutcome.Failed failed = assertInstanceOf(EngineOutcome.Failed.class, run(EngineJobs.of(PROMPT)));

        assertEquals(code, failed.code());
        assertEquals(retry, failed.retry());
        assertEquals(1, server.received().size());
    }

    @Test
    void endsACallThatHangs() {
        for (Behaviour slow : List.of(FaultyServer.hangs(), FaultyServer.drips())) {
            server.becomes(slow);

            assertEquals(new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true),
                    new GeminiEngine(account(), EngineTier.STANDARD, SHORT, log()).run(EngineJobs.of(PROMPT), _ -> {}));
        }
    }

    @Test
    void endsByTheDeadline() {
        server.becomes(FaultyServer.hangs());

        assertEquals(new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true),
                Deadline.within(Duration.ofMillis(200), () -> run(EngineJobs.of(PROMPT))));
    }

    @Test
    void isUnavailableIfNobodyListens() throws IOException {
        EngineOutcome.Failed failed;
        server.close();

        failed = (EngineOutcome.Failed) run(EngineJobs.of(PROMPT));

        assertEquals(FailureCode.ENGINE_UNAVAILABLE, failed.code());
        assertTrue(failed.retry());
    }

    @Test
    void logsWhatTheOperatorMustChangeWithoutTheKeyOrTheRequest() {
        String refused = logged(GeminiServer.refuses(400, "INVALID_ARGUMENT", "API_KEY_INVALID",
                "API key not valid: " + GeminiServer.KEY + ", " + PROMPT));
        String overloaded = logged(refusal(429, "RESOURCE_EXHAUSTED"));

        assertTrue(refused.contains("\"level\":\"ERROR\",\"event\":\"EngineRefused\",\"engine\":\"gemini\","
                + "\"model\":\"gemini-3.1-flash-image\",\"status\":400,\"reason\":\"API_KEY_INVALID\""), refused);
        assertTrue(overloaded.contains("\"level\":\"WARN\",\"event\":\"EngineRefused\""), overloaded);
        assertTrue(overloaded.contains("\"status\":429,\"reason\":\"RESOURCE_EXHAUSTED\""), overloaded);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void keepsTheKeyAndThePromptOutOfLogsAndExceptions(String name, Behaviour behaviour) {
        String text = logged(behaviour) + account();

        assertFalse(text.contains("canary"), text);
    }

    private EngineOutcome run(EngineJob job) {
        return new GeminiEngine(account(), EngineTier.STANDARD, log()).run(job, _ -> {});
    }

    /** The events of a failure, and its exception. */
    private String logged(Behaviour behaviour) {
        server.becomes(behaviour);
        StringWriter text = new StringWriter();
        String printed = Output.of(() -> {
            EngineOutcome.Failed failed = (EngineOutcome.Failed) run(EngineJobs.of(PROMPT));
            failed.cause().ifPresent(cause -> cause.printStackTrace(new PrintWriter(text)));
        });
        return printed + text;
    }

    private GeminiAccount account() {
        return new GeminiAccount(GeminiServer.KEY, GeminiAccount.DEFAULT_STANDARD_MODEL,
                GeminiAccount.DEFAULT_PRO_MODEL, server.uri());
    }

    private static EventLog log() {
        return new EventLog(Clock.systemUTC(), "nero");
    }

    private JsonNode body() {
        try {
            return new ObjectMapper().readTree(server.received().getFirst().body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertStarts(String start, JsonNode part) {
        assertTrue(part.get("text").asText().startsWith(start), part::toString);
    }

    private static void assertPicture(String mediaType, byte[] file, JsonNode part) {
        assertEquals(mediaType, part.at("/inlineData/mimeType").asText());
        assertArrayEquals(file, Base64.getDecoder().decode(part.at("/inlineData/data").asText()));
    }

    private static Behaviour refusal(int status, String code) {
        return GeminiServer.refuses(status, code, "x", "refused " + PROMPT);
    }

    private static Arguments failure(String name, Behaviour behaviour, FailureCode code, boolean retry) {
        return Arguments.of(name, behaviour, code, retry);
    }
}
