package app.nero.kernel;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person may do beyond their own account. */
public enum Role {
    USER, ADMIN;

    /** As it is written in tokens, the store and answers: in small letters. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if the text stands for none */
    public static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Reads what a caller sent; empty where it stands for none. */
    public static Optional<Role> parse(String text) {
        return Stream.of(values()).filter(value -> value.text().equals(text)).findFirst();
    }
}
