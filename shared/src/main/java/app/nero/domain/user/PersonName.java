package app.nero.domain.user;

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
        return text.codePoints().anyMatch(PersonName::isSeen) && text.codePointCount(0, text.length()) <= MAX
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    private static boolean isSeen(int codePoint) {
        return !Character.isWhitespace(codePoint) && !Character.isSpaceChar(codePoint)
                && Character.getType(codePoint) != Character.FORMAT;
    }
}
