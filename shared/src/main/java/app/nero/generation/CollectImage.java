package app.nero.generation;

import app.nero.generation.RunGeneration.Result;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks providers for the images of their jobs, and cancels jobs that nobody waits for. */
final class CollectImage {

    private static final EngineOutcome.Failed NOT_READY = new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true);

    /** Another worker of the same release may have the engine. */
    private static final EngineOutcome.Failed NO_ENGINE = new EngineOutcome.Failed(FailureCode.ENGINE_UNAVAILABLE,
            true);

    private final Generations generations;
    private final Engines engines;
    private final DeliverImage deliverImage;
    private final EndAttempt endAttempt;
    private final Clock clock;

    CollectImage(Generations generations, Engines engines, DeliverImage deliverImage, EndAttempt endAttempt,
            Clock clock) {
        this.generations = generations;
        this.engines = engines;
        this.deliverImage = deliverImage;
        this.endAttempt = endAttempt;
        this.clock = clock;
    }

    /** Hands a leased generation over to the provider that accepted its job. */
    Result waitFor(Generation leased, Id leaseId, ProviderJob job) {
        Instant now = clock.instant();
        Duration delay = JobPolls.delay(Duration.ZERO);
        if (!submitted(leased, leaseId, job, sweepAt(now, delay))) {
            return tooLate(leased.id(), job);
        }
        endAttempt.hint(leased, delay);
        return new Result.Waiting(delay, Optional.empty());
    }

    /** After an unknown outcome the row tells. Without the reference, the job would be submitted and billed again. */
    private boolean submitted(Generation leased, Id leaseId, ProviderJob job, Instant sweepAt) {
        try {
            return generations.submitted(leased.id(), leaseId, job.id(), sweepAt);
        } catch (UnavailableException e) {
            return generations.find(leased.id()).flatMap(row -> row.progress().providerJob()).filter(job::equals)
                    .isPresent() || generations.submitted(leased.id(), leaseId, job.id(), sweepAt);
        }
    }

    /** @param collecting a generation that waited, and that this worker leased */
    Result collect(Generation collecting, Id leaseId) {
        ProviderJob job = collecting.progress().providerJob().orElseThrow();
        return switch (ask(collecting, job)) {
            case EngineOutcome.Failed failed -> end(collecting, leaseId, job, failed);
            case EngineOutcome.Image made -> deliver(collecting, leaseId, job, made);
        };
    }

    private EngineOutcome ask(Generation collecting, ProviderJob job) {
        Optional<AsynchronousEngine> engine = engines.find(job);
        if (engine.isEmpty()) {
            return NO_ENGINE;
        }
        try {
            return engine.get().collect(job.id(), collecting.recipe().needs().hasImage()).orElse(NOT_READY);
        } catch (UnavailableException e) {
            return EndAttempt.failed(e);
        } catch (RuntimeException e) {
            // A bug. Other generations still run, and this one is refunded.
            return new EngineOutcome.Failed(FailureCode.INTERNAL, false, Optional.of(e));
        }
    }

    private Result deliver(Generation collecting, Id leaseId, ProviderJob job, EngineOutcome.Image made) {
        return switch (deliverImage.deliver(collecting, leaseId, deliverImage.register(collecting), job.engineId(),
                made)) {
            case DeliverImage.Delivery.Delivered(Generation generation) -> new Result.Succeeded(generation);
            case DeliverImage.Delivery.Refused(EngineOutcome.Failed failed) -> end(collecting, leaseId, job, failed);
            case DeliverImage.Delivery.TooLate() -> new Result.TooLate();
        };
    }

    /** The provider still has the job after a failure that may be tried again, so it is not submitted again. */
    private Result end(Generation collecting, Id leaseId, ProviderJob job, EngineOutcome.Failed failed) {
        Instant now = clock.instant();
        Duration elapsed = Duration.between(collecting.progress().submittedAt().orElse(collecting.createdAt()), now);
        if (!failed.retry()) {
            return endAttempt.end(collecting, leaseId, failed);
        }
        if (elapsed.compareTo(JobPolls.LIMIT) >= 0) {
            Result ended = endAttempt.fail(collecting, leaseId, failed);
            if (ended instanceof Result.Failed) {
                cancel(job);
            }
            return ended;
        }
        Duration delay = JobPolls.delay(elapsed);
        if (!generations.waitAgain(collecting.id(), new Guard.Leased(leaseId), sweepAt(now, delay))) {
            return tooLate(collecting.id(), job);
        }
        endAttempt.hint(collecting, delay);
        return new Result.Waiting(delay, failed.cause());
    }

    /** Later than the hint, which is the usual way. */
    private static Instant sweepAt(Instant now, Duration delay) {
        return now.plus(delay).plus(JobPolls.LONGEST);
    }

    /** The generation was erased, or its lease ended and another worker goes on. */
    private Result tooLate(Id id, ProviderJob job) {
        Optional<Generation> row = generations.find(id);
        if (row.isEmpty() || row.get().wasErasedBeforeItsEnd()) {
            cancel(job);
        }
        return new Result.TooLate();
    }

    /** Cancels the job of a generation that was erased or that failed because its provider took too long. */
    Result cancel(Id id) {
        Optional<ProviderJob> job = generations.find(id).flatMap(Generation::abandonedJob);
        job.ifPresent(this::cancel);
        return job.<Result>map(_ -> new Result.JobCanceled()).orElseGet(Result.Dropped::new);
    }

    private void cancel(ProviderJob job) {
        engines.find(job).ifPresent(engine -> engine.cancel(job.id()));
    }
}
