package app.nero.upkeep;

import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Erasures in a map. Records what is erased. */
public final class InMemoryErasures implements Erasures {

    private final Map<Erasure, Instant> begun = new LinkedHashMap<>();
    private final List<Erasure> erased = new ArrayList<>();
    private boolean failing;

    @Override
    public void begin(Erasure erasure) {
        begun.putIfAbsent(erasure, erasure.requestedAt());
    }

    @Override
    public void eraseData(Erasure erasure) {
        if (failing) {
            throw new UnavailableException(Service.DATABASE, new IllegalStateException("down"));
        }
        erased.add(erasure);
    }

    @Override
    public void end(Erasure erasure) {
        begun.remove(erasure);
    }

    @Override
    public List<Erasure> listDue(Instant time, int max) {
        return begun.entrySet().stream().filter(entry -> entry.getValue().isBefore(time))
                .sorted(Map.Entry.comparingByValue()).limit(max).map(Map.Entry::getKey).toList();
    }

    @Override
    public void postpone(Erasure erasure, Instant sweepAt) {
        begun.replace(erasure, sweepAt);
    }

    /** Sets whether erasing fails. */
    public void fail(boolean fails) {
        failing = fails;
    }

    public List<Erasure> erased() {
        return List.copyOf(erased);
    }
}
