package app.nero.kernel;

import java.util.Optional;

/** A person's name: at most 100 Unicode code points, at least one visible character, no control characters. */
public record PersonName(String value) {

    private static final int MAX = 100;

    /** @throws IllegalArgumentException if the value is not a name */
    public PersonName {
        if (!DisplayText.isValid(value, MAX)) {
            throw new IllegalArgumentException("not a name");
        }
    }

    /** Trims the input; empty if the rest is not a name. */
    public static Optional<PersonName> parse(String typed) {
        String trimmed = typed.strip();
        return DisplayText.isValid(trimmed, MAX) ? Optional.of(new PersonName(trimmed)) : Optional.empty();
    }
}
