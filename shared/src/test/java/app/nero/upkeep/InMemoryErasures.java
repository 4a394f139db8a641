package app.nero.upkeep;

import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Erasures in a list. Records what is erased. */
public final class InMemoryErasures implements Erasures {

    private final List<Erasure> begun = new ArrayList<>();
    private final List<Erasure> erased = new ArrayList<>();
    private boolean failing;

    @Override
    public void begin(Erasure erasure) {
        begun.add(erasure);
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
    public List<Erasure> listBegunBefore(Instant time) {
        return begun.stream().filter(erasure -> erasure.requestedAt().isBefore(time)).toList();
    }

    /** Sets whether erasing fails. */
    public void fail(boolean fails) {
        failing = fails;
    }

    public List<Erasure> erased() {
        return List.copyOf(erased);
    }
}
