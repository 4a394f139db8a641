package app.nero.domain.user;

import java.util.Locale;

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
}
