package app.nero.upkeep;

import app.nero.character.CharacterRemains;
import app.nero.character.Characters;
import app.nero.kernel.Id;
import app.nero.kernel.InParallel;
import app.nero.kernel.UnavailableException;
import app.nero.picture.ImageStore;
import app.nero.picture.Upload;
import app.nero.picture.Uploads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Removes pictures that nothing uses, and the remains of characters whose pictures are gone. */
public final class SweepPictures {

    private static final int BATCH = 50;

    /** What one run may take; the next one goes on. */
    private static final Duration RUN = Duration.ofSeconds(40);

    /** How long what could not be removed is left alone, so that it holds up nothing else. */
    private static final Duration RETRY = Duration.ofMinutes(5);

    private final Characters characters;
    private final Uploads uploads;
    private final ImageStore store;
    private final Predicate<Id> shown;
    private final Clock clock;

    /** @param shown whether there is something of this id, besides characters, that may show a picture */
    public SweepPictures(Characters characters, Uploads uploads, ImageStore store, Predicate<Id> shown, Clock clock) {
        this.characters = characters;
        this.uploads = uploads;
        this.store = store;
        this.shown = shown;
        this.clock = clock;
    }

    /**
     * One that fails keeps no other from its end.
     *
     * @return how many remains and uploads are settled
     * @throws UnavailableException if one or more could not be settled yet
     */
    public int sweep() {
        Instant now = clock.instant();
        Instant end = now.plus(RUN);
        Sweep sweep = new Sweep(now.plus(RETRY));
        for (List<CharacterRemains> due = characters.takeDue(now, BATCH); goesOn(due,
                end); due = characters.takeDue(now, BATCH)) {
            due.forEach(sweep::remains);
        }
        for (List<Upload> due = uploads.listDue(now, BATCH); goesOn(due, end); due = uploads.listDue(now, BATCH)) {
            due.forEach(sweep::upload);
        }
        if (sweep.failure.isPresent()) {
            throw sweep.failure.get();
        }
        return sweep.settled;
    }

    private boolean goesOn(List<?> due, Instant end) {
        return !due.isEmpty() && clock.instant().isBefore(end);
    }

    /** One run. */
    private final class Sweep {

        private final Instant retryAt;
        private int settled;
        private Optional<UnavailableException> failure = Optional.empty();

        Sweep(Instant retryAt) {
            this.retryAt = retryAt;
        }

        void remains(CharacterRemains remains) {
            try {
                InParallel.forEach(remains.pictures(), store::remove);
                characters.forget(remains.id());
                settled++;
            } catch (UnavailableException e) {
                failure = Optional.of(e);
                characters.postpone(remains.id(), retryAt);
            }
        }

        void upload(Upload upload) {
            try {
                if (upload.usedBy().filter(id -> characters.holds(id) || shown.test(id)).isEmpty()) {
                    store.remove(upload.publicId());
                }
                uploads.forget(upload.publicId());
                settled++;
            } catch (UnavailableException e) {
                failure = Optional.of(e);
                uploads.postpone(upload.publicId(), retryAt);
            }
        }
    }
}
