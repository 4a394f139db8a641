package app.nero.picture;

import app.nero.kernel.Id;
import java.util.regex.Pattern;

/** The name that a picture has in the store: its folder and its own id, without an extension. Nero alone makes it up. */
public record PublicId(String value) {

    private static final Pattern FORM = Pattern.compile("nero/(characters/[0-9a-f]{24}|templates)/[0-9a-f]{24}");

    /** @throws IllegalArgumentException if the value is no name that Nero makes up */
    public PublicId {
        if (!isPublicId(value)) {
            throw new IllegalArgumentException("not a public id");
        }
    }

    /** Whether a text that a caller sent is such a name. */
    public static boolean isPublicId(String text) {
        return FORM.matcher(text).matches();
    }

    public static PublicId ofCharacter(Id userId, Id imageId) {
        return new PublicId("nero/characters/" + userId + "/" + imageId);
    }

    public static PublicId ofTemplate(Id imageId) {
        return new PublicId("nero/templates/" + imageId);
    }

    /** The last part of the name. */
    public Id imageId() {
        return new Id(value.substring(value.lastIndexOf('/') + 1));
    }

    @Override
    public String toString() {
        return value;
    }
}
