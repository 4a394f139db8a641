package app.nero.picture;

import app.nero.kernel.Id;
import java.util.regex.Pattern;

/** A picture's name in the store, assigned by Nero: a folder and the picture's id, without an extension. */
public record PublicId(String value) {

    private static final Pattern FORM = Pattern
            .compile("nero/((characters|uploads|generated)/[0-9a-f]{24}|templates)/[0-9a-f]{24}");

    /** @throws IllegalArgumentException if {@link #isPublicId} is false for the value */
    public PublicId {
        if (!isPublicId(value)) {
            throw new IllegalArgumentException("not a public id");
        }
    }

    /** Whether a text has the form of a public id. */
    public static boolean isPublicId(String text) {
        return FORM.matcher(text).matches();
    }

    public static PublicId ofCharacter(Id userId, Id imageId) {
        return new PublicId("nero/characters/" + userId + "/" + imageId);
    }

    public static PublicId ofTemplate(Id imageId) {
        return new PublicId("nero/templates/" + imageId);
    }

    /** An image that the user uploads to generate from. */
    public static PublicId ofUpload(Id userId, Id imageId) {
        return new PublicId("nero/uploads/" + userId + "/" + imageId);
    }

    /** A result of the user's generations. */
    public static PublicId ofGenerated(Id userId, Id imageId) {
        return new PublicId("nero/generated/" + userId + "/" + imageId);
    }

    /** The last part of the name, the picture's id. */
    public Id imageId() {
        return new Id(value.substring(value.lastIndexOf('/') + 1));
    }

    @Override
    public String toString() {
        return value;
    }
}
