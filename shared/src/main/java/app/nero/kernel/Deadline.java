package app.nero.kernel;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * The time by which the current request or job must finish. Several calls can together take longer than that even if each
 * keeps its own time limit, so code that calls a service uses {@link #remaining} as the timeout.
 */
public final class Deadline {

    /** A {@link System#nanoTime} value, because clock adjustments do not affect it. */
    private static final ScopedValue<Long> END = ScopedValue.newInstance();

    private Deadline() {}

    /** Runs the work with a deadline, which applies to the current thread. */
    public static <T, X extends Throwable> T within(Duration limit, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(END, System.nanoTime() + limit.toNanos()).call(work);
    }

    /** Runs the work with an earlier deadline, so that the reserved time is left for the steps after it. */
    public static <T, X extends Throwable> T reserving(Duration reserved, ScopedValue.CallableOp<T, X> work) throws X {
        return END.isBound() ? ScopedValue.where(END, END.get() - reserved.toNanos()).call(work) : work.call();
    }

    /** Returns the time left, at most the limit and at least 1 ms, because clients treat a timeout of 0 as no timeout. */
    public static Duration remaining(Duration limit) {
        if (!END.isBound()) {
            return limit;
        }
        long millis = Duration.ofNanos(END.get() - System.nanoTime()).toMillis();
        return Duration.ofMillis(Math.clamp(millis, 1, Math.max(1, limit.toMillis())));
    }

    /** Wraps work for another thread so that the current thread's deadline applies to it. */
    public static <T> Callable<T> inherited(Callable<T> work) {
        if (!END.isBound()) {
            return work;
        }
        long end = END.get();
        return () -> ScopedValue.where(END, end).call(work::call);
    }
}
