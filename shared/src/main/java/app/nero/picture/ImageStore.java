package app.nero.picture;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where pictures are kept and seen by anybody who knows their address. Every method but the two that reach nobody throws
 * {@link app.nero.kernel.UnavailableException} where the store fails or is too slow; what it then did is not known.
 * An interrupt of the calling thread ends a call early, with the same exception.
 */
public interface ImageStore {

    /** How long a signed upload may be used. */
    Duration UPLOAD_TTL = Duration.ofHours(1);

    /** After this long nothing sent to the store can still arrive, so an unfinished upload may be swept. */
    Duration SETTLED = Duration.ofMinutes(15);

    /** Stores a picture. Doing it again with the same name replaces it. */
    StoredPicture put(PublicId id, Picture picture);

    /** Removes a picture; one that is not there is removed already. */
    void remove(PublicId id);

    /** What the store has under a name. */
    Optional<StoredPicture> find(PublicId id);

    /** Leave for {@link #UPLOAD_TTL} to upload a picture, never over another one; reaches nobody. */
    SignedUpload sign(PublicId id, Instant now);

    /** Whether the store itself wrote this receipt; reaches nobody. */
    boolean isGenuine(UploadReceipt receipt);
}
