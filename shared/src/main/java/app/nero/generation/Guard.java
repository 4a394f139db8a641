package app.nero.generation;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Optional;

/** What must still hold of a generation for a write to take effect. */
public sealed interface Guard {

    /** The generation runs under this lease. For workers. */
    record Leased(Id leaseId) implements Guard {}

    /** The generation is as it was read. For sweeps. */
    record Unchanged(GenerationStatus status, int version, Optional<Instant> sweepAt) implements Guard {}

    static Unchanged unchanged(Generation seen) {
        return new Unchanged(seen.status(), seen.version(), seen.progress().sweepAt());
    }
}
