package app.nero.template;

import java.util.List;

/**
 * A word that may have been written as several.
 *
 * @param joined without what parts it
 * @param parts at least one; where it is the only one, it is the same as {@code joined}
 */
public record SearchWord(String joined, List<String> parts) {

    /** Whether it begins one of those words, or each of its parts does. */
    boolean matches(List<String> tokens) {
        return begins(joined, tokens) || parts.stream().allMatch(part -> begins(part, tokens));
    }

    private static boolean begins(String prefix, List<String> tokens) {
        return tokens.stream().anyMatch(token -> token.startsWith(prefix));
    }
}
