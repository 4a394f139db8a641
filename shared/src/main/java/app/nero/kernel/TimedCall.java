package app.nero.kernel;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls of an SDK that end in time, even if a name server is slow or a response arrives byte by byte. */
public final class TimedCall {

    private TimedCall() {}

    /**
     * Runs the call on a thread of its own, which is interrupted when the time is over.
     *
     * @param limit the most that it may take; less if the {@link Deadline} is nearer
     * @throws ExecutionException if the call fails
     * @throws TimeoutException if the time is over, or this thread is interrupted
     */
    public static <T> T within(Duration limit, Callable<T> call) throws ExecutionException, TimeoutException {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().start(task);
        try {
            return task.get(Deadline.left(limit).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        } finally {
            // An interrupt closes the socket that a virtual thread waits on.
            task.cancel(true);
        }
    }
}
