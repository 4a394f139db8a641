package app.nero.local.standin;

import app.nero.generation.JobHint;
import app.nero.generation.JobQueue;
import app.nero.local.gateway.GatewayEvent;
import app.nero.local.sam.SamTemplate.QueueSource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.StreamSupport;

/**
 * A local replacement for an SQS standard queue and its event source mapping: delays, visibility timeout, maximum receives, dead
 * letters, maximum concurrency, and fairness between message groups. Messages are kept in memory only; after a restart, the sweep
 * sends hints again.
 */
public final class InProcessQueue implements JobQueue {

    private static final int MAX_DEAD_LETTERS = 100;
    private static final System.Logger LOGGER = System.getLogger(InProcessQueue.class.getName());

    /** Calls the function with an event. Returns its response, or empty if it failed. */
    @FunctionalInterface
    public interface Target {

        Optional<byte[]> call(byte[] event);
    }

    /** A message that was received too often. */
    public record DeadLetter(String body, Instant at) {}

    /**
     * @param waiting messages that are not being handled
     * @param running messages that are being handled
     * @param deadLetters the last ones, newest first
     */
    public record State(int waiting, int running, List<DeadLetter> deadLetters) {}

    private static final class Message {

        private final String id = UUID.randomUUID().toString();
        private final String body;
        private final String group;
        private final Instant sentAt;
        private Instant visibleAt;
        private Instant firstReceivedAt;
        private int receives;

        Message(JobHint hint, Instant sentAt, Instant visibleAt) {
            this.body = hint.message();
            this.group = hint.group().value();
            this.sentAt = sentAt;
            this.visibleAt = visibleAt;
        }
    }

    private final QueueSource source;
    private final Target target;
    private final Clock clock;
    private final Executor threads;
    private final JsonMapper json = new JsonMapper();

    /** In the order in which they were sent. A message that is being handled stays until it succeeds. */
    private final List<Message> messages = new ArrayList<>();
    private final Map<String, Integer> runningByGroup = new HashMap<>();
    private final Deque<DeadLetter> deadLetters = new ArrayDeque<>();
    private int running;

    /** @param threads run the calls of the function */
    public InProcessQueue(QueueSource source, Target target, Clock clock, Executor threads) {
        this.source = source;
        this.target = target;
        this.clock = clock;
        this.threads = threads;
    }

    @Override
    public void send(JobHint hint, Duration delay) {
        Instant now = clock.instant();
        synchronized (this) {
            messages.add(new Message(hint, now, now.plus(delay)));
        }
        deliver();
    }

    /**
     * Passes messages to the function, as many as it may handle at the same time. Must be called now and then, because it is also
     * what notices the end of a delay or of a visibility timeout.
     */
    public void deliver() {
        for (Message message : receive()) {
            byte[] event = event(message);
            threads.execute(() -> {
                Optional<byte[]> response = Optional.empty();
                try {
                    response = target.call(event);
                } finally {
                    finish(message, response);
                }
            });
        }
    }

    public synchronized State state() {
        return new State(messages.size() - running, running, List.copyOf(deadLetters));
    }

    private synchronized List<Message> receive() {
        List<Message> received = new ArrayList<>();
        Optional<Message> next = next();
        while (next.isPresent()) {
            Message message = next.get();
            if (message.receives == source.maxReceives()) {
                bury(message);
            } else {
                Instant now = clock.instant();
                message.firstReceivedAt = message.receives == 0 ? now : message.firstReceivedAt;
                message.receives++;
                message.visibleAt = now.plus(source.visibility());
                running++;
                runningByGroup.merge(message.group, 1, Integer::sum);
                received.add(message);
            }
            next = next();
        }
        return received;
    }

    /** The oldest visible message of a group with the fewest messages that are being handled. */
    private Optional<Message> next() {
        if (!source.enabled() || running == source.maxConcurrency()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return messages.stream().filter(message -> !message.visibleAt.isAfter(now))
                .min(Comparator.comparing(message -> runningByGroup.getOrDefault(message.group, 0)));
    }

    private void bury(Message message) {
        messages.remove(message);
        deadLetters.addFirst(new DeadLetter(message.body, clock.instant()));
        if (deadLetters.size() > MAX_DEAD_LETTERS) {
            deadLetters.removeLast();
        }
        LOGGER.log(System.Logger.Level.WARNING,
                "dead letter after " + message.receives + " receives: " + message.body);
    }

    /** A message that did not succeed stays, and is visible again after its timeout. */
    private void finish(Message message, Optional<byte[]> response) {
        synchronized (this) {
            running--;
            runningByGroup.computeIfPresent(message.group, (_, count) -> count == 1 ? null : count - 1);
            if (response.isPresent() && succeeded(message, response.get())) {
                messages.remove(message);
            }
        }
        deliver();
    }

    /** Like Lambda: an empty response reports no failure, and a response that is not understood reports everything. */
    private boolean succeeded(Message message, byte[] response) {
        try {
            JsonNode failures = json.readTree(response).path("batchItemFailures");
            return StreamSupport.stream(failures.spliterator(), false)
                    .noneMatch(failure -> failure.path("itemIdentifier").asText().equals(message.id));
        } catch (IOException _) {
            return false;
        }
    }

    private static byte[] event(Message message) {
        return GatewayEvent.ofMessage(message.id, message.body, message.group, message.receives, message.sentAt,
                message.firstReceivedAt).toString().getBytes(StandardCharsets.UTF_8);
    }
}
