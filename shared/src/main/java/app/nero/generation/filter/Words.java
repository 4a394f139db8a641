package app.nero.generation.filter;

import java.util.Collection;
import java.util.Locale;

/** Finds words in prompts, in any language. */
public final class Words {

    private Words() {}

    /** Whether one of the words is in the text, at the start of a word: "ink" is not in "pink". Words are in lower case. */
    public static boolean anyIn(String text, Collection<String> words) {
        String lowerCase = text.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(word -> contains(lowerCase, word));
    }

    private static boolean contains(String text, String word) {
        int at = text.indexOf(word);
        while (at >= 0) {
            if (at == 0 || !Character.isLetter(text.charAt(at - 1))) {
                return true;
            }
            at = text.indexOf(word, at + 1);
        }
        return false;
    }
}
