package app.nero.lambda;

import app.nero.http.EventLog;
import app.nero.kernel.Deadline;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/**
 * A function that runs by a schedule: its steps run one after another, and a step that fails does not stop those behind it.
 * The invocation fails then, and the cause is in the log and nowhere else.
 */
public abstract class ScheduledFunction implements RequestStreamHandler {

    /** Time left for the log after the last call of a step timed out. */
    private static final long REST_MILLIS = 1_000;

    private final EventLog log;

    protected ScheduledFunction(Wiring wiring) {
        this.log = wiring.log();
    }

    /** What a run does, in this order. */
    protected abstract List<Runnable> steps();

    /** @throws IllegalStateException without a cause, if a step failed */
    @Override
    public final void handleRequest(InputStream event, OutputStream answer, Context context) {
        List<Runnable> steps = steps();
        long millis = Math.max(1, context.getRemainingTimeInMillis() - REST_MILLIS);
        long done = Deadline.within(Duration.ofMillis(millis),
                () -> steps.stream().filter(step -> succeeds(step, context)).count());
        if (done < steps.size()) {
            throw new IllegalStateException("a step of this run failed: see the log");
        }
    }

    private boolean succeeds(Runnable step, Context context) {
        try {
            step.run();
            return true;
        } catch (RuntimeException | LinkageError e) {
            log.error("ScheduledStepFailed", e,
                    json -> json.writeStringField("requestId", context.getAwsRequestId()));
            return false;
        }
    }
}
