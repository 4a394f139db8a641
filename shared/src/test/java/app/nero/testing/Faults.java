package app.nero.testing;

import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the nth call of a set of ports fail. */
public final class Faults implements Wrapping {

    /** How a call fails. */
    public enum Kind {
        /** The service is down and does nothing. */
        BEFORE,
        /** The call is carried out, but its response is lost. */
        AFTER,
        /** The process ends after the call. */
        CRASH
    }

    /** Simulates the end of the process. No code catches it. */
    public static final class Crash extends Error {

        private static final long serialVersionUID = 1L;
    }

    private final AtomicInteger calls = new AtomicInteger();
    private volatile Kind kind = Kind.BEFORE;
    private volatile int failing;

    /** Wraps a port so that its calls count and can fail. */
    @Override
    public <T> T in(Class<T> port, T real) {
        InvocationHandler handler = (_, method, arguments) -> {
            boolean fails = calls.incrementAndGet() == failing;
            if (fails && kind == Kind.BEFORE) {
                throw down();
            }
            Object result;
            try {
                result = method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (fails) {
                throw kind == Kind.CRASH ? new Crash() : down();
            }
            return result;
        };
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port}, handler));
    }

    /** Makes the nth call from now on fail. */
    public void at(int nth, Kind how) {
        kind = how;
        calls.set(0);
        failing = nth;
    }

    /**
     * Runs work of which a call may fail. Ignores the failure, so that the test can check what is left. Rethrows a failure if no call
     * failed.
     */
    public void attempt(Runnable work) {
        try {
            work.run();
        } catch (UnavailableException | Crash e) {
            if (failing == 0 || calls.get() < failing) {
                throw e;
            }
        }
    }

    /** Stops failing calls and returns whether one failed. */
    public boolean end() {
        boolean failed = calls.get() >= failing;
        failing = 0;
        return failed;
    }

    private static UnavailableException down() {
        return new UnavailableException(Service.DATABASE, new IllegalStateException("down"));
    }
}
