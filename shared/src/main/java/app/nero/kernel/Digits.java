package app.nero.kernel;

import java.util.regex.Pattern;

/** Converts Persian and Arabic digits. */
public final class Digits {

    private static final Pattern ARABIC_OR_PERSIAN = Pattern.compile("[\\u0660-\\u0669\\u06f0-\\u06f9]");

    private Digits() {}

    /** Replaces Persian and Arabic digits with ASCII digits. */
    public static String fold(String text) {
        return ARABIC_OR_PERSIAN.matcher(text)
                .replaceAll(digit -> Integer.toString(Character.digit(digit.group().charAt(0), 10)));
    }
}
