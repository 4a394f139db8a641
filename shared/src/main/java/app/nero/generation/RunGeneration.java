package app.nero.generation;

import app.nero.generation.AsynchronousEngine.Submission;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.picture.ImageStore;
import app.nero.picture.PublicId;
import app.nero.picture.Uploads;
import app.nero.template.Templates;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs a generation. Leases a queued one and passes it to its engine. A synchronous engine makes the image at once; an asynchronous one
 * accepts a job, and the generation waits. Each hint for a waiting generation asks for its image.
 */
public final class RunGeneration {

    /** The lease of a worker; longer than a worker runs. */
    public static final Duration LEASE = Duration.ofSeconds(150);

    public sealed interface Result {

        record Succeeded(Generation generation) implements Result {}

        /** @param cause for the log: a bug, or a dependency that is down */
        record Failed(FailureCode code, Optional<RuntimeException> cause) implements Result {}

        /**
         * It is tried again after a delay.
         *
         * @param cause for the log
         */
        record Requeued(FailureCode code, Duration delay, Optional<RuntimeException> cause) implements Result {}

        /**
         * A provider works on it, and is asked after a delay.
         *
         * @param cause for the log: why the image could not be fetched or stored
         */
        record Waiting(Duration delay, Optional<RuntimeException> cause) implements Result {}

        /** There was nothing to do: it runs elsewhere, has ended, or does not exist. */
        record Dropped() implements Result {}

        /** It ended while this worker ran it, so the image is dropped. */
        record TooLate() implements Result {}

        /** It has ended, and its job at a provider, which nobody waits for, was canceled. */
        record JobCanceled() implements Result {}
    }

    private final Generations generations;
    private final EngineTurns turns;
    private final LoadInputs loadInputs;
    private final DeliverImage deliverImage;
    private final EndAttempt endAttempt;
    private final CollectImage collectImage;
    private final Duration lease;
    private final SecureRandom random;
    private final Clock clock;

    /** @param lease longer than a worker can run; {@link #LEASE} in production */
    public RunGeneration(Generations generations, Engines engines, EngineSwitches switches, LoadInputs loadInputs,
            Moderation moderation, Templates templates, Uploads uploads, ImageStore store,
            SettleGeneration settleGeneration, JobQueue queue, Duration lease, SecureRandom random, Clock clock) {
        this.generations = generations;
        this.turns = new EngineTurns(engines, switches);
        this.loadInputs = loadInputs;
        this.deliverImage = new DeliverImage(generations, moderation, templates, uploads, store, random, clock);
        this.endAttempt = new EndAttempt(generations, turns, settleGeneration, queue, clock);
        this.collectImage = new CollectImage(generations, engines, deliverImage, endAttempt, clock);
        this.lease = lease;
        this.random = random;
        this.clock = clock;
    }

    /**
     * @throws UnavailableException if the database failed; the sweep continues when the lease has ended
     */
    public Result run(Id id) {
        Instant now = clock.instant();
        Lease own = new Lease(Id.random(random, now), now.plus(lease));
        Optional<Generation> leased = generations.lease(id, own, now);
        if (leased.isPresent()) {
            return start(leased.get(), own.id());
        }
        Optional<Generation> collecting = generations.collect(id, own);
        return collecting.isPresent()
                ? collectImage.collect(collecting.get(), own.id())
                : collectImage.cancel(id);
    }

    private Result start(Generation leased, Id leaseId) {
        Optional<ImageEngine> engine;
        try {
            engine = turns.choose(leased);
        } catch (UnavailableException e) {
            return endAttempt.end(leased, leaseId, EndAttempt.failed(e));
        }
        if (engine.isEmpty()) {
            return endAttempt.end(leased, leaseId, new EngineOutcome.Failed(FailureCode.ENGINE_UNAVAILABLE, false));
        }
        return switch (engine.get()) {
            case SynchronousEngine synchronous -> make(synchronous, leased, leaseId);
            case AsynchronousEngine asynchronous -> submit(asynchronous, leased, leaseId);
        };
    }

    private Result make(SynchronousEngine engine, Generation leased, Id leaseId) {
        String engineId = engine.offer().id();
        PublicId target = deliverImage.register(leased);
        EngineOutcome outcome = attempt(leased,
                job -> engine.run(job, percent -> report(leased.id(), leaseId, percent)), failed -> failed);
        return switch (outcome) {
            case EngineOutcome.Failed failed -> endAttempt.end(leased, leaseId, failed);
            case EngineOutcome.Image made -> switch (deliverImage.deliver(leased, leaseId, target, engineId, made)) {
                case DeliverImage.Delivery.Delivered(Generation generation) -> new Result.Succeeded(generation);
                case DeliverImage.Delivery.Refused(EngineOutcome.Failed failed) ->
                    endAttempt.end(leased, leaseId, failed);
                case DeliverImage.Delivery.TooLate() -> new Result.TooLate();
            };
        };
    }

    private Result submit(AsynchronousEngine engine, Generation leased, Id leaseId) {
        String engineId = engine.offer().id();
        Submission submission = attempt(leased, job -> submit(engine, engineId, job, leaseId), Submission.Refused::new);
        return switch (submission) {
            case Submission.Accepted(String jobId) ->
                collectImage.waitFor(leased, leaseId, new ProviderJob(engineId, jobId));
            case Submission.Refused(EngineOutcome.Failed failed) -> endAttempt.end(leased, leaseId, failed);
        };
    }

    /** Nothing is sent to a provider whose generation ended while its images were loaded. */
    private Submission submit(AsynchronousEngine engine, String engineId, EngineJob job, Id leaseId) {
        return generations.markSubmitted(job.id(), leaseId, engineId, clock.instant())
                ? engine.submit(job)
                : new Submission.Refused(new EngineOutcome.Failed(FailureCode.INTERNAL, false));
    }

    private <T> T attempt(Generation leased, Function<EngineJob, T> call, Function<EngineOutcome.Failed, T> failure) {
        try {
            return loadInputs.load(leased).map(call).orElseGet(
                    () -> failure.apply(new EngineOutcome.Failed(FailureCode.INPUT_UNREADABLE, false)));
        } catch (UnavailableException e) {
            return failure.apply(EndAttempt.failed(e));
        } catch (RuntimeException e) {
            // A bug. Other generations still run, and this one is refunded.
            return failure.apply(new EngineOutcome.Failed(FailureCode.INTERNAL, false, Optional.of(e)));
        }
    }

    /** The owner sees it. The image does not depend on it. */
    private void report(Id id, Id leaseId, int percent) {
        try {
            generations.report(id, leaseId, percent);
        } catch (UnavailableException _) {
            // The next report may be written.
        }
    }
}
