package app.nero.template;

import java.util.Optional;
import java.util.regex.Pattern;

/** A category's name in URLs: words of lower-case ASCII letters and digits, joined by dashes, 1 to 50 characters. */
public record Slug(String value) {

    private static final int MAX = 50;
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** @throws IllegalArgumentException if the value is malformed */
    public Slug {
        if (!isSlug(value)) {
            throw new IllegalArgumentException("not a slug");
        }
    }

    /** Empty if the text is not a slug. */
    public static Optional<Slug> parse(String text) {
        return isSlug(text) ? Optional.of(new Slug(text)) : Optional.empty();
    }

    private static boolean isSlug(String text) {
        return text.length() <= MAX && FORM.matcher(text).matches();
    }
}
