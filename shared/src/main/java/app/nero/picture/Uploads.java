package app.nero.picture;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The pictures that may lie in the store while nothing shows them: given out for upload, or taken away from what showed
 * them. Each is kept here until it is decided that it stays or is gone.
 */
public interface Uploads {

    /** Keeps uploads; one of the same name is replaced. */
    void add(Collection<Upload> uploads);

    /**
     * Takes uploads for one use, all or none of them, and each but once, however many ask at once.
     *
     * @return whether they were all there, this user's, unused and not expired
     */
    boolean claim(Id userId, Collection<PublicId> publicIds, Id usedBy, Instant now);

    /** Makes uploads that were taken for that use free again. */
    void release(Collection<PublicId> publicIds, Id usedBy);

    /** Those to be decided on; the longest due first. */
    List<Upload> listDue(Instant now, int max);

    /** Leaves an upload alone until then. */
    void postpone(PublicId publicId, Instant sweepAt);

    void forget(PublicId publicId);
}
