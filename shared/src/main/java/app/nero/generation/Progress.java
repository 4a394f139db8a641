package app.nero.generation;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a generation has come.
 *
 * @param slot one of the places for active generations of its owner; empty once the generation has ended
 * @param attempt the number of leases so far
 * @param lease of the worker that runs it
 * @param percent how much of the current attempt is done; empty if it does not run, or its engine has not reported it
 * @param engineId the engine that made the image, or that the job was sent to last
 * @param submittedAt when it was sent to an asynchronous provider
 * @param providerRef the provider's id of the job
 * @param queuedAt when it entered the queue, the last time
 * @param sweepAt when the sweep looks at it next; empty once it is settled
 */
public record Progress(Optional<String> slot, int attempt, Optional<Lease> lease, Optional<Integer> percent,
        Optional<String> engineId, Optional<Instant> submittedAt, Optional<String> providerRef,
        Optional<Instant> queuedAt, Optional<Instant> sweepAt) {

    /** The most attempts. */
    public static final int MAX_ATTEMPTS = 3;

    /** The job at an asynchronous provider. */
    Optional<ProviderJob> providerJob() {
        return providerRef.flatMap(ref -> engineId.map(engine -> new ProviderJob(engine, ref)));
    }

    /** A draft that the sweep closes at this time. */
    public static Progress ofDraft(Instant sweepAt) {
        return new Progress(Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.of(sweepAt));
    }
}
