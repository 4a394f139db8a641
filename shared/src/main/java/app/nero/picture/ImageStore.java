package app.nero.picture;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Stores pictures and serves them at public addresses. {@link #sign} and {@link #isGenuine} work offline. All other
 * methods throw {@link app.nero.kernel.UnavailableException} if the store fails or is too slow. The request may then
 * have taken effect or not. Interrupting the calling thread ends a call early with the same exception.
 */
public interface ImageStore {

    /** How long a signed upload is valid. */
    Duration UPLOAD_TTL = Duration.ofHours(1);

    /** How long a started upload may take to arrive. After that, an unused picture can be swept. */
    Duration SETTLE_TIME = Duration.ofMinutes(15);

    /** Stores a picture, in place of any earlier one with the same name. */
    StoredPicture put(PublicId id, Picture picture);

    /** Removes a picture; succeeds if it does not exist. */
    void remove(PublicId id);

    Optional<StoredPicture> find(PublicId id);

    /** Signs an upload that is valid for {@link #UPLOAD_TTL} and cannot replace an existing picture. */
    SignedUpload sign(PublicId id, Instant now);

    /** Whether the store signed this receipt. */
    boolean isGenuine(UploadReceipt receipt);
}
