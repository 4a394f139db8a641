package app.nero.generation.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.JobHint;
import app.nero.kernel.Deadline;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.testing.FaultyServer;
import app.nero.testing.FaultyServer.Behaviour;
import app.nero.testing.FaultyServer.Received;
import app.nero.testing.Some;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends to a server that accepts, refuses, hangs, sends slowly and closes the connection. */
class SqsJobQueueTest {

    private static final TimeLimits LONG = new TimeLimits(Duration.ofSeconds(30), Duration.ofSeconds(30));
    private static final TimeLimits SHORT = new TimeLimits(Duration.ofMillis(500), Duration.ofMillis(500));
    private static final Optional<SqsQueue.Keys> KEYS = Optional
            .of(new SqsQueue.Keys("AKIDEXAMPLE", "secret", Optional.of("a-session-token")));
    private static final JobHint HINT = new JobHint(Some.id(), Some.id());
    private static final String ENDPOINT = "aws.containerCredentialsFullUri";
    private static final String TOKEN = "aws.containerAuthorizationToken";

    private SqsServer server;

    @BeforeEach
    void start() throws IOException {
        server = new SqsServer(SqsServer.accepts());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void sendsTheIdInTheGroupOfTheUserAfterTheDelay() throws IOException {
        queue(LONG).send(HINT, Duration.ofSeconds(20));

        Received request = server.received().getFirst();
        JsonNode sent = new JsonMapper().readTree(request.body());
        assertEquals("AmazonSQS.SendMessage", request.headers().get("x-amz-target"));
        assertEquals(server.uri() + "/123456789012/generations", sent.get("QueueUrl").textValue());
        assertEquals("{\"version\":1,\"id\":\"" + HINT.generationId() + "\"}", sent.get("MessageBody").textValue());
        assertEquals(HINT.group().value(), sent.get("MessageGroupId").textValue());
        assertEquals(20, sent.get("DelaySeconds").intValue());
        assertEquals(4, sent.size());
    }

    @Test
    void signsWithTheKeysOfTheFunction() {
        queue(LONG).send(HINT, Duration.ZERO);

        Received request = server.received().getFirst();
        assertTrue(request.headers().get("authorization").contains("Credential=AKIDEXAMPLE/"));
        assertTrue(request.headers().get("authorization").contains("/eu-central-1/sqs/aws4_request"));
        assertEquals("a-session-token", request.headers().get("x-amz-security-token"));
    }

    /** As under SnapStart, where the environment contains no keys. */
    @Test
    void asksTheEndpointOfLambdaForKeysOnlyWhenItSends() throws IOException {
        try (SqsServer keys = new SqsServer(FaultyServer.answers(200,
                "{\"AccessKeyId\":\"AKIDCONTAINER\",\"SecretAccessKey\":\"secret\",\"Token\":\"container-token\","
                        + "\"Expiration\":\"" + Instant.now().plus(Duration.ofHours(1)) + "\"}"))) {
            System.setProperty(ENDPOINT, keys.uri() + "/2021-01-01/credentials");
            System.setProperty(TOKEN, "the-endpoint-s-token");

            SqsJobQueue queue = new SqsJobQueue(new SqsQueue(url(), "eu-central-1", Optional.empty()), LONG);
            assertTrue(queue.ping());
            assertEquals(0, keys.connections());
            queue.send(HINT, Duration.ZERO);

            assertEquals("the-endpoint-s-token", keys.received().getFirst().headers().get("authorization"));
            Received request = server.received().getLast();
            assertTrue(request.headers().get("authorization").contains("Credential=AKIDCONTAINER/"));
            assertEquals("container-token", request.headers().get("x-amz-security-token"));
        } finally {
            System.clearProperty(ENDPOINT);
            System.clearProperty(TOKEN);
        }
    }

    static Stream<Behaviour> failures() {
        return Stream.of(SqsServer.refuses(400, "QueueDoesNotExist"), SqsServer.refuses(403, "AccessDenied"),
                SqsServer.refuses(500, "InternalFailure"), FaultyServer.answers(502, "<html>gateway</html>"),
                FaultyServer.answers(200, "<html>gateway</html>"), FaultyServer.hangs(), FaultyServer.drips(),
                FaultyServer.cutsOffBeforeTheAnswer(), FaultyServer.cutsOffInTheMiddleOf(200));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysThatTheQueueIsUnavailableAndQuotesNothing(Behaviour failure) {
        SqsJobQueue queue = warm();
        server.becomes(failure);

        UnavailableException e = assertThrows(UnavailableException.class, () -> queue.send(HINT, Duration.ZERO));

        assertEquals(Service.QUEUE, e.service());
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        assertFalse(text.toString().contains("canary"));
        assertFalse(text.toString().contains("123456789012"));
    }

    @Test
    void triesAgainOnceIfTheServerFails() {
        SqsJobQueue queue = queue(LONG);
        server.becomes(SqsServer.refuses(500, "InternalFailure"));

        assertThrows(UnavailableException.class, () -> queue.send(HINT, Duration.ZERO));

        assertEquals(2, server.received().size());
    }

    @Test
    void doesNotTryAgainWhatIsRefused() {
        SqsJobQueue queue = queue(LONG);
        server.becomes(SqsServer.refuses(403, "AccessDenied"));

        assertThrows(UnavailableException.class, () -> queue.send(HINT, Duration.ZERO));

        assertEquals(1, server.received().size());
    }

    @Test
    void disconnectsFromAServerThatHangs() throws InterruptedException {
        SqsJobQueue queue = warm();
        server.becomes(FaultyServer.hangs());

        assertThrows(UnavailableException.class, () -> queue.send(HINT, Duration.ZERO));

        server.awaitHangUps(1);
    }

    @Test
    void endsByTheDeadline() {
        SqsJobQueue queue = queue(LONG);
        queue.send(HINT, Duration.ZERO);
        server.becomes(FaultyServer.hangs());

        assertThrows(UnavailableException.class, () -> Deadline.within(Duration.ofMillis(200), () -> {
            queue.send(HINT, Duration.ZERO);
            return null;
        }));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 403, 404, 500})
    void answersThePingWhateverTheStatus(int status) {
        server.becomes(FaultyServer.answers(status, "{}"));

        assertTrue(queue(LONG).ping());

        assertTrue(server.received().getFirst().line().startsWith("GET / "));
        assertFalse(server.received().getFirst().headers().containsKey("authorization"));
    }

    @Test
    void answersNoPingIfTheServerDoesNot() throws IOException {
        SqsJobQueue queue = warm();
        server.becomes(FaultyServer.hangs());
        assertFalse(queue.ping());

        server.close();
        assertFalse(queue.ping());
    }

    @Test
    void doesNotConnectBeforeTheFirstHint() {
        queue(LONG);

        assertEquals(0, server.connections());
    }

    @Test
    void sendsAgainAfterARelease() {
        SqsJobQueue queue = queue(LONG);
        queue.send(HINT, Duration.ZERO);

        queue.release();
        queue.release();
        queue.send(HINT, Duration.ZERO);

        assertEquals(2, server.received().size());
    }

    private URI url() {
        return URI.create(server.uri() + "/123456789012/generations");
    }

    private SqsJobQueue queue(TimeLimits limits) {
        return new SqsJobQueue(new SqsQueue(url(), "eu-central-1", KEYS), limits);
    }

    /** Loads the SDK first, so that loading classes does not use up the short limit. */
    private SqsJobQueue warm() {
        queue(LONG).send(HINT, Duration.ZERO);
        return queue(SHORT);
    }
}
