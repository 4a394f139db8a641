package app.nero.generation;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who sees a result. */
public enum Visibility {
    /** Its owner. */
    PRIVATE,
    /** Everybody who knows its link. */
    LINK,
    /** Everybody; its template lists it. */
    PUBLIC;

    /** The visibility in lower case, as it is stored and sent. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a text that a client sent; empty if it is no visibility. */
    public static Optional<Visibility> parse(String text) {
        return Stream.of(values()).filter(value -> value.text().equals(text)).findFirst();
    }
}
