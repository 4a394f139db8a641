package app.nero.domain.user;

import java.util.Locale;

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
}
