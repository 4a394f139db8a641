package app.nero.generation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hints in a list. */
public final class InMemoryJobQueue implements JobQueue {

    /** A hint that workers receive from this time on. */
    public record Sent(JobHint hint, Instant at) {}

    private final List<Sent> hints = new ArrayList<>();
    private final Clock clock;

    public InMemoryJobQueue(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void send(JobHint hint, Duration delay) {
        hints.add(new Sent(hint, clock.instant().plus(delay)));
    }

    /** Takes the first hint that may be received now. */
    public synchronized Optional<JobHint> receive() {
        Optional<Sent> next = hints.stream().filter(sent -> !sent.at().isAfter(clock.instant())).findFirst();
        next.ifPresent(hints::remove);
        return next.map(Sent::hint);
    }

    /** Takes a hint, whether it may be received or not. */
    public synchronized void take(JobHint hint) {
        hints.stream().filter(sent -> sent.hint().equals(hint)).findFirst().ifPresent(hints::remove);
    }

    /** All hints that wait, in the order in which they were sent. */
    public synchronized List<Sent> all() {
        return List.copyOf(hints);
    }

    /** Loses all hints. */
    public synchronized void clear() {
        hints.clear();
    }
}
