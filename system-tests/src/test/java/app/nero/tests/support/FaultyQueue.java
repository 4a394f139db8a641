package app.nero.tests.support;

import app.nero.generation.JobHint;
import app.nero.generation.JobQueue;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Wraps the queue of a local Nero. Can be down, and can hold hints. Passes hints on without their delay. */
public final class FaultyQueue implements UnaryOperator<JobQueue> {

    private final List<Runnable> held = new ArrayList<>();
    private boolean isDown;
    private boolean holds;

    @Override
    public JobQueue apply(JobQueue queue) {
        return (hint, _) -> send(queue, hint);
    }

    private synchronized void send(JobQueue queue, JobHint hint) {
        if (isDown) {
            throw new UnavailableException(Service.QUEUE, new IllegalStateException("the queue is down"));
        }
        Runnable sending = () -> queue.send(hint, Duration.ZERO);
        if (holds) {
            held.add(sending);
        } else {
            sending.run();
        }
    }

    /** Refuses all hints until {@link #recover}. */
    public synchronized void fail() {
        isDown = true;
    }

    /** Holds all hints until {@link #recover}. */
    public synchronized void hold() {
        holds = true;
    }

    /** Ends all failures. Passes on the hints that were held. */
    public synchronized void recover() {
        isDown = false;
        holds = false;
        held.forEach(Runnable::run);
        held.clear();
    }
}
