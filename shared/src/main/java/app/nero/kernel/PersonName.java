package app.nero.kernel;

import java.util.Optional;

/** A person's name as they write it: 1 to 100 characters (Unicode code points), one of them to be seen, none of them a
 * control character. */
public record PersonName(String value) {

    private static final int MAX = 100;

    /** @throws IllegalArgumentException if the value is no name */
    public PersonName {
        if (!isName(value)) {
            throw new IllegalArgumentException("not a name");
        }
    }

    /** Trims what was typed; empty where what is left is no name. */
    public static Optional<PersonName> parse(String typed) {
        String trimmed = typed.strip();
        return isName(trimmed) ? Optional.of(new PersonName(trimmed)) : Optional.empty();
    }

    private static boolean isName(String text) {
        return Writing.isWritten(text, MAX);
    }
}
