package app.nero.character;

import app.nero.kernel.Id;
import app.nero.picture.PublicId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The characters of all users. A character is saved as a draft before its pictures are stored, and kept as remains
 * until they are removed. Even after a crash, each picture in the store therefore has a row that names it. Users see
 * neither drafts nor remains.
 */
public interface Characters {

    /** What {@link #draft} did. */
    enum Drafted {
        SAVED,
        /** The user would have more than {@link UserCharacter#MAX_PER_USER} characters. */
        QUOTA_REACHED,
        /** The id exists, because an earlier attempt of the same request saved it. */
        EXISTS
    }

    /** How long before its sweep a draft can be resumed at the latest. The sweep may have listed later ones already. */
    Duration RESUME_MARGIN = Duration.ofMinutes(2);

    /** Saves a draft. Drafts count toward the limit, which holds for concurrent calls. */
    Drafted draft(CharacterDraft draft);

    /**
     * Continues an earlier attempt's draft with the id of this one, abandoned or not.
     *
     * @return the names that the earlier attempt gave the pictures; empty if there is no such draft, or if the sweep may
     * already be removing its pictures
     */
    Optional<List<PublicId>> resume(CharacterDraft draft);

    /** Turns a draft into a character with these images; empty if the draft was abandoned, swept or erased in the meantime. */
    Optional<UserCharacter> complete(Id id, List<CharacterImage> images, Instant now);

    /**
     * Turns a draft into remains, which do not count toward the limit. Its pictures may still reach the store until
     * {@code sweepAt}.
     */
    void abandon(Id id, Instant now, Instant sweepAt);

    /** A user's characters, newest first. */
    List<UserCharacter> list(Id userId);

    /** Empty if the character does not exist or belongs to another user. */
    Optional<UserCharacter> find(Id userId, Id id);

    /**
     * Replaces the name and the images of a character that was not changed since it was read.
     *
     * @param changed from {@link UserCharacter#with}
     * @return false if it was changed or removed in the meantime
     */
    boolean replace(UserCharacter seen, UserCharacter changed);

    /**
     * Turns a user's character into remains; empty if {@link #find} would find nothing. The caller removes the pictures
     * and calls {@link #forget}. If it fails, the sweep does so from {@code sweepAt} on.
     */
    Optional<CharacterRemains> remove(Id userId, Id id, Instant now, Instant sweepAt);

    /** Deletes the row of remains whose pictures are removed, or of a draft whose uploads are released. */
    void forget(Id id);

    /** Turns overdue drafts into remains, then lists the remains that are due, the longest due first. */
    List<CharacterRemains> takeDue(Instant now, int max);

    /** Moves the sweep of remains to a later time. */
    void postpone(Id id, Instant sweepAt);

    /** Whether a draft, a character or remains with this id name this picture. */
    boolean names(Id id, PublicId picture);
}
