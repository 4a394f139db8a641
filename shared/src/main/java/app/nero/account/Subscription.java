package app.nero.account;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The plan that a person is on. */
public enum Subscription {
    FREE, PRO, PREMIUM;

    /** As it is written in tokens, the store and answers: in small letters. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if the text stands for none */
    public static Subscription of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Reads what a caller sent; empty where it stands for none. */
    public static Optional<Subscription> parse(String text) {
        return Stream.of(values()).filter(value -> value.text().equals(text)).findFirst();
    }
}
