package app.nero.generation;

import static app.nero.generation.GenerationWorld.RequestBuilder.aRequest;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.account.User;
import app.nero.generation.gemini.GeminiAccount;
import app.nero.generation.gemini.GeminiEngine;
import app.nero.generation.gemini.GeminiServer;
import app.nero.http.EventLog;
import app.nero.kernel.TimeLimits;
import app.nero.picture.SomePictures;
import app.nero.testing.FaultyServer;
import app.nero.testing.FaultyServer.Behaviour;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
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

/** Generations that workers run with Gemini: without an image they cost nothing, whatever Gemini answers. */
class GeminiRefundsTest {

    private final GenerationWorld world = new GenerationWorld();
    private final User user = world.user(3);
    private GeminiServer server;

    @BeforeEach
    void start() throws IOException {
        server = new GeminiServer(SomePictures.png(6, 4, 1));
        useGemini(GeminiEngine.LIMITS);
    }

    private void useGemini(TimeLimits limits) {
        GeminiAccount account = new GeminiAccount(GeminiServer.KEY, GeminiAccount.DEFAULT_STANDARD_MODEL,
                GeminiAccount.DEFAULT_PRO_MODEL, server.uri());
        GeminiEngine gemini = new GeminiEngine(account, EngineTier.STANDARD, limits,
                new EventLog(Clock.systemUTC(), "nero"));
        world.engine.answering(job -> gemini.run(job, _ -> {}));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void deliversAnImageAndRecordsItsCost() {
        Generation done = world.succeeded(user, aRequest().build());

        assertEquals(Optional.of(new EngineUse("gemini-3.1-flash-image", OptionalLong.of(68_330))), done.engineUse());
        assertEquals(2, world.balance(user));
    }

    static Stream<Arguments> failures() {
        byte[] broken = Arrays.copyOf(SomePictures.png(6, 4, 1), 2_000);
        Arrays.fill(broken, 16, broken.length, (byte) 7);
        return Stream.of(
                Arguments.of("wrong bytes", GeminiServer.makes(broken), FailureCode.NO_IMAGE, 1),
                Arguments.of("text", GeminiServer.finishes("STOP"), FailureCode.NO_IMAGE, 1),
                Arguments.of("blocked", GeminiServer.finishes("IMAGE_SAFETY"), FailureCode.CONTENT_BLOCKED, 1),
                Arguments.of("403", FaultyServer.answers(403, "{}"), FailureCode.ENGINE_UNAVAILABLE, 1),
                Arguments.of("429", FaultyServer.answers(429, "{}"), FailureCode.ENGINE_UNAVAILABLE, 3),
                Arguments.of("503", FaultyServer.answers(503, "<html>"), FailureCode.ENGINE_UNAVAILABLE, 3),
                Arguments.of("HTML", FaultyServer.answers(200, "<html>"), FailureCode.ENGINE_UNAVAILABLE, 3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void refundsAGenerationThatGeminiDoesNotMake(String name, Behaviour behaviour, FailureCode code, int attempts) {
        assertRefunded(behaviour, code, attempts);

        assertEquals(attempts, server.received().size());
    }

    @Test
    void refundsAGenerationThatHangs() {
        useGemini(new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(2)));

        assertRefunded(FaultyServer.hangs(), FailureCode.ENGINE_TIMEOUT, 3);
    }

    private void assertRefunded(Behaviour behaviour, FailureCode code, int attempts) {
        server.becomes(behaviour);
        Generation queued = world.submitted(user);

        for (int i = 0; i < attempts; i++) {
            world.clock.advance(Duration.ofSeconds(30));
            world.work();
        }

        Generation failed = world.row(queued.id());
        assertEquals(GenerationStatus.FAILED, failed.status());
        assertEquals(Optional.of(code), failed.error());
        assertEquals(attempts, failed.progress().attempt());
        assertEquals(List.of(3, -1, 1), world.amounts(user.id()));
    }
}
