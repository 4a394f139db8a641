package app.nero.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A search for templates. Each word of the query must be a prefix of a word in the title, the prompt, the style, the
 * category or a tag, in any language. Operators are not supported; text that contains their characters finds nothing. Only the first {@link #MAX_WORDS}
 * words count.
 *
 * @param words folded; if empty, as for {@code ".*"}, nothing is found
 */
public record SearchQuery(List<SearchWord> words) {

    /** Maximum length of the input, Unicode code points. */
    private static final int MAX = 200;

    /** Each word is a regex that the database tests, so this bounds the cost of a search. The parts of words count. */
    static final int MAX_WORDS = 32;

    /** Characters of patterns and operators, which do not occur in words. */
    private static final Pattern OPERATORS = Pattern.compile("[$*^|\\\\<>\\[\\]{}]");

    public SearchQuery {
        words = List.copyOf(words);
    }

    /** Empty if the input is too long. */
    public static Optional<SearchQuery> parse(String typed) {
        if (typed.codePointCount(0, typed.length()) > MAX) {
            return Optional.empty();
        }
        return Optional.of(new SearchQuery(
                OPERATORS.matcher(typed).find() ? List.of() : first(MAX_WORDS, SearchText.words(typed))));
    }

    private static List<SearchWord> first(int max, List<SearchWord> words) {
        List<SearchWord> first = new ArrayList<>();
        int left = max;
        for (SearchWord word : words) {
            if (left > 0) {
                List<String> parts = word.parts().subList(0, Math.min(left, word.parts().size()));
                first.add(new SearchWord(String.join("", parts), parts));
                left -= parts.size();
            }
        }
        return first;
    }

    /** The same text for all inputs with the same words. */
    String signature() {
        return words.stream().map(word -> String.join("-", word.parts())).collect(Collectors.joining(" "));
    }

    /** @param tokens of a template, see {@link TemplateContent#searchTokens} */
    public boolean matches(List<String> tokens) {
        return !words.isEmpty() && words.stream().allMatch(word -> word.matches(tokens));
    }

    /** Like {@link #matches}, but each word must be a whole word of the template. */
    boolean matchesWhole(List<String> tokens) {
        return !words.isEmpty() && words.stream().allMatch(word -> word.matchesWhole(tokens));
    }
}
