package app.nero.template;

import java.util.Optional;
import java.util.regex.Pattern;

/** A category's name in URLs: words of lower-case ASCII letters and digits, joined by dashes, 1 to 50 characters. */
public record Slug(String value) {

    private static final Pattern FORM = Pattern.compile("(?!.{51})[a-z0-9]+(-[a-z0-9]+)*");

    /** @throws IllegalArgumentException if the value is malformed */
    public Slug {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a slug");
        }
    }

    /** Empty if the text is not a slug. */
    public static Optional<Slug> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new Slug(text)) : Optional.empty();
    }
}
