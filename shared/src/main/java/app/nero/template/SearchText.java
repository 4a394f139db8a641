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
 * <li>Compatible forms are one (Unicode NFKD: {@code ﬁ}, full-width letters, Arabic presentation forms), and so are
 * cases.
 * <li>Accents, Arabic vowel signs and hamzas above or below, and the tatweel are left out: {@code é} is e, {@code أ}
 * is ا.
 * <li>Arabic letters are their Persian ones: ي and ى are ی, ك is ک, ة and ۀ are ه.
 * <li>Digits of any script are ASCII ones.
 * <li>What is neither letter nor digit parts words. Zero-width non-joiners, hyphens and apostrophes do so and do not:
 * نیم‌فاصله is found as one word and as two.
 * </ul>
 */
public final class SearchText {

    private static final Pattern MARKS = Pattern.compile("[\\p{Mn}\\p{Me}\\u0640]");
    private static final Pattern JOINERS = Pattern.compile("[\\u200c'\\u2019\\u02bc\\u2010-]");

    /** Marks of direction and the like, which nobody sees; they part no word. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}&&[^\\u200c]]");
    private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{Nd}\\p{Mc}\\u200c'\\u2019\\u02bc\\u2010-]+");

    private SearchText() {}

    /** The words of some texts, folded, each one once: what a prefix is looked for in. */
    static SequencedSet<String> tokens(Stream<String> texts) {
        SequencedSet<String> tokens = new LinkedHashSet<>();
        texts.flatMap(text -> words(text).stream()).forEach(word -> {
            tokens.add(word.joined());
            tokens.addAll(word.parts());
        });
        return tokens;
    }

    /** The words of a text, folded. */
    static List<SearchWord> words(String text) {
        return OTHERS.splitAsStream(fold(text)).map(SearchText::word).filter(word -> !word.joined().isEmpty())
                .distinct().toList();
    }

    private static SearchWord word(String text) {
        List<String> parts = JOINERS.splitAsStream(text).filter(part -> !part.isEmpty()).toList();
        return new SearchWord(String.join("", parts), parts);
    }

    private static String fold(String text) {
        // Upper case first: it alone makes ss of ß, and one letter of the two forms of sigma.
        String oneCase = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        String decomposed = Normalizer.normalize(oneCase, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String bare = UNSEEN.matcher(MARKS.matcher(decomposed).replaceAll("")).replaceAll("");
        StringBuilder folded = new StringBuilder(bare.length());
        bare.codePoints().map(SearchText::fold).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    private static int fold(int c) {
        return switch (c) {
            case 'ي', 'ى' -> 'ی';
            case 'ك' -> 'ک';
            // The last of them is what NFKD leaves of ۀ.
            case 'ة', 'ہ', 'ھ', '\u06d5' -> 'ه';
            case 'ٱ' -> 'ا';
            case 'ς' -> 'σ';
            default -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER ? '0' + Character.digit(c, 10) : c;
        };
    }
}
