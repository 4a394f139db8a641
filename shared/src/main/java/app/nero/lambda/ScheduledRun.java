package app.nero.lambda;

import app.nero.http.EventLog;
import app.nero.kernel.Deadline;
import app.nero.kernel.Outside;
import app.nero.snapshot.Snapshot;
import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;
import java.util.List;

/**
 * Where a function meets its schedule: its steps run one after another, each of them whatever became of those before. A run
 * that fails is a failed invocation, whose cause is in the log and nowhere else.
 */
public final class ScheduledRun {

    /** What is left for the log, once the last call of a step had to give up. */
    private static final long REST_MILLIS = 1_000;

    private final EventLog log;

    /** Kept here, for the hooks of CRaC keep nothing alive. */
    private final Snapshot snapshot;

    /** @param outside what the steps reach; nobody waits for them, so they are not rehearsed */
    public ScheduledRun(List<Outside> outside, EventLog log) {
        this.log = log;
        this.snapshot = Snapshot.of(outside, List::of, log);
    }

    /** @throws IllegalStateException without a cause, if one of them failed */
    public void run(Context context, List<Runnable> steps) {
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
