package app.nero.domain.character;

import app.nero.domain.Id;
import app.nero.domain.picture.PublicId;
import java.util.List;

/** What is left of a character that nobody sees any more: pictures to be removed, and then its row. */
public record CharacterRemains(Id id, List<PublicId> pictures) {

    public CharacterRemains {
        pictures = List.copyOf(pictures);
    }
}
