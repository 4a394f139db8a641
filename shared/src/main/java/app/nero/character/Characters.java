package app.nero.character;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The characters of all users. One is drafted before its pictures are stored, and its remains are kept until they are
 * gone: so each picture in the store has a row here that names it, whatever is cut off. Drafts and remains are seen by
 * nobody.
 */
public interface Characters {

    /** Keeps a draft if one of the user's {@link UserCharacter#MAX_PER_USER} places is free, however many ask at once. */
    boolean draft(CharacterDraft draft);

    /** Shows a draft with its images as a character; empty where it was given up or swept meanwhile. */
    Optional<UserCharacter> complete(Id id, List<CharacterImage> images, Instant now);

    /** Gives a draft up and frees its place; its pictures may still be on their way until {@code sweepAt}. */
    void giveUp(Id id, Instant now, Instant sweepAt);

    /** A user's characters, newest first. */
    List<UserCharacter> list(Id userId);

    /** A user's character; empty where it is somebody else's, or no character. */
    Optional<UserCharacter> find(Id userId, Id id);

    /**
     * Takes a user's character away and frees its place; empty where {@link #find} would find nothing. The caller removes the
     * remains and forgets them long before {@code sweepAt}.
     */
    Optional<CharacterRemains> remove(Id userId, Id id, Instant now, Instant sweepAt);

    /** Forgets a draft whose pictures are nobody's concern here, or remains whose pictures are gone. */
    void forget(Id id);

    /** Drafts that are cut off, which turn into remains, and remains that were left; the longest due first. */
    List<CharacterRemains> takeDue(Instant now, int max);

    /** Leaves remains alone until then. */
    void postpone(Id id, Instant sweepAt);

    /** Whether there is a row of this id, be it a draft, a character or remains. */
    boolean holds(Id id);
}
