package app.nero.generation;

import app.nero.kernel.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Continues generations whose process stopped: refunds, closes drafts, sends lost hints again, ends leases, and removes what is
 * deleted. Runs may overlap, because each step is a compare-and-set and can be repeated.
 */
public final class SweepGenerations {

    /** When the sweep sends a hint for a queued generation again; then 10 and 30 minutes after the last one. */
    static final Duration FIRST_HINT = Duration.ofMinutes(2);

    private static final List<Duration> HINTS = List.of(FIRST_HINT, Duration.ofMinutes(12), Duration.ofMinutes(42));

    /** After so long in the queue a generation fails. */
    private static final Duration QUEUE_LIMIT = Duration.ofMinutes(60);

    /** How long a row is left alone that could not be continued, so that it does not hold up others. */
    static final Duration RETRY = Duration.ofMinutes(1);

    private static final int BATCH = 100;

    /** Ends a run whose rows stay due because they can be neither continued nor postponed. */
    private static final int MAX_BATCHES = 100;

    /** How long one run may take; the next one goes on. */
    private static final Duration RUN = Duration.ofSeconds(20);

    /** What owes somebody a refund, a source or a deletion. It goes first. */
    private static final Set<GenerationStatus> TO_SETTLE = Set.of(GenerationStatus.DRAFT, GenerationStatus.FAILED,
            GenerationStatus.CANCELED, GenerationStatus.DELETING);

    private final Generations generations;
    private final SettleGeneration settleGeneration;
    private final CloseDraft closeDraft;
    private final ClearGeneration clearGeneration;
    private final JobQueue queue;
    private final Clock clock;

    public SweepGenerations(Generations generations, SettleGeneration settleGeneration, CloseDraft closeDraft,
            ClearGeneration clearGeneration, JobQueue queue, Clock clock) {
        this.generations = generations;
        this.settleGeneration = settleGeneration;
        this.closeDraft = closeDraft;
        this.clearGeneration = clearGeneration;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Continues everything that is due, for at most 20 s. A row that cannot be continued does not stop others.
     *
     * @return how many rows were continued
     * @throws RuntimeException the first failure, after all other rows were continued
     */
    public int sweep() {
        Sweep sweep = new Sweep();
        for (Set<GenerationStatus> statuses : List.of(TO_SETTLE, GenerationStatus.ACTIVE)) {
            int found = BATCH;
            for (int i = 0; i < MAX_BATCHES && found == BATCH && sweep.hasTime(); i++) {
                List<Generation> due = generations.listDue(statuses, clock.instant(), BATCH);
                due.stream().takeWhile(_ -> sweep.hasTime()).forEach(sweep::step);
                found = due.size();
            }
        }
        sweep.failure.ifPresent(failure -> {
            throw failure;
        });
        return sweep.continued;
    }

    /** One run. */
    private final class Sweep {

        private final Instant end = clock.instant().plus(RUN);
        private int continued;
        private Optional<RuntimeException> failure = Optional.empty();

        boolean hasTime() {
            return clock.instant().isBefore(end);
        }

        void step(Generation row) {
            try {
                proceed(row);
                continued++;
            } catch (RuntimeException e) {
                failure = failure.or(() -> Optional.of(e));
                postponeFailed(row);
            }
        }
    }

    private void postponeFailed(Generation row) {
        try {
            postpone(row, RETRY);
        } catch (UnavailableException _) {
            // Then the next run tries it at once.
        }
    }

    private void proceed(Generation row) {
        switch (row.status()) {
            case DRAFT -> closeDraft.close(row);
            case QUEUED -> remind(row);
            case RUNNING -> endLease(row);
            case WAITING -> poll(row);
            case FAILED, CANCELED -> settleGeneration.settle(row);
            case DELETING -> remove(row);
            case SUCCEEDED -> throw new IllegalStateException("a succeeded generation is never due");
        }
    }

    private void remind(Generation row) {
        Duration queued = Duration.between(row.progress().queuedAt().orElse(row.createdAt()), clock.instant());
        if (queued.compareTo(QUEUE_LIMIT) >= 0) {
            fail(row, FailureCode.ENGINE_UNAVAILABLE);
            return;
        }
        // The hint goes first: if the queue is down, the row is due again in a minute.
        hint(row);
        Duration next = HINTS.stream().filter(it -> it.compareTo(queued) > 0).findFirst().orElse(QUEUE_LIMIT);
        postpone(row, next.minus(queued));
    }

    private void endLease(Generation row) {
        Instant now = clock.instant();
        Guard guard = Guard.unchanged(row);
        if (row.progress().providerRef().isPresent()) {
            if (generations.waitAgain(row.id(), guard, now.plus(JobPolls.LONGEST))) {
                hint(row);
            }
        } else if (row.progress().attempt() >= Progress.MAX_ATTEMPTS) {
            fail(row, FailureCode.INTERNAL);
        } else if (generations.requeue(row.id(), guard, now, now.plus(FIRST_HINT))) {
            hint(row);
        }
    }

    private void poll(Generation row) {
        Instant submittedAt = row.progress().submittedAt().orElse(row.createdAt());
        if (!clock.instant().isBefore(submittedAt.plus(JobPolls.LIMIT))) {
            fail(row, FailureCode.ENGINE_TIMEOUT);
            // A worker cancels the job. Only workers hold the providers' keys.
            hint(row);
        } else {
            hint(row);
            postpone(row, JobPolls.LONGEST);
        }
    }

    private void remove(Generation row) {
        Removal removal = row.removal().orElseThrow();
        if (removal.emptied()) {
            generations.remove(row.id());
            return;
        }
        switch (removal.cause()) {
            case DRAFT -> closeDraft.close(row);
            case OWNER, ERASURE -> clearGeneration.clear(row);
        }
        if (row.abandonedJob().isPresent()) {
            hint(row);
        }
    }

    private void fail(Generation row, FailureCode code) {
        generations.fail(row.id(), Guard.unchanged(row), code, clock.instant()).ifPresent(settleGeneration::settle);
    }

    private void postpone(Generation row, Duration delay) {
        generations.postpone(row.id(), Guard.unchanged(row), clock.instant().plus(delay));
    }

    private void hint(Generation row) {
        queue.send(new JobHint(row.id(), row.userId()), Duration.ZERO);
    }
}
