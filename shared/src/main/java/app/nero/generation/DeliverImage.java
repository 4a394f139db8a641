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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks and stores the image that an engine made, and ends its generation. */
final class DeliverImage {

    sealed interface Delivery {

        record Delivered(Generation generation) implements Delivery {}

        /** It was not stored. */
        record Refused(EngineOutcome.Failed failed) implements Delivery {}

        /** The generation ended meanwhile, or runs elsewhere. The sweep of uploads destroys the image. */
        record TooLate() implements Delivery {}
    }

    private final Generations generations;
    private final Moderation moderation;
    private final Templates templates;
    private final Uploads uploads;
    private final ImageStore store;
    private final SecureRandom random;
    private final Clock clock;

    DeliverImage(Generations generations, Moderation moderation, Templates templates, Uploads uploads, ImageStore store,
            SecureRandom random, Clock clock) {
        this.generations = generations;
        this.moderation = moderation;
        this.templates = templates;
        this.uploads = uploads;
        this.store = store;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Registers where the image will be stored, so that a sweep destroys what a crash leaves there. Each call makes a new name: a late
     * worker of an earlier attempt cannot replace the image of a later one.
     */
    PublicId register(Generation leased) {
        Instant now = clock.instant();
        PublicId target = PublicId.ofGenerated(leased.userId(), Id.random(random, now));
        uploads.add(List.of(new Upload(target, leased.userId(), Optional.of(leased.id()), now,
                now.plus(ImageStore.SETTLE_TIME))));
        return target;
    }

    /**
     * @param target as it was registered
     * @param engineId the engine that made the image
     */
    Delivery deliver(Generation leased, Id leaseId, PublicId target, String engineId, EngineOutcome.Image made) {
        Optional<Picture> picture = CheckResult.check(made);
        if (picture.isEmpty()) {
            return refused(FailureCode.NO_IMAGE);
        }
        Optional<StoredPicture> stored;
        try {
            stored = moderation.allowsResult(picture.get())
                    ? Optional.of(store.put(target, picture.get()))
                    : Optional.empty();
        } catch (UnavailableException e) {
            return new Delivery.Refused(EndAttempt.failed(e));
        }
        if (stored.isEmpty()) {
            return refused(FailureCode.CONTENT_BLOCKED);
        }
        GeneratedImage image = new GeneratedImage(target, stored.get().url(), picture.get().width(),
                picture.get().height(), picture.get().format(), picture.get().bytes().length);
        Optional<Generation> succeeded = succeed(leased, leaseId, image, engineId, made.use());
        succeeded.flatMap(it -> it.recipe().templateId()).ifPresent(this::countUse);
        return succeeded.<Delivery>map(Delivery.Delivered::new).orElseGet(Delivery.TooLate::new);
    }

    private static Delivery refused(FailureCode code) {
        return new Delivery.Refused(new EngineOutcome.Failed(code, false));
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
}
