package app.nero.template;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A search for templates. Each word of the query must be a prefix of a word in the prompt, the style, the category or a
 * tag. Operators are not supported; text that contains their characters finds nothing.
 *
 * @param words folded; if empty, as for {@code ".*"}, nothing is found
 */
public record SearchQuery(List<SearchWord> words) {

    /** Maximum length of the input, Unicode code points. */
    private static final int MAX = 64;

    /** Characters of patterns and operators, which do not occur in words. */
    private static final Pattern OPERATORS = Pattern.compile("[$*^|\\\\<>\\[\\]{}]");

    public SearchQuery {
        words = List.copyOf(words);
    }

    /** Empty if the input is too long. */
    public static Optional<SearchQuery> parse(String typed) {
        return Optional.of(typed).filter(text -> text.codePointCount(0, text.length()) <= MAX)
                .map(text -> OPERATORS.matcher(text).find() ? List.<SearchWord>of() : SearchText.words(text))
                .map(SearchQuery::new);
    }

    /** The same text for all inputs with the same words. */
    String signature() {
        return words.stream().map(word -> String.join("-", word.parts())).collect(Collectors.joining(" "));
    }

    /** @param tokens of a template, see {@link TemplateContent#searchTokens} */
    public boolean matches(List<String> tokens) {
        return !words.isEmpty() && words.stream().allMatch(word -> word.matches(tokens));
    }
}
