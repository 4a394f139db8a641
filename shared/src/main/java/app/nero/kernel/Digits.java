package app.nero.kernel;

/** Converts Persian and Arabic digits. */
public final class Digits {

    private static final char ARABIC_ZERO = '\u0660';
    private static final char PERSIAN_ZERO = '\u06f0';

    private Digits() {}

    /** Replaces Persian and Arabic digits with ASCII digits. */
    public static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            folded.append(fold(c));
        }
        return folded.toString();
    }

    private static char fold(char c) {
        if (c >= ARABIC_ZERO && c <= ARABIC_ZERO + 9) {
            return (char) ('0' + c - ARABIC_ZERO);
        }
        if (c >= PERSIAN_ZERO && c <= PERSIAN_ZERO + 9) {
            return (char) ('0' + c - PERSIAN_ZERO);
        }
        return c;
    }
}
