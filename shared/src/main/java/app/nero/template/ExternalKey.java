package app.nero.template;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Identifies an imported template in its source, so that a later import updates it: 1 to 100 ASCII letters, digits,
 * dots, dashes and underscores.
 */
public record ExternalKey(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /** @throws IllegalArgumentException if the value is malformed */
    public ExternalKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an external key");
        }
    }

    /** Empty if the text is not an external key. */
    public static Optional<ExternalKey> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ExternalKey(text)) : Optional.empty();
    }
}
