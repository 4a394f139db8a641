package app.nero.character;

import app.nero.character.UploadedPictures.Found;
import app.nero.kernel.Deadline;
import app.nero.kernel.Id;
import app.nero.kernel.InParallel;
import app.nero.kernel.PersonName;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
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
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Creates a character in three steps: saves a draft that names the pictures, stores the pictures, and completes the
 * draft. {@link SweepPictures} cleans up after a crash in between.
 */
public final class CreateCharacter {

    public sealed interface Source {

        /** Pictures to store. */
        record Files(List<Picture> pictures) implements Source {}

        /** Pictures that the client uploaded directly to the store. */
        record Uploaded(List<UploadReceipt> receipts) implements Source {}
    }

    public sealed interface Result {

        record Created(UserCharacter character) implements Result {}

        /** The user already has {@link UserCharacter#MAX_PER_USER} characters. */
        record QuotaReached() implements Result {}

        /** At least one upload is another user's, expired, already used or listed twice, or its receipt is not genuine. */
        record NotUsable() implements Result {}

        /** The account was erased while its pictures were being stored. */
        record AccountErased() implements Result {}

        /** @param index of the faulty upload, from 0; all uploads stay usable */
        record BadUpload(int index, UploadFault fault) implements Result {}
    }

    private final Characters characters;
    private final Uploads uploads;
    private final ImageStore store;
    private final UploadedPictures uploadedPictures;
    private final SecureRandom random;
    private final Clock clock;

    /** @param maxMegapixels of an uploaded picture */
    public CreateCharacter(Characters characters, Uploads uploads, ImageStore store, int maxMegapixels,
            SecureRandom random, Clock clock) {
        this.characters = characters;
        this.uploads = uploads;
        this.store = store;
        this.uploadedPictures = new UploadedPictures(store, maxMegapixels);
        this.random = random;
        this.clock = clock;
    }

    /**
     * @param id of the new character; a call with the id of an earlier call continues it
     */
    public Result create(Id userId, Id id, PersonName name, Source source) {
        return switch (source) {
            case Source.Files(List<Picture> pictures) -> createFromFiles(userId, id, name, pictures);
            case Source.Uploaded(List<UploadReceipt> receipts) -> createFromUploads(userId, id, name, receipts);
        };
    }

    private Result createFromFiles(Id userId, Id id, PersonName name, List<Picture> pictures) {
        Instant now = clock.instant();
        List<PublicId> names = pictures.stream().map(_ -> PublicId.ofCharacter(userId, Id.random(random, now)))
                .toList();
        return switch (draft(userId, id, name, names, now)) {
            case Start.From(List<PublicId> targets) -> store(userId, id, targets, pictures);
            case Start.End(Result result) -> result;
        };
    }

    private Result store(Id userId, Id id, List<PublicId> names, List<Picture> pictures) {
        List<Integer> indexes = IntStream.range(0, pictures.size()).boxed().toList();
        List<StoredPicture> stored = undoOnFailure(() -> abandon(id),
                () -> Deadline.reserving(UploadedPictures.DATABASE_RESERVE,
                        () -> InParallel.map(indexes, index -> store.put(names.get(index), pictures.get(index)))));
        return complete(userId, id,
                stored.stream().map(it -> new CharacterImage(it.publicId(), it.url())).toList());
    }

    /** Claims the uploads before saving the draft, whose sweep could otherwise remove another character's pictures. */
    private Result createFromUploads(Id userId, Id id, PersonName name, List<UploadReceipt> receipts) {
        Instant now = clock.instant();
        List<PublicId> names = receipts.stream().map(UploadReceipt::publicId).toList();
        if (!uploadedPictures.areOwn(userId, receipts) || !uploads.claim(userId, names, id, now)) {
            return new Result.NotUsable();
        }
        Start start = undoOnFailure(() -> uploads.release(names, id), () -> draft(userId, id, name, names, now));
        if (start instanceof Start.End(Result result)) {
            if (result instanceof Result.QuotaReached) {
                uploads.release(names, id);
            }
            return result;
        }
        return switch (undoOnFailure(() -> releaseUploads(id, names), () -> uploadedPictures.find(names))) {
            case Found.All(List<CharacterImage> images) -> complete(userId, id, images);
            case Found.Faulty(PublicId picture, UploadFault fault) -> {
                releaseUploads(id, names);
                yield new Result.BadUpload(names.indexOf(picture), fault);
            }
        };
    }

    /** How a call goes on after drafting. */
    private sealed interface Start {

        /** @param pictures their names in the store, maybe from an earlier call */
        record From(List<PublicId> pictures) implements Start {}

        record End(Result result) implements Start {}
    }

    private Start draft(Id userId, Id id, PersonName name, List<PublicId> pictures, Instant now) {
        CharacterDraft draft = new CharacterDraft(id, userId, name, pictures, now,
                now.plus(ImageStore.SETTLE_TIME));
        return switch (characters.draft(draft)) {
            case SAVED -> new Start.From(pictures);
            case QUOTA_REACHED -> new Start.End(new Result.QuotaReached());
            case EXISTS -> characters.resume(draft).<Start>map(Start.From::new)
                    .or(() -> characters.find(userId, id).map(it -> new Start.End(new Result.Created(it))))
                    .orElseThrow(() -> new UnavailableException(Service.STORAGE,
                            new IllegalStateException("the pictures of an earlier call are being removed")));
        };
    }

    private Result complete(Id userId, Id id, List<CharacterImage> images) {
        // The sweep takes drafts much later than any request ends. So either another call with this id has completed it, or
        // an erasure has turned it into remains.
        return characters.complete(id, images, clock.instant()).or(() -> characters.find(userId, id))
                .<Result>map(Result.Created::new).orElseGet(() -> {
                    removePictures(id, images);
                    return new Result.AccountErased();
                });
    }

    private void removePictures(Id id, List<CharacterImage> images) {
        try {
            InParallel.forEach(images.stream().map(CharacterImage::publicId).toList(), store::remove);
            characters.forget(id);
        } catch (UnavailableException _) {
            // The sweep removes them later.
        }
    }

    private void abandon(Id id) {
        Instant now = clock.instant();
        characters.abandon(id, now, now.plus(ImageStore.SETTLE_TIME));
    }

    private void releaseUploads(Id id, List<PublicId> names) {
        characters.forget(id);
        uploads.release(names, id);
    }

    /** Runs the undo step if the work fails. */
    private static <T> T undoOnFailure(Runnable undo, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            try {
                undo.run();
            } catch (UnavailableException _) {
                // The sweep cleans up later.
            }
            throw failure;
        }
    }
}
