package app.nero.kernel;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs SDK calls with a time limit that holds even if DNS is slow or a response arrives byte by byte. */
public final class TimedCall {

    private TimedCall() {}

    /**
     * Runs the call on its own virtual thread, which is interrupted when the time is up.
     *
     * @param limit the maximum duration; shorter if the {@link Deadline} is nearer
     * @throws ExecutionException if the call fails
     * @throws TimeoutException if the time is up or the current thread is interrupted
     */
    public static <T> T within(Duration limit, Callable<T> call) throws ExecutionException, TimeoutException {
        return within(limit, Thread.ofVirtual(), call);
    }

    /**
     * Like {@link #within(Duration, Callable)}, on another kind of thread.
     *
     * @param thread builds the thread
     */
    public static <T> T within(Duration limit, Thread.Builder thread, Callable<T> call)
            throws ExecutionException, TimeoutException {
        FutureTask<T> task = new FutureTask<>(call);
        thread.start(task);
        try {
            return task.get(Deadline.remaining(limit).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        } finally {
            // Interrupting a virtual thread closes the socket that it blocks on.
            task.cancel(true);
        }
    }
}
