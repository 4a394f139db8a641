package app.nero.kernel;

/** Validates text that users write and that is shown to others. */
public final class DisplayText {

    private DisplayText() {}

    /** Returns whether the text has at most {@code max} code points, a visible character and no control characters. */
    public static boolean isValid(String text, int max) {
        return text.codePoints().anyMatch(DisplayText::isVisible) && text.codePointCount(0, text.length()) <= max
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    private static boolean isVisible(int codePoint) {
        return !Character.isWhitespace(codePoint) && !Character.isSpaceChar(codePoint)
                && Character.getType(codePoint) != Character.FORMAT;
    }
}
