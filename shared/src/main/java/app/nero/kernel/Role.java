package app.nero.kernel;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A user's role. Admins may also manage other accounts and the templates. */
public enum Role {
    USER, ADMIN;

    /** The lower-case name, as used in tokens, the database and responses. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if the text is not a role */
    public static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Parses a role from a request; empty if it is unknown. */
    public static Optional<Role> parse(String text) {
        return Stream.of(values()).filter(value -> value.text().equals(text)).findFirst();
    }
}
