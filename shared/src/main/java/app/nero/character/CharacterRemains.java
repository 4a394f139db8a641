package app.nero.character;

import app.nero.kernel.Id;
import app.nero.picture.PublicId;
import java.util.List;

/** A deleted character or abandoned draft. Its pictures must be removed from the store, and then its row. */
public record CharacterRemains(Id id, List<PublicId> pictures) {

    public CharacterRemains {
        pictures = List.copyOf(pictures);
    }
}
