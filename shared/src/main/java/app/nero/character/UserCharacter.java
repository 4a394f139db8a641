package app.nero.character;

import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import java.time.Instant;
import java.util.List;

/**
 * A character that a user made out of their own pictures.
 *
 * @param images 3 to 5, in the order in which they were given
 */
public record UserCharacter(Id id, Id userId, PersonName name, List<CharacterImage> images, Instant createdAt,
        Instant updatedAt) {

    /** The fewest pictures that make a character. */
    public static final int MIN_IMAGES = 3;

    /** The most pictures of a character. */
    public static final int MAX_IMAGES = 5;

    /** The most characters of one user. */
    public static final int MAX_PER_USER = 20;

    public UserCharacter {
        images = List.copyOf(images);
    }
}
