package app.nero.picture;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Optional;

/**
 * A picture that somebody may upload straight to the store, or that lies there without anybody to show it.
 *
 * @param userId who may upload and use it
 * @param usedBy what shows it: a character or a template
 * @param expiresAt until when it can be used
 * @param sweepAt when it is decided whether it stays: later than any upload can arrive
 */
public record Upload(PublicId publicId, Id userId, Optional<Id> usedBy, Instant expiresAt, Instant sweepAt) {

    /** A picture that may be uploaded and used until then. */
    public static Upload granted(PublicId publicId, Id userId, Instant expiresAt, Instant sweepAt) {
        return new Upload(publicId, userId, Optional.empty(), expiresAt, sweepAt);
    }

    /** A picture that is being taken away from what shows it: it stays only where that is still there then. */
    public static Upload takenFrom(Id usedBy, PublicId publicId, Id userId, Instant now, Instant sweepAt) {
        return new Upload(publicId, userId, Optional.of(usedBy), now, sweepAt);
    }
}
