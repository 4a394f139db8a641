package app.nero.generation;

import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import java.util.HashSet;
import java.util.Set;

/** Switches in a set. */
public final class InMemoryEngineSwitches implements EngineSwitches {

    private final Set<String> off = new HashSet<>();
    private int reads;
    private boolean failing;

    @Override
    public synchronized Set<String> off() {
        if (failing) {
            throw new UnavailableException(Service.DATABASE, new IllegalStateException("down"));
        }
        reads++;
        return Set.copyOf(off);
    }

    @Override
    public synchronized void set(String engineId, boolean enabled) {
        if (enabled) {
            off.remove(engineId);
        } else {
            off.add(engineId);
        }
    }

    /** Whether every read fails from now on. */
    public synchronized void fail(boolean fails) {
        failing = fails;
    }

    synchronized int reads() {
        return reads;
    }
}
