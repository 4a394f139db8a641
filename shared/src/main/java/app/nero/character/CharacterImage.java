package app.nero.character;

import app.nero.kernel.Id;
import app.nero.picture.PublicId;

/**
 * A picture of a character.
 *
 * @param url where anybody who knows it can see the picture
 */
public record CharacterImage(PublicId publicId, String url) {

    public Id id() {
        return publicId.imageId();
    }
}
