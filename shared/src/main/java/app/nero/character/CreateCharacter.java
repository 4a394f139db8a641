package app.nero.character;

import app.nero.kernel.Deadline;
import app.nero.kernel.Id;
import app.nero.kernel.InParallel;
import app.nero.kernel.PersonName;
import app.nero.kernel.UnavailableException;
import app.nero.picture.ImageStore;
import app.nero.picture.Picture;
import app.nero.picture.PublicId;
import app.nero.picture.StoredPicture;
import app.nero.picture.UploadFault;
import app.nero.picture.UploadReceipt;
import app.nero.picture.Uploads;
import app.nero.upkeep.SweepPictures;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Makes a character of pictures: a draft that names them, then the pictures, then the character. What is cut off in
 * between is undone by {@link SweepPictures}.
 */
public final class CreateCharacter {

    /** What the store leaves of a request's time, so that its failure can still be noted. */
    private static final Duration FOR_ROWS = Duration.ofSeconds(1);

    /** Where the pictures come from. */
    public sealed interface Source {

        /** Pictures that are to be stored. */
        record Files(List<Picture> pictures) implements Source {}

        /** Pictures that the client uploaded straight to the store. */
        record Uploaded(List<UploadReceipt> receipts) implements Source {}
    }

    /** What became of it. */
    public sealed interface Result {

        record Created(UserCharacter character) implements Result {}

        /** The user has as many characters as there may be. */
        record QuotaReached() implements Result {}

        /** At least one is not the user's, was used before, is too old or was not uploaded as its receipt says. */
        record NotUsable() implements Result {}

        /** @param index of the upload, from 0; all of them may be used again */
        record BadUpload(int index, UploadFault fault) implements Result {}
    }

    private final Characters characters;
    private final Uploads uploads;
    private final ImageStore store;
    private final SecureRandom random;
    private final Clock clock;

    public CreateCharacter(Characters characters, Uploads uploads, ImageStore store, SecureRandom random, Clock clock) {
        this.characters = characters;
        this.uploads = uploads;
        this.store = store;
        this.random = random;
        this.clock = clock;
    }

    /** @param id of the character to be, which nothing has yet */
    public Result create(Id userId, Id id, PersonName name, Source source) {
        return switch (source) {
            case Source.Files(List<Picture> pictures) -> ofFiles(userId, id, name, pictures);
            case Source.Uploaded(List<UploadReceipt> receipts) -> ofUploads(userId, id, name, receipts);
        };
    }

    private Result ofFiles(Id userId, Id id, PersonName name, List<Picture> pictures) {
        Instant now = clock.instant();
        List<PublicId> names = pictures.stream().map(_ -> PublicId.ofCharacter(userId, Id.random(random, now)))
                .toList();
        if (!draft(userId, id, name, names, now)) {
            return new Result.QuotaReached();
        }
        List<Integer> indexes = IntStream.range(0, pictures.size()).boxed().toList();
        List<StoredPicture> stored = orElse(() -> giveUp(id), () -> Deadline.reserving(FOR_ROWS,
                () -> InParallel.map(indexes, index -> store.put(names.get(index), pictures.get(index)))));
        return complete(id, stored);
    }

    /** The uploads are taken before a draft names them: else its sweep could remove pictures of another character. */
    private Result ofUploads(Id userId, Id id, PersonName name, List<UploadReceipt> receipts) {
        Instant now = clock.instant();
        List<PublicId> names = receipts.stream().map(UploadReceipt::publicId).toList();
        if (new HashSet<>(names).size() < names.size() || !receipts.stream().allMatch(store::isGenuine)
                || !names.stream().allMatch(it -> it.equals(PublicId.ofCharacter(userId, it.imageId())))
                || !uploads.claim(userId, names, id, now)) {
            return new Result.NotUsable();
        }
        if (!orElse(() -> uploads.release(names, id), () -> draft(userId, id, name, names, now))) {
            uploads.release(names, id);
            return new Result.QuotaReached();
        }
        List<Optional<StoredPicture>> found = orElse(() -> handBack(id, names),
                () -> Deadline.reserving(FOR_ROWS, () -> InParallel.map(names, store::find)));
        Optional<Result> bad = IntStream.range(0, found.size()).boxed()
                .<Result>flatMap(
                        index -> UploadFault.of(found.get(index)).map(it -> new Result.BadUpload(index, it)).stream())
                .findFirst();
        if (bad.isPresent()) {
            handBack(id, names);
            return bad.get();
        }
        return complete(id, found.stream().map(Optional::orElseThrow).toList());
    }

    private boolean draft(Id userId, Id id, PersonName name, List<PublicId> pictures, Instant now) {
        return characters.draft(new CharacterDraft(id, userId, name, pictures, now, now.plus(ImageStore.SETTLED)));
    }

    private Result complete(Id id, List<StoredPicture> stored) {
        List<CharacterImage> images = stored.stream().map(it -> new CharacterImage(it.publicId(), it.url())).toList();
        return new Result.Created(characters.complete(id, images, clock.instant())
                .orElseThrow(() -> new IllegalStateException("the draft was swept while its pictures were stored")));
    }

    private void giveUp(Id id) {
        Instant now = clock.instant();
        characters.giveUp(id, now, now.plus(ImageStore.SETTLED));
    }

    private void handBack(Id id, List<PublicId> names) {
        characters.forget(id);
        uploads.release(names, id);
    }

    /** Undoes what a failure left, as far as that failure lets it; the rest is swept. */
    private static <T> T orElse(Runnable undo, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            try {
                undo.run();
            } catch (UnavailableException e) {
                failure.addSuppressed(e);
            }
            throw failure;
        }
    }
}
