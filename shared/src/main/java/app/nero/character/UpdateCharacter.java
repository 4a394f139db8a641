package app.nero.character;

import app.nero.character.UploadedPictures.Found;
import app.nero.kernel.Id;
import app.nero.picture.ImageStore;
import app.nero.picture.PublicId;
import app.nero.picture.Upload;
import app.nero.picture.UploadFault;
import app.nero.picture.UploadReceipt;
import app.nero.picture.Uploads;
import app.nero.upkeep.SweepPictures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Renames a character, and adds, removes and reorders its pictures. One compare-and-set on its row decides. Every picture that is
 * added or removed is recorded as an upload of this character before, and {@link SweepPictures} destroys it unless the row names
 * it then. So nothing has to be undone after a crash.
 */
public final class UpdateCharacter {

    /**
     * How long a removed picture stays in the store. Longer than any request runs, so that the sweep does not look before the row
     * is changed, and long enough for a generation that has just read the row.
     */
    static final Duration REMOVAL_DELAY = Duration.ofMinutes(2);

    /** How often a change is applied again after another request was faster. */
    private static final int ATTEMPTS = 5;

    public sealed interface Result {

        /** @param character as it is now; the change may have been applied before */
        record Updated(UserCharacter character) implements Result {}

        record NotFound() implements Result {}

        /** Fewer than {@link UserCharacter#MIN_IMAGES} would remain. */
        record TooFewImages() implements Result {}

        /** More than {@link UserCharacter#MAX_IMAGES} would remain. */
        record TooManyImages() implements Result {}

        /** The order does not name each image once. */
        record WrongOrder() implements Result {}

        /** At least one upload is another user's, expired, used elsewhere or listed twice, or its receipt is not genuine. */
        record NotUsable() implements Result {}

        /** @param index of the faulty upload, from 0 */
        record BadUpload(int index, UploadFault fault) implements Result {}

        /** Other requests kept changing the character. */
        record Conflict() implements Result {}
    }

    private final Characters characters;
    private final Uploads uploads;
    private final UploadedPictures uploadedPictures;
    private final Clock clock;

    /** @param maxMegapixels of an uploaded picture */
    public UpdateCharacter(Characters characters, Uploads uploads, ImageStore store, int maxMegapixels, Clock clock) {
        this.characters = characters;
        this.uploads = uploads;
        this.uploadedPictures = new UploadedPictures(store, maxMegapixels);
        this.clock = clock;
    }

    /** A failed call can be repeated, whether it took effect or not. */
    public Result update(Id userId, Id id, CharacterChange change) {
        Map<PublicId, CharacterImage> checked = new HashMap<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<UserCharacter> seen = characters.find(userId, id);
            if (seen.isEmpty()) {
                return new Result.NotFound();
            }
            Optional<Result> result = attempt(seen.get(), change, checked);
            if (result.isPresent()) {
                return result.get();
            }
        }
        return new Result.Conflict();
    }

    /** @return empty if another request was faster */
    private Optional<Result> attempt(UserCharacter seen, CharacterChange change,
            Map<PublicId, CharacterImage> checked) {
        List<CharacterImage> kept = seen.images().stream()
                .filter(image -> !change.removeImages().contains(image.id())).toList();
        List<PublicId> added = change.addUploads().stream().map(UploadReceipt::publicId)
                .filter(name -> !change.removeImages().contains(name.imageId()))
                .filter(name -> seen.images().stream().noneMatch(image -> image.publicId().equals(name))).toList();
        List<Id> ids = Stream.concat(kept.stream().map(CharacterImage::id), added.stream().map(PublicId::imageId))
                .toList();
        Optional<Result> refusal = refusal(ids, change).or(() -> check(seen, change, added, checked));
        if (refusal.isPresent()) {
            return refusal;
        }
        Map<Id, CharacterImage> images = Stream.concat(kept.stream(), added.stream().map(checked::get))
                .collect(Collectors.toMap(CharacterImage::id, Function.identity()));
        Instant now = clock.instant();
        UserCharacter changed = seen.with(change.name().orElse(seen.name()),
                change.order().orElse(ids).stream().map(images::get).toList(), now);
        if (changed.name().equals(seen.name()) && changed.images().equals(seen.images())) {
            return Optional.of(new Result.Updated(seen));
        }
        recordRemoved(seen, kept, now);
        return characters.replace(seen, changed) ? Optional.of(new Result.Updated(changed)) : Optional.empty();
    }

    private static Optional<Result> refusal(List<Id> ids, CharacterChange change) {
        if (ids.size() < UserCharacter.MIN_IMAGES) {
            return Optional.of(new Result.TooFewImages());
        }
        if (ids.size() > UserCharacter.MAX_IMAGES) {
            return Optional.of(new Result.TooManyImages());
        }
        boolean fits = change.order().isEmpty() || change.order().get().size() == ids.size()
                && new HashSet<>(change.order().get()).equals(new HashSet<>(ids));
        return fits ? Optional.empty() : Optional.of(new Result.WrongOrder());
    }

    /**
     * Claims and checks the uploads that were not checked yet. A claim is never released, because another request with the same
     * change may be using it.
     */
    private Optional<Result> check(UserCharacter seen, CharacterChange change, List<PublicId> added,
            Map<PublicId, CharacterImage> checked) {
        List<PublicId> unchecked = added.stream().filter(name -> !checked.containsKey(name)).toList();
        if (unchecked.isEmpty()) {
            return Optional.empty();
        }
        if (!uploadedPictures.areOwn(seen.userId(), change.addUploads())
                || !uploads.hold(seen.userId(), unchecked, seen.id(), clock.instant())) {
            return Optional.of(new Result.NotUsable());
        }
        return switch (uploadedPictures.find(unchecked)) {
            case Found.All(List<CharacterImage> images) -> {
                images.forEach(image -> checked.put(image.publicId(), image));
                yield Optional.empty();
            }
            case Found.Faulty(PublicId picture, UploadFault fault) -> {
                List<PublicId> names = change.addUploads().stream().map(UploadReceipt::publicId).toList();
                yield Optional.of(new Result.BadUpload(names.indexOf(picture), fault));
            }
        };
    }

    private void recordRemoved(UserCharacter seen, List<CharacterImage> kept, Instant now) {
        List<Upload> removed = seen.images().stream().filter(image -> !kept.contains(image))
                .map(image -> Upload.beforeDeletion(seen.id(), image.publicId(), seen.userId(), now,
                        now.plus(REMOVAL_DELAY)))
                .toList();
        if (!removed.isEmpty()) {
            uploads.add(removed);
        }
    }
}
