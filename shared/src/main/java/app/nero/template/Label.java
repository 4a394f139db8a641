package app.nero.template;

import app.nero.kernel.DisplayText;
import java.util.Optional;

/** A title, a tag, a style or the name of a category, 1 to 50 characters. Filters compare labels exactly. */
public record Label(String value) {

    public static final int MAX = 50;

    /** @throws IllegalArgumentException if the value is malformed */
    public Label {
        if (!DisplayText.isValid(value, MAX)) {
            throw new IllegalArgumentException("not a label");
        }
    }

    /** Trims the input; empty if the result is not a label. */
    public static Optional<Label> parse(String typed) {
        String trimmed = typed.strip();
        return DisplayText.isValid(trimmed, MAX) ? Optional.of(new Label(trimmed)) : Optional.empty();
    }
}
