package app.nero.kernel;

/** Validates text that users write and that is shown to others. */
public final class DisplayText {

    /**
     * Characters that look empty although Unicode calls them letters or symbols, such as the Hangul fillers and the empty
     * Braille pattern, and unassigned code points that are reserved for invisible characters.
     */
    private static final String BLANK = "\u115f\u1160\u2065\u2800\u3164\uffa0"
            + "\ufff0\ufff1\ufff2\ufff3\ufff4\ufff5\ufff6\ufff7\ufff8" + "\ud80d\udc41\ud80d\udc42\ud834\udd59";

    /** The block of tags and variation selectors, all of them invisible. */
    private static final int FIRST_SPECIAL = 0xe0000;
    private static final int LAST_SPECIAL = 0xe0fff;

    private DisplayText() {}

    /** Returns whether the text has at most {@code max} code points, a visible character and no control characters. */
    public static boolean isValid(String text, int max) {
        return text.codePoints().anyMatch(DisplayText::isVisible) && text.codePointCount(0, text.length()) <= max
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    /** Combining marks do not count: they need a character to combine with. */
    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.CONTROL,
                    Character.FORMAT, Character.SURROGATE, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK ->
                false;
            default -> BLANK.indexOf(codePoint) < 0 && (codePoint < FIRST_SPECIAL || codePoint > LAST_SPECIAL);
        };
    }
}
