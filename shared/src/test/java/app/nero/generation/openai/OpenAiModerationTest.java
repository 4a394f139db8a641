package app.nero.generation.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.EngineTier;
import app.nero.generation.GenerationType;
import app.nero.generation.ImageOptions;
import app.nero.generation.ImageSize;
import app.nero.generation.Recipe;
import app.nero.generation.SourceImage;
import app.nero.generation.SourceRole;
import app.nero.http.EventLog;
import app.nero.kernel.Deadline;
import app.nero.kernel.Id;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.picture.InMemoryImageStore;
import app.nero.picture.Picture;
import app.nero.picture.PublicId;
import app.nero.picture.SomePictures;
import app.nero.template.Prompt;
import app.nero.testing.FaultyServer;
import app.nero.testing.FaultyServer.Behaviour;
import app.nero.testing.Output;
import app.nero.testing.Some;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The moderation against a server that allows, flags, refuses, hangs, and answers what is not the endpoint. */
class OpenAiModerationTest {

    private static final TimeLimits SHORT = new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(2));
    private static final String PROMPT = "canary prompt";
    private static final Picture PHOTO = read(SomePictures.jpeg(8, 6, 2));
    private static final Picture MASK = read(SomePictures.png(8, 6, 3));

    private final InMemoryImageStore store = new InMemoryImageStore();
    private final Id userId = Some.id();
    private OpenAiServer server;

    @BeforeEach
    void start() throws IOException {
        server = new OpenAiServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void checksThePromptInOneCall() {
        assertTrue(moderation().allowsRequest(recipe(PROMPT)));
        assertFalse(moderation().allowsRequest(recipe("a " + OpenAiServer.FLAGGED)));

        FaultyServer.Received request = server.received().getFirst();
        assertEquals("POST /v1/moderations HTTP/1.1", request.line());
        assertEquals("Bearer " + OpenAiServer.KEY, request.headers().get("authorization"));
        assertEquals(
                "{\"model\":\"omni-moderation-latest\",\"input\":[{\"type\":\"text\",\"text\":\"" + PROMPT + "\"}]}",
                request.body());
    }

    @Test
    void checksEachUploadInACallOfItsOwn() {
        Recipe recipe = recipe("", upload(PHOTO), upload(MASK));

        assertTrue(moderation().allowsRequest(recipe));

        List<String> bodies = server.received().stream().map(FaultyServer.Received::body).sorted().toList();
        assertEquals(List.of(request("image/jpeg", PHOTO), request("image/png", MASK)), bodies);
        AtomicInteger calls = new AtomicInteger();
        server.becomes(connection -> OpenAiServer.answers(calls.incrementAndGet() == 2).answer(connection));
        assertFalse(moderation().allowsRequest(recipe));
    }

    @Test
    void checksAnUploadOfTheLargestSizeThatCanBeAllowed() {
        Picture large = ((Picture.Reading.Accepted) Picture
                .read(SomePictures.withHeight(SomePictures.png(10, 8, 4), 10_000_000), 100)).picture();
        server.becomes(OpenAiServer.answers(true));

        assertFalse(moderation().allowsRequest(recipe("", upload(large))));
        assertEquals(request("image/png", large), server.received().getLast().body());
    }

    @Test
    void asksNothingForARequestWithoutPromptAndUploads() {
        PublicId missing = PublicId.ofUpload(userId, Some.id());

        assertTrue(moderation().allowsRequest(recipe("", missing)));
        assertTrue(moderation().allowsRequest(recipe("")));

        assertEquals(List.of(), server.received());
    }

    @Test
    void checksAResult() {
        assertTrue(moderation().allowsResult(PHOTO));
        server.becomes(OpenAiServer.answers(true));
        assertFalse(moderation().allowsResult(PHOTO));

        assertEquals(request("image/jpeg", PHOTO), server.received().getLast().body());
    }

    static Stream<Behaviour> failures() {
        return Stream.of(FaultyServer.answers(200, ""), FaultyServer.answers(200, "{}"),
                FaultyServer.answers(200, "{\"results\":[]}"), FaultyServer.answers(200, "{\"results\":[{}]}"),
                FaultyServer.answers(200, "[]"), FaultyServer.answers(200, "<html>"),
                FaultyServer.answers(200, "{\"results\":[{\"flagged\":\"no\"}]}"),
                FaultyServer.answers(200, "{\"results\":[{\"flagged\":false}]"),
                FaultyServer.answers(200, "{\"x\":\"" + "x".repeat(300_000) + "\"}"),
                FaultyServer.answers(302, "", "Location: http://127.0.0.1:1/"),
                FaultyServer.answers(401, "{\"error\":{\"message\":\"" + OpenAiServer.KEY + "\"}}"),
                FaultyServer.answers(429, "{}"), FaultyServer.answers(500, "{}"), FaultyServer.hangs(),
                FaultyServer.drips(), FaultyServer.cutsOffBeforeTheAnswer(), FaultyServer.cutsOffInTheMiddleOf(200));
    }

    /** Nothing passes unchecked. */
    @ParameterizedTest
    @MethodSource("failures")
    void isUnavailableIfThereIsNoResultAndTellsNeitherKeyNorPrompt(Behaviour failure) {
        server.becomes(failure);
        StringWriter text = new StringWriter();
        String printed = Output.of(() -> {
            UnavailableException e = assertThrows(UnavailableException.class,
                    () -> moderation(SHORT).allowsRequest(recipe(PROMPT)));
            assertEquals(Service.MODERATION, e.service());
            e.printStackTrace(new PrintWriter(text));
        });

        assertFalse((text + printed).contains("canary"));
        assertTrue(server.received().size() <= 1);
    }

    @Test
    void endsByTheDeadline() {
        server.becomes(FaultyServer.hangs());

        assertThrows(UnavailableException.class,
                () -> Deadline.within(Duration.ofMillis(200), () -> moderation().allowsRequest(recipe(PROMPT))));
    }

    @Test
    void findsOutWhetherOpenAiAnswersWithoutTheKey() throws IOException {
        OpenAiModeration moderation = moderation(SHORT);
        server.becomes(FaultyServer.answers(401, "{}"));

        assertTrue(moderation.ping());
        assertFalse(server.received().getFirst().headers().containsKey("authorization"));
        moderation.release();
        assertTrue(moderation.ping());
        server.becomes(FaultyServer.hangs());
        assertFalse(moderation.ping());
        server.close();
        assertFalse(moderation.ping());
    }

    private OpenAiModeration moderation() {
        return moderation(OpenAiModeration.LIMITS);
    }

    private OpenAiModeration moderation(TimeLimits limits) {
        return new OpenAiModeration(new OpenAiAccount(OpenAiServer.KEY, server.uri()), store,
                url -> store.see(url).map(Picture::bytes), limits, new EventLog(Clock.systemUTC(), "nero"));
    }

    private PublicId upload(Picture picture) {
        return store.put(PublicId.ofUpload(userId, Some.id()), picture).publicId();
    }

    /** The last upload is the mask, if there are several. */
    private static Recipe recipe(String prompt, PublicId... uploads) {
        boolean hasMask = uploads.length > 1;
        List<SourceImage> sources = Arrays.stream(uploads).limit(hasMask ? uploads.length - 1L : uploads.length)
                .map(upload -> new SourceImage(upload, SourceRole.SUBJECT)).toList();
        return new Recipe(GenerationType.EDIT, prompt.isEmpty() ? Optional.empty() : Optional.of(new Prompt(prompt)),
                Optional.empty(), Optional.empty(), Some.id(), List.of(), sources,
                hasMask ? Optional.of(uploads[uploads.length - 1]) : Optional.empty(),
                new ImageOptions(Optional.empty(), ImageSize.SIZE_1K, Optional.empty(), 1, 0.8, true,
                        EngineTier.STANDARD, 1));
    }

    private static String request(String mediaType, Picture picture) {
        return "{\"model\":\"omni-moderation-latest\",\"input\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:"
                + mediaType + ";base64," + Base64.getEncoder().encodeToString(picture.bytes()) + "\"}}]}";
    }

    private static Picture read(byte[] file) {
        return ((Picture.Reading.Accepted) Picture.read(file)).picture();
    }
}
