package app.nero.template;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds templates in which each word begins a word of the prompt, the style, the category or a tag. There are no operators, and
 * text that looks like one finds nothing.
 *
 * @param words folded; where there is none, as in {@code ".*"}, nothing is found
 */
public record SearchQuery(List<SearchWord> words) {

    /** Characters (Unicode code points) that may be typed. */
    private static final int MAX = 64;

    /** Signs that patterns and operators are made of, and no word is. */
    private static final Pattern OPERATORS = Pattern.compile("[$*^|\\\\<>\\[\\]{}]");

    public SearchQuery {
        words = List.copyOf(words);
    }

    /** Empty where it is too long. */
    public static Optional<SearchQuery> parse(String typed) {
        if (typed.codePointCount(0, typed.length()) > MAX) {
            return Optional.empty();
        }
        return Optional.of(new SearchQuery(
                OPERATORS.matcher(typed).find() ? List.of() : SearchText.words(typed)));
    }

    /** One text for all that are typed differently and mean the same. */
    String signature() {
        return words.stream().map(word -> String.join("-", word.parts())).collect(Collectors.joining(" "));
    }

    /** Whether every word is met by what a template is found by. */
    public boolean matches(List<String> tokens) {
        return !words.isEmpty() && words.stream().allMatch(word -> word.matches(tokens));
    }
}
