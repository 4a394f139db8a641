package app.nero.template;

import java.util.List;

/**
 * A folded word that may consist of several parts, such as a hyphenated one.
 *
 * @param joined the parts without separators
 * @param parts at least one; a single part is equal to {@code joined}
 */
public record SearchWord(String joined, List<String> parts) {

    /** Whether the joined word is a prefix of a token, or each part is. */
    boolean matches(List<String> tokens) {
        return isPrefix(joined, tokens) || parts.stream().allMatch(part -> isPrefix(part, tokens));
    }

    /** Whether the joined word is a token, or each part is. */
    boolean matchesWhole(List<String> tokens) {
        return tokens.contains(joined) || tokens.containsAll(parts);
    }

    private static boolean isPrefix(String prefix, List<String> tokens) {
        return tokens.stream().anyMatch(token -> token.startsWith(prefix));
    }
}
