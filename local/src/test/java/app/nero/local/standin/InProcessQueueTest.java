package app.nero.local.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.JobHint;
import app.nero.kernel.Id;
import app.nero.local.sam.SamTemplate.QueueSource;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InProcessQueueTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration VISIBILITY = Duration.ofMinutes(13);
    private static final Optional<byte[]> SUCCESS = Optional.of("{\"batchItemFailures\":[]}".getBytes());
    private static final Optional<byte[]> CRASH = Optional.empty();

    private final MutableClock clock = MutableClock.atNoon();
    private final List<JsonNode> received = new ArrayList<>();

    /** Calls that were started; a test runs them when it wants. */
    private final Deque<Runnable> calls = new ArrayDeque<>();
    private Function<JsonNode, Optional<byte[]>> worker = _ -> SUCCESS;
    private InProcessQueue queue = queue(2);

    @Test
    void passesAMessageOnceInTheFormatOfSqs() {
        JobHint hint = hint();
        queue.send(hint, Duration.ZERO);
        finishAll();
        clock.advance(Duration.ofDays(1));
        queue.deliver();
        finishAll();

        assertEquals(1, received.size());
        JsonNode event = received.getFirst();
        assertEquals(1, event.path("Records").size());
        JsonNode message = event.path("Records").path(0);
        assertEquals(hint.message(), message.path("body").textValue());
        assertEquals("aws:sqs", message.path("eventSource").textValue());
        assertTrue(message.path("messageId").isTextual());
        assertEquals(Map.of("ApproximateReceiveCount", "1", "SentTimestamp", "" + MutableClock.atNoon().millis(),
                "ApproximateFirstReceiveTimestamp", "" + MutableClock.atNoon().millis(), "SenderId", "000000000000",
                "MessageGroupId", hint.group().value()), JSON.convertValue(message.path("attributes"), Map.class));
        assertEquals(new InProcessQueue.State(0, 0, List.of()), queue.state());
    }

    @Test
    void passesADelayedMessageAfterItsDelay() {
        queue.send(hint(), Duration.ofSeconds(20));
        clock.advance(Duration.ofMillis(19_999));
        queue.deliver();
        assertEquals(0, calls.size());

        clock.advance(Duration.ofMillis(1));
        queue.deliver();

        assertEquals(1, calls.size());
    }

    @Test
    void runsAtMostAsManyCallsAsTheMappingAllows() {
        send(5);
        assertEquals(2, calls.size());
        assertEquals(new InProcessQueue.State(3, 2, List.of()), queue.state());

        calls.removeFirst().run();

        assertEquals(2, calls.size());
        assertEquals(new InProcessQueue.State(2, 2, List.of()), queue.state());
    }

    /** One user's hundred jobs do not delay the job of another. */
    @Test
    void passesTheMessageOfAnotherUserFirst() {
        Id busy = Some.id();
        for (int i = 0; i < 100; i++) {
            queue.send(new JobHint(Some.id(), busy), Duration.ZERO);
        }
        JobHint other = hint();
        queue.send(other, Duration.ZERO);

        calls.removeFirst().run();
        calls.removeLast().run();

        assertEquals(other.message(), bodies().getLast());
    }

    @Test
    void keepsTheOrderOfOneUser() {
        Id user = Some.id();
        List<JobHint> hints = IntStream.range(0, 5).mapToObj(_ -> new JobHint(Some.id(), user)).toList();
        queue = queue(1);
        hints.forEach(hint -> queue.send(hint, Duration.ZERO));

        finishAll();

        assertEquals(hints.stream().map(JobHint::message).toList(), bodies());
    }

    static Stream<Optional<byte[]>> failures() {
        return Stream.of(CRASH, Optional.of("no JSON".getBytes()),
                Optional.of("{\"batchItemFailures\":[{\"itemIdentifier\":\"MESSAGE\"}]}".getBytes()));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void passesAFailedMessageAgainAfterTheVisibilityTimeout(Optional<byte[]> failure) {
        worker = event -> failure.map(text -> new String(text, StandardCharsets.UTF_8)
                .replace("MESSAGE", event.at("/Records/0/messageId").asText()).getBytes());
        send(1);
        finishAll();
        clock.advance(VISIBILITY.minusMillis(1));
        queue.deliver();
        finishAll();
        assertEquals(1, received.size());

        clock.advance(Duration.ofMillis(1));
        worker = _ -> SUCCESS;
        queue.deliver();
        finishAll();

        assertEquals(2, received.size());
        assertEquals("2", received.getLast().at("/Records/0/attributes/ApproximateReceiveCount").asText());
        assertEquals(received.getFirst().at("/Records/0/messageId"), received.getLast().at("/Records/0/messageId"));
        assertEquals(new InProcessQueue.State(0, 0, List.of()), queue.state());
    }

    @Test
    void deletesAMessageIfAnotherOneIsReportedOrTheResponseIsEmpty() {
        worker = _ -> Optional.of("{\"batchItemFailures\":[{\"itemIdentifier\":\"other\"}]}".getBytes());
        send(1);
        finishAll();
        worker = _ -> Optional.of(new byte[0]);
        send(1);
        finishAll();

        assertEquals(0, queue.state().waiting());
    }

    @Test
    void buriesAMessageThatFailedFourTimes() {
        JobHint hint = hint();
        worker = _ -> CRASH;
        queue.send(hint, Duration.ZERO);
        for (int i = 0; i < 10; i++) {
            finishAll();
            clock.advance(VISIBILITY);
            queue.deliver();
        }

        assertEquals(4, received.size());
        assertEquals(0, queue.state().waiting());
        assertEquals(List.of(hint.message()),
                queue.state().deadLetters().stream().map(InProcessQueue.DeadLetter::body).toList());
    }

    @Test
    void goesOnAfterACallThatThrows() {
        worker = _ -> {
            throw new IllegalStateException("a bug");
        };
        send(1);

        assertThrows(IllegalStateException.class, () -> calls.removeFirst().run());

        assertEquals(new InProcessQueue.State(1, 0, List.of()), queue.state());
    }

    @Test
    void keepsMessagesWhileTheMappingIsDisabled() {
        queue = new InProcessQueue(new QueueSource("Worker", false, 2, VISIBILITY, 4), this::call, clock, calls::add);

        send(3);

        assertEquals(0, calls.size());
        assertEquals(3, queue.state().waiting());
    }

    private InProcessQueue queue(int concurrency) {
        return new InProcessQueue(new QueueSource("Worker", true, concurrency, VISIBILITY, 4), this::call, clock,
                calls::add);
    }

    private Optional<byte[]> call(byte[] event) {
        try {
            received.add(JSON.readTree(event));
            return worker.apply(received.getLast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            queue.send(hint(), Duration.ZERO);
        }
    }

    private void finishAll() {
        while (!calls.isEmpty()) {
            calls.removeFirst().run();
        }
    }

    private List<String> bodies() {
        return received.stream().map(event -> event.at("/Records/0/body").asText()).toList();
    }

    private static JobHint hint() {
        return new JobHint(Some.id(), Some.id());
    }
}
