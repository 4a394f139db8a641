package app.nero.template;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a category in URLs: lower-case ASCII letters and digits in words joined by dashes, 1 to 50 characters. */
public record Slug(String value) {

    private static final int MAX = 50;
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** @throws IllegalArgumentException if the value is no slug */
    public Slug {
        if (!isSlug(value)) {
            throw new IllegalArgumentException("not a slug");
        }
    }

    /** Reads a slug as it is; empty where it is none. */
    public static Optional<Slug> parse(String text) {
        return isSlug(text) ? Optional.of(new Slug(text)) : Optional.empty();
    }

    private static boolean isSlug(String text) {
        return text.length() <= MAX && FORM.matcher(text).matches();
    }
}
