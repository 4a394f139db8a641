package app.nero.kernel;

/** What a text that a person wrote must be to be kept and shown. */
public final class Writing {

    private Writing() {}

    /** Whether it has at most so many characters (Unicode code points), one of them to be seen, none a control character. */
    public static boolean isWritten(String text, int max) {
        return text.codePoints().anyMatch(Writing::isSeen) && text.codePointCount(0, text.length()) <= max
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    private static boolean isSeen(int codePoint) {
        return !Character.isWhitespace(codePoint) && !Character.isSpaceChar(codePoint)
                && Character.getType(codePoint) != Character.FORMAT;
    }
}
