package app.nero.picture;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Pictures that may be in the store although nothing uses them: granted uploads, and pictures of templates that are
 * being deleted. An entry stays until the picture is known to be used or removed.
 */
public interface Uploads {

    /** Adds uploads, replacing those with the same names. */
    void add(Collection<Upload> uploads);

    /**
     * Claims all of these uploads for one use, such as a character or a generation, or none. Of concurrent claims of an upload by
     * different uses, at most one succeeds. A use may claim again what it holds, even after the expiry, so that a claim can be
     * retried.
     *
     * @return whether all belong to the user and are either held by this use, or unused and not expired
     */
    boolean claim(Id userId, Collection<PublicId> publicIds, Id usedBy, Instant now);

    /**
     * Claims uploads for a use that several requests may change at once. Unlike {@link #claim}, it requires that none is expired,
     * also of those that this use holds. The sweep takes them no earlier than {@link ImageStore#SETTLE_TIME} later, so the caller
     * has time to use them. It releases nothing if it returns false, because another request may be using what this use holds.
     */
    boolean hold(Id userId, Collection<PublicId> publicIds, Id usedBy, Instant now);

    /** Makes uploads that were claimed for {@code usedBy} available again. */
    void release(Collection<PublicId> publicIds, Id usedBy);

    /** Makes uploads that were claimed for {@code usedBy} available again, until a new expiry. */
    void release(Collection<PublicId> publicIds, Id usedBy, Instant expiresAt, Instant sweepAt);

    /** Makes uploads that were claimed for {@code usedBy} due now. They stay claimed. */
    void discard(Collection<PublicId> publicIds, Id usedBy, Instant now);

    /** The uploads to sweep, the longest due first. */
    List<Upload> listDue(Instant now, int max);

    /** Moves the sweep of an upload to a later time. */
    void postpone(PublicId publicId, Instant sweepAt);

    void forget(PublicId publicId);

    /** Forgets an upload, unless it was added again or its sweep was moved since it was read. */
    void forget(Upload seen);
}
