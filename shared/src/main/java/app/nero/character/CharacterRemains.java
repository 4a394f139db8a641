package app.nero.character;

import app.nero.kernel.Id;
import app.nero.picture.PublicId;
import java.util.List;

/** What is left of a character that nobody sees any more: pictures to be removed, and then its row. */
public record CharacterRemains(Id id, List<PublicId> pictures) {

    public CharacterRemains {
        pictures = List.copyOf(pictures);
    }
}
