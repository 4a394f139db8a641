package app.nero.character;

import app.nero.kernel.Id;
import app.nero.picture.PublicId;

/**
 * A picture of a character.
 *
 * @param url the picture's public address
 */
public record CharacterImage(PublicId publicId, String url) {

    public Id id() {
        return publicId.imageId();
    }
}
