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
 * A function that runs on a schedule. Its steps run one after another. If a step fails, the remaining steps still run and the
 * invocation fails at the end; the cause is only logged.
 */
public abstract class ScheduledFunction implements RequestStreamHandler {

    /** Time left for the log after the last call of a step timed out. */
    private static final long REST_MILLIS = 1_000;

    private final EventLog log;

    protected ScheduledFunction(Wiring wiring) {
        this.log = wiring.log();
    }

    /** The steps of a run, in order. */
    protected abstract List<Runnable> steps();

    /** @throws IllegalStateException without a cause, if a step failed */
    @Override
    public final void handleRequest(InputStream event, OutputStream answer, Context context) {
        List<Runnable> steps = steps();
        long millis = Math.max(1, context.getRemainingTimeInMillis() - REST_MILLIS);
        long succeeded = Deadline.within(Duration.ofMillis(millis),
                () -> steps.stream().filter(step -> succeeds(step, context)).count());
        if (succeeded < steps.size()) {
            throw new IllegalStateException("a step failed: see the log");
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
