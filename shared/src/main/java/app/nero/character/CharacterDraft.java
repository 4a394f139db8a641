package app.nero.character;

import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.picture.PublicId;
import java.time.Instant;
import java.util.List;

/**
 * A character whose pictures are still being stored.
 *
 * @param pictures the names that its pictures get in the store
 * @param sweepAt when the draft counts as abandoned and is swept
 */
public record CharacterDraft(Id id, Id userId, PersonName name, List<PublicId> pictures, Instant createdAt,
        Instant sweepAt) {

    public CharacterDraft {
        pictures = List.copyOf(pictures);
    }
}
