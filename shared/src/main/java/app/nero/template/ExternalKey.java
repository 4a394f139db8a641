package app.nero.template;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name that a template has where it comes from, by which it is known again: 1 to 100 ASCII letters, digits, dots,
 * dashes and underscores.
 */
public record ExternalKey(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /** @throws IllegalArgumentException if the value is no key */
    public ExternalKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an external key");
        }
    }

    /** Reads a key as it is; empty where it is none. */
    public static Optional<ExternalKey> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ExternalKey(text)) : Optional.empty();
    }
}
