package app.nero.account;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The plan of a user. */
public enum Subscription {
    FREE, PRO, PREMIUM;

    /** The lower-case name, as used in the database and responses. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if the text is not a plan */
    public static Subscription of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Parses a plan from a request; empty if it is unknown. */
    public static Optional<Subscription> parse(String text) {
        return Stream.of(values()).filter(value -> value.text().equals(text)).findFirst();
    }
}
