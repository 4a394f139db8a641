package app.nero.session;

import app.nero.kernel.Id;
import app.nero.session.Session.Rotation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The sign-ins that are alive: one that ends is removed. */
public interface Sessions {

    void add(Session session);

    /** A person's session by its id, if it is alive at that moment and began after another. */
    Optional<Session> find(Id userId, Id id, Instant now, Instant createdAfter);

    /** A session by its family, whether it has expired or not. */
    Optional<Session> findByFamily(String familyId);

    /**
     * Replaces the current token, if it is the one that the rotation names and the session is alive: of many callers
     * with one token, one.
     *
     * @param tokenHash of the next token
     * @param createdAfter an older session is over, however often it was used
     * @param expiresAt when the session now ends unless it is used again
     */
    Optional<Session> rotate(Rotation rotation, String tokenHash, Instant createdAfter, Instant expiresAt);

    /** The sessions of a person that are alive at that moment and began after another, the last used first. */
    List<Session> list(Id userId, Instant now, Instant createdAfter);

    /** Ends a session; false where the person has no such session. */
    boolean remove(Id userId, Id id);

    /** Ends all sessions of a person. */
    void removeAll(Id userId);

    /** Ends those of a person's sessions that were not used for longest, down to a count. */
    void keepLastUsed(Id userId, int count);
}
