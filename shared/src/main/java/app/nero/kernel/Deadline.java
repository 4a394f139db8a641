package app.nero.kernel;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * By when the work at hand must have its answer. Limits of single calls do not add up to one of the whole: whoever calls
 * another service asks here how long it may still wait.
 */
public final class Deadline {

    /** On the scale of {@link System#nanoTime}, which no correction of the clock moves. */
    private static final ScopedValue<Long> END = ScopedValue.newInstance();

    private Deadline() {}

    /** Runs work that must end within that time; it holds on the thread that runs it. */
    public static <T, X extends Throwable> T within(Duration whole, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(END, System.nanoTime() + whole.toNanos()).call(work);
    }

    /** Runs work that must leave that much of the time for what comes behind it. */
    public static <T, X extends Throwable> T sparing(Duration rest, ScopedValue.CallableOp<T, X> work) throws X {
        return END.isBound() ? ScopedValue.where(END, END.get() - rest.toNanos()).call(work) : work.call();
    }

    /** What is left, but no more than a single call may take; at least 1 ms, so that a limit is never taken for none. */
    public static Duration left(Duration limit) {
        if (!END.isBound()) {
            return limit;
        }
        long millis = Duration.ofNanos(END.get() - System.nanoTime()).toMillis();
        return Duration.ofMillis(Math.clamp(millis, 1, Math.max(1, limit.toMillis())));
    }

    /** Work for another thread that must end when the work of this one must. */
    public static <T> Callable<T> inherited(Callable<T> work) {
        if (!END.isBound()) {
            return work;
        }
        long end = END.get();
        return () -> ScopedValue.where(END, end).call(work::call);
    }
}
