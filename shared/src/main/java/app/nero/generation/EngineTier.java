package app.nero.generation;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The engine that a user chooses; it decides the price. */
public enum EngineTier {
    STANDARD, PRO;

    /** The tier in lower case, as it is stored and sent. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a text that a client sent; empty if it is no tier. */
    public static Optional<EngineTier> parse(String text) {
        return Stream.of(values()).filter(value -> value.text().equals(text)).findFirst();
    }
}
