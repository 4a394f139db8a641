package app.nero.upkeep;

import app.nero.character.CharacterRemains;
import app.nero.character.Characters;
import app.nero.kernel.Id;
import app.nero.kernel.InParallel;
import app.nero.kernel.UnavailableException;
import app.nero.picture.ImageStore;
import app.nero.picture.PictureUse;
import app.nero.picture.PictureUse.Use;
import app.nero.picture.PublicId;
import app.nero.picture.Upload;
import app.nero.picture.Uploads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Deletes pictures that nothing uses, and the remains of characters once their pictures are deleted. */
public final class SweepPictures {

    private static final int BATCH = 50;

    /** Time limit of one run. The next run continues. */
    private static final Duration RUN = Duration.ofSeconds(20);

    /** Delay before a failed deletion is retried, so that it does not block others. */
    private static final Duration RETRY_DELAY = Duration.ofMinutes(5);

    /** How long a picture in use is left alone. What deletes it makes its upload due at once. */
    private static final Duration RECHECK = Duration.ofDays(1);

    private final Characters characters;
    private final Uploads uploads;
    private final ImageStore store;
    private final PictureUse use;
    private final Clock clock;

    /** @param use finds what a picture is used for, besides characters */
    public SweepPictures(Characters characters, Uploads uploads, ImageStore store, PictureUse use, Clock clock) {
        this.characters = characters;
        this.uploads = uploads;
        this.store = store;
        this.use = use;
        this.clock = clock;
    }

    /**
     * Continues with the others if a deletion fails.
     *
     * @return the number of character remains and uploads that were processed
     * @throws UnavailableException if at least one deletion failed
     */
    public int sweep() {
        Instant now = clock.instant();
        Instant end = now.plus(RUN);
        Sweep sweep = new Sweep();
        forEachDue(() -> characters.takeDue(now, BATCH), sweep::deleteRemains, end);
        forEachDue(() -> uploads.listDue(now, BATCH), sweep::deleteUpload, end);
        if (sweep.failure.isPresent()) {
            throw sweep.failure.get();
        }
        return sweep.processed;
    }

    private <T> void forEachDue(Supplier<List<T>> batches, Consumer<T> work, Instant end) {
        List<T> due = batches.get();
        while (!due.isEmpty() && clock.instant().isBefore(end)) {
            due.stream().takeWhile(_ -> clock.instant().isBefore(end)).forEach(work);
            due = batches.get();
        }
    }

    private final class Sweep {

        private final Instant now = clock.instant();
        private final Instant retryAt = now.plus(RETRY_DELAY);
        private int processed;
        private Optional<UnavailableException> failure = Optional.empty();

        void deleteRemains(CharacterRemains remains) {
            attempt(() -> {
                InParallel.forEach(remains.pictures(), store::remove);
                characters.forget(remains.id());
            }, () -> characters.postpone(remains.id(), retryAt));
        }

        void deleteUpload(Upload upload) {
            attempt(() -> settle(upload), () -> uploads.postpone(upload.publicId(), retryAt));
        }

        private void attempt(Runnable deletion, Runnable postponement) {
            try {
                deletion.run();
                processed++;
            } catch (UnavailableException e) {
                failure = Optional.of(e);
                postponement.run();
            }
        }

        private void settle(Upload upload) {
            PublicId publicId = upload.publicId();
            if (upload.usedBy().isEmpty() && now.isBefore(upload.expiresAt())) {
                uploads.postpone(publicId, upload.expiresAt().plus(ImageStore.SETTLE_TIME));
                return;
            }
            switch (upload.usedBy().map(id -> useOf(id, publicId)).orElse(Use.NONE)) {
                case SHOWN -> uploads.forget(upload);
                case SOURCE -> uploads.postpone(publicId, now.plus(RECHECK));
                case NONE -> {
                    store.remove(publicId);
                    uploads.forget(upload);
                }
            }
        }

        private Use useOf(Id usedBy, PublicId publicId) {
            return characters.names(usedBy, publicId) ? Use.SHOWN : use.find(usedBy, publicId);
        }
    }
}
