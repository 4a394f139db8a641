package app.nero.generation;

import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Ends an attempt that made no image: with another one, or with the generation. */
final class EndAttempt {

    /** The delay before the second attempt, and before the third. */
    private static final List<Duration> DELAYS = List.of(Duration.ofSeconds(5), Duration.ofSeconds(20));

    private final Generations generations;
    private final EngineTurns turns;
    private final SettleGeneration settleGeneration;
    private final JobQueue queue;
    private final Clock clock;

    EndAttempt(Generations generations, EngineTurns turns, SettleGeneration settleGeneration, JobQueue queue,
            Clock clock) {
        this.generations = generations;
        this.turns = turns;
        this.settleGeneration = settleGeneration;
        this.queue = queue;
        this.clock = clock;
    }

    /** What a dependency that is down means for an attempt. */
    static EngineOutcome.Failed failed(UnavailableException e) {
        FailureCode code = switch (e.service()) {
            case STORAGE -> FailureCode.STORAGE_UNAVAILABLE;
            case MODERATION -> FailureCode.ENGINE_UNAVAILABLE;
            case DATABASE, QUEUE, PAYMENT -> FailureCode.INTERNAL;
        };
        return new EngineOutcome.Failed(code, true, Optional.of(e));
    }

    /** Puts the generation into the queue again if it or another engine may be tried, and fails it otherwise. */
    RunGeneration.Result end(Generation leased, Id leaseId, EngineOutcome.Failed failed) {
        int attempt = leased.progress().attempt();
        if (attempt >= Progress.MAX_ATTEMPTS || !failed.retry() && !hasFallback(leased, failed)) {
            return fail(leased, leaseId, failed);
        }
        Duration delay = DELAYS.get(Math.min(attempt, DELAYS.size()) - 1);
        Instant now = clock.instant();
        if (!generations.requeue(leased.id(), new Guard.Leased(leaseId), now, now.plus(SweepGenerations.FIRST_HINT))) {
            return new RunGeneration.Result.TooLate();
        }
        hint(leased, delay);
        return new RunGeneration.Result.Requeued(failed.code(), delay, failed.cause());
    }

    /** A failure that would repeat itself on the same engine, such as a wrong key, need not happen on the next one. */
    private boolean hasFallback(Generation leased, EngineOutcome.Failed failed) {
        return failed.code() == FailureCode.ENGINE_UNAVAILABLE && turns.hasFallback(leased);
    }

    /** Fails the generation and refunds it. */
    RunGeneration.Result fail(Generation leased, Id leaseId, EngineOutcome.Failed failed) {
        Optional<Generation> ended = generations.fail(leased.id(), new Guard.Leased(leaseId), failed.code(),
                clock.instant());
        ended.ifPresent(this::settle);
        return ended.isPresent()
                ? new RunGeneration.Result.Failed(failed.code(), failed.cause())
                : new RunGeneration.Result.TooLate();
    }

    /** Tells a worker to look at the generation after a delay. If the hint cannot be sent, the sweep sends one. */
    void hint(Generation generation, Duration delay) {
        try {
            queue.send(new JobHint(generation.id(), generation.userId()), delay);
        } catch (UnavailableException _) {
            // The sweep sends it.
        }
    }

    private void settle(Generation failed) {
        try {
            settleGeneration.settle(failed);
        } catch (UnavailableException _) {
            // It has failed. The sweep refunds it.
        }
    }
}
