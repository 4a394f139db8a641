package app.nero.generation;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an engine uses an image for. */
public enum SourceRole {
    /** It shows what the result shows. */
    SUBJECT,
    /** It shows what the result looks like. */
    STYLE;

    /** The role in lower case, as it is stored and sent. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a text that a client sent; empty if it is no role. */
    public static Optional<SourceRole> parse(String text) {
        return Stream.of(values()).filter(value -> value.text().equals(text)).findFirst();
    }
}
