package app.nero.generation;

import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.picture.ImageStore;
import app.nero.picture.Picture;
import app.nero.picture.PublicId;
import app.nero.picture.StoredPicture;
import app.nero.picture.Upload;
import app.nero.picture.Uploads;
import app.nero.template.Templates;
import app.nero.template.TrendingScore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Runs a queued generation on a synchronous engine: leases it, registers the target so that a sweep destroys what a crash leaves
 * there, calls the engine, checks and stores the image, and ends the generation.
 */
public final class RunGeneration {

    /** The lease of a worker; longer than a worker runs. */
    public static final Duration LEASE = Duration.ofSeconds(150);

    /** The delay before the second attempt, and before the third. */
    private static final List<Duration> DELAYS = List.of(Duration.ofSeconds(5), Duration.ofSeconds(20));

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

        /** There was nothing to do: it runs elsewhere, has ended, or does not exist. */
        record Dropped() implements Result {}

        /** It ended while this worker ran it, so the image is dropped. */
        record TooLate() implements Result {}
    }

    private final Generations generations;
    private final Engines engines;
    private final EngineSwitches switches;
    private final LoadInputs loadInputs;
    private final Moderation moderation;
    private final Templates templates;
    private final Uploads uploads;
    private final ImageStore store;
    private final SettleGeneration settleGeneration;
    private final JobQueue queue;
    private final Duration lease;
    private final SecureRandom random;
    private final Clock clock;

    /** @param lease longer than a worker can run; {@link #LEASE} in production */
    public RunGeneration(Generations generations, Engines engines, EngineSwitches switches, LoadInputs loadInputs,
            Moderation moderation, Templates templates, Uploads uploads, ImageStore store,
            SettleGeneration settleGeneration, JobQueue queue,
            Duration lease, SecureRandom random, Clock clock) {
        this.generations = generations;
        this.engines = engines;
        this.switches = switches;
        this.loadInputs = loadInputs;
        this.moderation = moderation;
        this.templates = templates;
        this.uploads = uploads;
        this.store = store;
        this.settleGeneration = settleGeneration;
        this.queue = queue;
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
        return generations.lease(id, own, now).map(leased -> run(leased, own.id())).orElseGet(Result.Dropped::new);
    }

    private Result run(Generation leased, Id leaseId) {
        Optional<ImageEngine> engine;
        try {
            engine = engine(leased, leased.progress().attempt());
        } catch (UnavailableException e) {
            return end(leased, leaseId, failed(e));
        }
        if (engine.isEmpty()) {
            return end(leased, leaseId, new EngineOutcome.Failed(FailureCode.ENGINE_UNAVAILABLE, false));
        }
        PublicId target = registerTarget(leased);
        return switch (outcome(engine.get(), leased, leaseId)) {
            case EngineOutcome.Failed failed -> end(leased, leaseId, failed);
            case EngineOutcome.Image made -> store(leased, leaseId, target, engine.get().offer().id(), made);
        };
    }

    private Optional<ImageEngine> engine(Generation leased, int attempt) {
        return engines.choose(leased.recipe(), attempt, switches.off());
    }

    /** A new name for each attempt: a late worker of an earlier attempt cannot replace the image of a later one. */
    private PublicId registerTarget(Generation leased) {
        Instant now = clock.instant();
        PublicId target = PublicId.ofGenerated(leased.userId(), Id.random(random, now));
        uploads.add(List.of(new Upload(target, leased.userId(), Optional.of(leased.id()), now,
                now.plus(ImageStore.SETTLE_TIME))));
        return target;
    }

    private EngineOutcome outcome(ImageEngine engine, Generation leased, Id leaseId) {
        try {
            return loadInputs.load(leased)
                    .map(job -> engine.run(job, percent -> report(leased.id(), leaseId, percent)))
                    .orElseGet(() -> new EngineOutcome.Failed(FailureCode.INPUT_UNREADABLE, false));
        } catch (UnavailableException e) {
            return failed(e);
        } catch (RuntimeException e) {
            // A bug. Other generations still run, and this one is refunded.
            return new EngineOutcome.Failed(FailureCode.INTERNAL, false, Optional.of(e));
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

    private static EngineOutcome.Failed failed(UnavailableException e) {
        FailureCode code = switch (e.service()) {
            case STORAGE -> FailureCode.STORAGE_UNAVAILABLE;
            case MODERATION -> FailureCode.ENGINE_UNAVAILABLE;
            case DATABASE, QUEUE -> FailureCode.INTERNAL;
        };
        return new EngineOutcome.Failed(code, true, Optional.of(e));
    }

    private Result store(Generation leased, Id leaseId, PublicId target, String engineId, EngineOutcome.Image made) {
        Optional<Picture> picture = CheckResult.check(made);
        if (picture.isEmpty()) {
            return end(leased, leaseId, new EngineOutcome.Failed(FailureCode.NO_IMAGE, false));
        }
        Optional<StoredPicture> stored;
        try {
            stored = moderation.allowsResult(picture.get())
                    ? Optional.of(store.put(target, picture.get()))
                    : Optional.empty();
        } catch (UnavailableException e) {
            return end(leased, leaseId, failed(e));
        }
        if (stored.isEmpty()) {
            return end(leased, leaseId, new EngineOutcome.Failed(FailureCode.CONTENT_BLOCKED, false));
        }
        GeneratedImage image = new GeneratedImage(target, stored.get().url(), picture.get().width(),
                picture.get().height(),
                picture.get().format(), picture.get().bytes().length);
        // If it ended meanwhile, the sweep of uploads destroys the target.
        Optional<Generation> succeeded = succeed(leased, leaseId, image, engineId, made.use());
        succeeded.flatMap(it -> it.recipe().templateId()).ifPresent(this::countUse);
        return succeeded.<Result>map(Result.Succeeded::new).orElseGet(Result.TooLate::new);
    }

    /** Only the worker whose write ended the generation counts it. A recount adds what a crash prevents. */
    private void countUse(Id templateId) {
        try {
            templates.use(templateId, TrendingScore.ofUse(clock.instant()));
        } catch (UnavailableException _) {
            // The recount counts it.
        }
    }

    /** After an unknown outcome the row tells. */
    private Optional<Generation> succeed(Generation leased, Id leaseId, GeneratedImage image, String engineId,
            EngineUse use) {
        try {
            return generations.succeed(leased.id(), leaseId, image, engineId, use, clock.instant());
        } catch (UnavailableException e) {
            Optional<Generation> row = generations.find(leased.id());
            if (row.filter(it -> it.status() == GenerationStatus.RUNNING).isPresent()) {
                throw e;
            }
            return row.filter(it -> it.image().equals(Optional.of(image)));
        }
    }

    private Result end(Generation leased, Id leaseId, EngineOutcome.Failed failed) {
        int attempt = leased.progress().attempt();
        Guard guard = new Guard.Leased(leaseId);
        if (attempt < Progress.MAX_ATTEMPTS && (failed.retry() || hasFallback(leased, failed))) {
            Duration delay = DELAYS.get(Math.min(attempt, DELAYS.size()) - 1);
            return requeue(leased, guard, delay)
                    ? new Result.Requeued(failed.code(), delay, failed.cause())
                    : new Result.TooLate();
        }
        Optional<Generation> ended = generations.fail(leased.id(), guard, failed.code(), clock.instant());
        ended.ifPresent(this::settle);
        return ended.isPresent() ? new Result.Failed(failed.code(), failed.cause()) : new Result.TooLate();
    }

    /** A failure that would repeat itself on the same engine, such as a wrong key, need not happen on the next one. */
    private boolean hasFallback(Generation leased, EngineOutcome.Failed failed) {
        int attempt = leased.progress().attempt();
        return failed.code() == FailureCode.ENGINE_UNAVAILABLE
                && !engine(leased, attempt + 1).equals(engine(leased, attempt));
    }

    private boolean requeue(Generation leased, Guard guard, Duration delay) {
        Instant now = clock.instant();
        if (!generations.requeue(leased.id(), guard, now, now.plus(SweepGenerations.FIRST_HINT))) {
            return false;
        }
        try {
            queue.send(new JobHint(leased.id(), leased.userId()), delay);
        } catch (UnavailableException _) {
            // It is queued. The sweep sends the hint.
        }
        return true;
    }

    private void settle(Generation failed) {
        try {
            settleGeneration.settle(failed);
        } catch (UnavailableException _) {
            // It has failed. The sweep refunds it.
        }
    }
}
