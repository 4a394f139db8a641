package app.nero.generation;

import static app.nero.generation.GenerationWorld.RequestBuilder.aRequest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import app.nero.account.User;
import app.nero.generation.RunGeneration.Result;
import app.nero.generation.replicate.ModelInput;
import app.nero.generation.replicate.ReplicateAccount;
import app.nero.generation.replicate.ReplicateEngine;
import app.nero.generation.replicate.ReplicatePrice;
import app.nero.generation.replicate.ReplicateServer;
import app.nero.http.EventLog;
import app.nero.kernel.Id;
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

/** Generations that workers run with Replicate: without an image they cost nothing, whatever Replicate answers. */
class ReplicateRefundsTest {

    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(2));

    private final GenerationWorld world = new GenerationWorld();
    private final User user = world.user(3);
    private ReplicateServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ReplicateServer(SomePictures.png(6, 4, 1));
        ReplicateEngine replicate = new ReplicateEngine(new ReplicateAccount(ReplicateServer.TOKEN,
                ReplicateAccount.DEFAULT_MODEL, ModelInput.parse(ModelInput.DEFAULT),
                Optional.of(ReplicatePrice.parse("0.05")), Optional.empty(), server.uri()), LIMITS,
                new EventLog(Clock.systemUTC(), "nero"));
        world.provider.accepting(replicate::submit);
        world.provider.answering(jobId -> replicate.collect(jobId, false));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void deliversAnImageAndRecordsItsCost() {
        Id id = submitted();

        Generation done = assertInstanceOf(Result.Succeeded.class, world.run.run(id)).generation();

        assertEquals(Optional.of(new EngineUse("black-forest-labs/flux-2-pro", OptionalLong.of(50_000))),
                done.engineUse());
        assertEquals(Optional.of("job1"), done.progress().providerRef());
        assertEquals(1, world.balance(user));
    }

    @Test
    void deliversTheImageOfASlowJobWithoutSubmittingItAgain() {
        server.readyAfter(9);
        Id id = submitted();

        for (int i = 0; i < 20; i++) {
            world.clock.advance(Duration.ofSeconds(30));
            world.work();
        }

        assertEquals(GenerationStatus.SUCCEEDED, world.row(id).status());
        assertEquals(1, server.received("POST ").size());
        assertEquals(10, server.received("GET /v1/").size());
    }

    static Stream<Arguments> jobs() {
        byte[] broken = Arrays.copyOf(SomePictures.png(6, 4, 1), 2_000);
        Arrays.fill(broken, 16, broken.length, (byte) 7);
        return Stream.of(
                Arguments.of("blocked", ReplicateServer.fails("flagged as sensitive"), FaultyServer.hangs(),
                        FailureCode.CONTENT_BLOCKED),
                Arguments.of("failed", ReplicateServer.fails("out of memory"), FaultyServer.hangs(),
                        FailureCode.NO_IMAGE),
                Arguments.of("endless", ReplicateServer.tells("processing", "null", "null"), FaultyServer.hangs(),
                        FailureCode.ENGINE_TIMEOUT),
                Arguments.of("another host", ReplicateServer.succeeds("\"https://evil.example/x.png\""),
                        FaultyServer.hangs(), FailureCode.NO_IMAGE),
                Arguments.of("down", FaultyServer.answers(503, "<html>"), FaultyServer.hangs(),
                        FailureCode.ENGINE_UNAVAILABLE),
                Arguments.of("image gone", null, FaultyServer.answers(404, ""), FailureCode.NO_IMAGE),
                Arguments.of("wrong bytes", null, ReplicateServer.serves(broken), FailureCode.NO_IMAGE),
                Arguments.of("HTML", null, FaultyServer.answers(200, "<html>busy</html>"), FailureCode.NO_IMAGE),
                Arguments.of("empty", null, FaultyServer.answers(200, ""), FailureCode.NO_IMAGE),
                Arguments.of("moved", null, FaultyServer.answers(302, "", "Location: http://127.0.0.1:1/"),
                        FailureCode.NO_IMAGE),
                Arguments.of("files down", null, FaultyServer.answers(503, ""), FailureCode.ENGINE_UNAVAILABLE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jobs")
    void refundsAJobThatDeliversNoImage(String name, Behaviour telling, Behaviour serving, FailureCode code) {
        if (telling != null) {
            server.telling(telling);
        }
        server.serving(serving);
        Id id = submitted();

        for (int i = 0; i < 25; i++) {
            world.clock.advance(Duration.ofSeconds(30));
            world.work();
        }

        assertRefunded(id, code, 1);
        assertEquals(1, server.received("POST /v1/models/").size());
    }

    static Stream<Arguments> refusals() {
        return Stream.of(Arguments.of("401", FaultyServer.answers(401, "{}"), FailureCode.ENGINE_UNAVAILABLE, 1),
                Arguments.of("422", ReplicateServer.refuses(422), FailureCode.ENGINE_UNAVAILABLE, 1),
                Arguments.of("429", ReplicateServer.refuses(429), FailureCode.ENGINE_UNAVAILABLE, 3),
                Arguments.of("503", FaultyServer.answers(503, "<html>"), FailureCode.ENGINE_UNAVAILABLE, 3),
                Arguments.of("HTML", FaultyServer.answers(200, "<html>"), FailureCode.ENGINE_UNAVAILABLE, 3),
                Arguments.of("hanging", FaultyServer.hangs(), FailureCode.ENGINE_TIMEOUT, 3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refundsAJobThatReplicateDoesNotAccept(String name, Behaviour accepting, FailureCode code, int attempts) {
        server.accepting(accepting);
        Id id = submit();

        for (int i = 0; i < attempts; i++) {
            world.clock.advance(Duration.ofSeconds(30));
            world.work();
        }

        assertRefunded(id, code, attempts);
        assertEquals(attempts, server.received().size());
    }

    private Id submit() {
        Id id = world.id();
        world.submit.submit(user.id(), id, aRequest().engine(EngineTier.PRO).build());
        return id;
    }

    private Id submitted() {
        Id id = submit();
        world.work();
        assertEquals(GenerationStatus.WAITING, world.row(id).status());
        return id;
    }

    private void assertRefunded(Id id, FailureCode code, int attempts) {
        Generation failed = world.row(id);
        assertEquals(GenerationStatus.FAILED, failed.status());
        assertEquals(Optional.of(code), failed.error());
        assertEquals(attempts, failed.progress().attempt());
        assertEquals(List.of(3, -2, 2), world.amounts(user.id()));
    }
}
