package app.nero.picture;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Optional;

/**
 * A picture that a user may upload directly to the store, or one that may be left there unused.
 *
 * @param userId the user who may upload and use it
 * @param usedBy the character, template or generation that uses it; the sweep keeps the picture if this exists
 * @param expiresAt until when it can be used
 * @param sweepAt when the sweep keeps or removes the picture; later than any upload can arrive
 */
public record Upload(PublicId publicId, Id userId, Optional<Id> usedBy, Instant expiresAt, Instant sweepAt) {

    /** An upload that is not used yet. */
    public static Upload granted(PublicId publicId, Id userId, Instant expiresAt, Instant sweepAt) {
        return new Upload(publicId, userId, Optional.empty(), expiresAt, sweepAt);
    }

    /** A picture whose character or template is about to be deleted. The sweep keeps it if that did not happen. */
    public static Upload beforeDeletion(Id usedBy, PublicId publicId, Id userId, Instant now, Instant sweepAt) {
        return new Upload(publicId, userId, Optional.of(usedBy), now, sweepAt);
    }
}
