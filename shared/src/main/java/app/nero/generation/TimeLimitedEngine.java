package app.nero.generation;

import app.nero.kernel.Deadline;
import app.nero.kernel.TaskFailure;
import app.nero.kernel.TimedCall;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/** A synchronous engine that answers in time, even if the engine behind it hangs. */
public final class TimeLimitedEngine implements SynchronousEngine {

    private static final Duration LIMIT = Duration.ofSeconds(100);

    /** What a worker needs after the engine to write and refund a failure. */
    private static final Duration RESERVED = Duration.ofSeconds(10);

    private final SynchronousEngine engine;
    private final Duration limit;

    public TimeLimitedEngine(SynchronousEngine engine) {
        this(engine, LIMIT);
    }

    /** @param limit how long the engine may take */
    public TimeLimitedEngine(SynchronousEngine engine, Duration limit) {
        this.engine = engine;
        this.limit = limit;
    }

    @Override
    public EngineOffer offer() {
        return engine.offer();
    }

    @Override
    public EngineOutcome run(EngineJob job, IntConsumer progress) {
        return Deadline.reserving(RESERVED, () -> runInTime(job, progress));
    }

    /** Runs on a platform thread, because an engine may compute for seconds, and virtual threads share few of them. */
    private EngineOutcome runInTime(EngineJob job, IntConsumer progress) {
        try {
            return TimedCall.within(limit, Thread.ofPlatform().daemon(),
                    Deadline.inherited(() -> engine.run(job, progress)));
        } catch (TimeoutException _) {
            return new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true);
        } catch (ExecutionException e) {
            throw TaskFailure.of(e);
        }
    }
}
