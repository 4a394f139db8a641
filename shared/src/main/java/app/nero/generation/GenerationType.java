package app.nero.generation;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a generation does. */
public enum GenerationType {
    /** Makes a new image. */
    GENERATE,
    /** Changes an image, or the part of it that a mask shows. */
    EDIT,
    /** Enlarges an image. */
    UPSCALE;

    /** The type in lower case, as it is stored and sent. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a text that a client sent; empty if it is no type. */
    public static Optional<GenerationType> parse(String text) {
        return Stream.of(values()).filter(value -> value.text().equals(text)).findFirst();
    }
}
