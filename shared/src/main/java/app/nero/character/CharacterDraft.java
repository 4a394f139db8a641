package app.nero.character;

import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.picture.PublicId;
import java.time.Instant;
import java.util.List;

/**
 * A character whose pictures are on their way to the store.
 *
 * @param pictures what they will be named
 * @param sweepAt when it counts as cut off
 */
public record CharacterDraft(Id id, Id userId, PersonName name, List<PublicId> pictures, Instant createdAt,
        Instant sweepAt) {

    public CharacterDraft {
        pictures = List.copyOf(pictures);
    }
}
