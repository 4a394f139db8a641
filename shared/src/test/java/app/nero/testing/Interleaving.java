package app.nero.testing;

import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;

/**
 * Runs processes one at a time. Each stops before every call of a port, until the test lets it go on, fail or die there. Calls
 * that no process makes go through.
 */
public final class Interleaving implements Wrapping {

    /** What happens to the call before which a process stopped. */
    public enum Fate {
        /** It takes effect. */
        RUN,
        /** It throws without effect. */
        FAIL_BEFORE,
        /** It takes effect, but its answer is lost. */
        FAIL_AFTER,
        /** The process ends without the call. */
        DIE_BEFORE,
        /** The process ends right after the call. */
        DIE_AFTER;

        /** Every fate but {@link #RUN}. */
        public static final List<Fate> FAULTS = List.of(DIE_BEFORE, DIE_AFTER, FAIL_BEFORE, FAIL_AFTER);
    }

    /** Something that calls ports on a thread of its own. */
    public final class Process {

        private final String name;
        private final SynchronousQueue<Fate> fates = new SynchronousQueue<>();
        private final SynchronousQueue<Boolean> stops = new SynchronousQueue<>();
        private Optional<Throwable> bug = Optional.empty();

        private Process(String name, Runnable work) {
            this.name = name;
            Thread.ofVirtual().start(() -> run(work));
            await();
        }

        /**
         * Lets it go on until its next call, or its end.
         *
         * @return whether it has ended
         */
        public boolean resume(Fate fate) {
            put(fates, fate);
            return await();
        }

        private void run(Runnable work) {
            CURRENT.set(this);
            try {
                stop();
                work.run();
            } catch (UnavailableException | Faults.Crash _) {
                // An expected end.
            } catch (RuntimeException | Error e) {
                bug = Optional.of(e);
            }
            put(stops, true);
        }

        private boolean await() {
            boolean ended = take(stops);
            if (bug.isPresent()) {
                throw new AssertionError(name + " failed", bug.get());
            }
            return ended;
        }

        private Fate stop() {
            put(stops, false);
            Fate fate = take(fates);
            if (fate == Fate.DIE_BEFORE) {
                throw new Faults.Crash();
            }
            return fate;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final ThreadLocal<Process> CURRENT = new ThreadLocal<>();

    /** Starts a process, which stops before it does anything. */
    public Process start(String name, Runnable work) {
        return new Process(name, work);
    }

    /**
     * Runs something that stops before one of its calls, where another event happens, and then goes on.
     *
     * @param stop how many calls it makes before it stops
     * @return whether it made another call; if not, the event happened at its end
     */
    public boolean interrupt(int stop, Runnable work, Runnable event) {
        Process process = start("interrupted at " + stop, work);
        boolean hasEnded = false;
        for (int call = 0; call <= stop && !hasEnded; call++) {
            hasEnded = process.resume(Fate.RUN);
        }
        boolean isReached = !hasEnded;
        event.run();
        while (!hasEnded) {
            hasEnded = process.resume(Fate.RUN);
        }
        return isReached;
    }

    /** The port, at whose calls processes stop. */
    @Override
    public <T> T in(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port}, (_, method, arguments) -> {
            Fate fate = Optional.ofNullable(CURRENT.get()).map(Process::stop).orElse(Fate.RUN);
            if (fate == Fate.FAIL_BEFORE) {
                throw down();
            }
            Object result;
            try {
                result = method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            return switch (fate) {
                case FAIL_AFTER -> throw down();
                case DIE_AFTER -> throw new Faults.Crash();
                case RUN, FAIL_BEFORE, DIE_BEFORE -> result;
            };
        }));
    }

    private static UnavailableException down() {
        return new UnavailableException(Service.DATABASE, new IllegalStateException("down"));
    }

    private static <T> void put(SynchronousQueue<T> queue, T value) {
        try {
            queue.put(value);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T take(SynchronousQueue<T> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
