package app.nero.character;

import app.nero.kernel.Deadline;
import app.nero.kernel.Id;
import app.nero.kernel.InParallel;
import app.nero.picture.ImageStore;
import app.nero.picture.PublicId;
import app.nero.picture.StoredPicture;
import app.nero.picture.UploadFault;
import app.nero.picture.UploadReceipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Checks pictures that a client uploaded directly to the store, before a character uses them. */
final class UploadedPictures {

    /** Time that calls to the store leave for the database, so that a failure can still be undone. */
    static final Duration DATABASE_RESERVE = Duration.ofSeconds(1);

    sealed interface Found {

        /** In the order of their names. */
        record All(List<CharacterImage> images) implements Found {}

        /** @param picture the first one that cannot be used */
        record Faulty(PublicId picture, UploadFault fault) implements Found {}
    }

    private final ImageStore store;
    private final int maxMegapixels;

    UploadedPictures(ImageStore store, int maxMegapixels) {
        this.store = store;
        this.maxMegapixels = maxMegapixels;
    }

    /** Whether all receipts are genuine, and of different uploads that this user may make for characters. */
    boolean areOwn(Id userId, List<UploadReceipt> receipts) {
        List<PublicId> names = receipts.stream().map(UploadReceipt::publicId).toList();
        return new HashSet<>(names).size() == names.size() && receipts.stream().allMatch(store::isGenuine)
                && names.stream().allMatch(name -> name.equals(PublicId.ofCharacter(userId, name.imageId())));
    }

    /** Looks the pictures up in the store, which read their bytes. */
    Found find(List<PublicId> names) {
        List<Optional<StoredPicture>> found = Deadline.reserving(DATABASE_RESERVE,
                () -> InParallel.map(names, store::find));
        List<CharacterImage> images = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Optional<UploadFault> fault = UploadFault.of(found.get(i), maxMegapixels);
            if (fault.isPresent()) {
                return new Found.Faulty(names.get(i), fault.get());
            }
            images.add(new CharacterImage(names.get(i), found.get(i).orElseThrow().url()));
        }
        return new Found.All(images);
    }
}
