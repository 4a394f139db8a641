package app.nero.session;

import app.nero.kernel.Id;
import app.nero.session.Session.Rotation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The sessions of all users. A session that ends is removed. */
public interface Sessions {

    void add(Session session);

    /** Returns the user's session if it has not expired at {@code now} and began after {@code createdAfter}. */
    Optional<Session> find(Id userId, Id id, Instant now, Instant createdAfter);

    /** Returns the session of a token family, even if it has expired. */
    Optional<Session> findByFamily(String familyId);

    /**
     * Replaces the current token if its hash is {@code previousHash} of the rotation and the session has not ended. Of
     * concurrent calls with the same token, one succeeds. Empty if nothing was replaced.
     *
     * @param tokenHash the hash of the next token
     * @param createdAfter a session that began earlier has ended, even if it is in use
     * @param expiresAt the new expiry of the session
     */
    Optional<Session> rotate(Rotation rotation, String tokenHash, Instant createdAfter, Instant expiresAt);

    /** Lists the user's sessions as in {@link #find}, the most recently used first. */
    List<Session> list(Id userId, Instant now, Instant createdAfter);

    /** Ends a session; returns false if the user does not have it. */
    boolean remove(Id userId, Id id);

    /** Ends all sessions of a user. */
    void removeAll(Id userId);

    /** Ends all but the {@code count} most recently used sessions of a user. */
    void keepLastUsed(Id userId, int count);
}
