package app.nero.character;

import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import java.time.Instant;
import java.util.List;

/**
 * A character that a user created from their own pictures.
 *
 * @param images {@link #MIN_IMAGES} to {@link #MAX_IMAGES}, in the order in which the user gave them
 */
public record UserCharacter(Id id, Id userId, PersonName name, List<CharacterImage> images, Instant createdAt,
        Instant updatedAt) {

    public static final int MIN_IMAGES = 3;
    public static final int MAX_IMAGES = 5;
    public static final int MAX_PER_USER = 20;

    public UserCharacter {
        images = List.copyOf(images);
    }

    /** This character with another name and other images. Each change has a later {@code updatedAt} than the one before. */
    public UserCharacter with(PersonName newName, List<CharacterImage> newImages, Instant now) {
        Instant later = updatedAt.plusMillis(1);
        return new UserCharacter(id, userId, newName, newImages, createdAt, now.isAfter(later) ? now : later);
    }
}
