package app.nero.template;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folds text for searching, so that different spellings of a word match.
 *
 * <ul>
 * <li>Case is ignored, and so are compatibility forms (Unicode NFKD: {@code ﬁ}, full-width letters, Arabic presentation
 * forms).
 * <li>Accents, Arabic vowel signs, hamzas above or below, and the tatweel are removed: {@code é} becomes e, {@code أ}
 * becomes ا.
 * <li>Arabic letters become Persian: ي and ى become ی, ك becomes ک, ة and ۀ become ه.
 * <li>Digits of any script become ASCII digits.
 * <li>Other characters separate words, except zero-width non-joiners, hyphens and apostrophes. A word with these is
 * found both as one word and as several: نیم‌فاصله.
 * </ul>
 */
public final class SearchText {

    private static final Pattern MARKS = Pattern.compile("[\\p{Mn}\\p{Me}\\u0640]");
    private static final Pattern JOINERS = Pattern.compile("[\\u200c'\\u2019\\u02bc\\u2010-]");

    /** Direction marks and other invisible characters, which do not separate words. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}&&[^\\u200c]]");
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{Nd}\\p{Mc}\\u200c'\\u2019\\u02bc\\u2010-]+");

    private SearchText() {}

    /** The distinct folded words of the texts, in which searches look for prefixes. */
    public static SequencedSet<String> tokens(Stream<String> texts) {
        SequencedSet<String> tokens = new LinkedHashSet<>();
        texts.flatMap(text -> words(text).stream()).forEach(word -> {
            tokens.add(word.joined());
            tokens.addAll(word.parts());
        });
        return tokens;
    }

    static List<SearchWord> words(String text) {
        return SEPARATORS.splitAsStream(fold(text)).map(SearchText::word).filter(word -> !word.joined().isEmpty())
                .distinct().toList();
    }

    private static SearchWord word(String text) {
        List<String> parts = JOINERS.splitAsStream(text).filter(part -> !part.isEmpty()).toList();
        return new SearchWord(String.join("", parts), parts);
    }

    private static String fold(String text) {
        // Upper case first: only this turns ß into ss, and both lower-case forms of sigma into one.
        String oneCase = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        String decomposed = Normalizer.normalize(oneCase, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String bare = INVISIBLE.matcher(MARKS.matcher(decomposed).replaceAll("")).replaceAll("");
        StringBuilder folded = new StringBuilder(bare.length());
        bare.codePoints().map(SearchText::fold).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    private static int fold(int c) {
        return switch (c) {
            case 'ي', 'ى' -> 'ی';
            case 'ك' -> 'ک';
            // NFKD and the removal of marks turn ۀ into the last of these.
            case 'ة', 'ہ', 'ھ', '\u06d5' -> 'ه';
            case 'ٱ' -> 'ا';
            case 'ς' -> 'σ';
            default -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER ? '0' + Character.digit(c, 10) : c;
        };
    }
}
