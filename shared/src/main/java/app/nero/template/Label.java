package app.nero.template;

import app.nero.kernel.DisplayText;
import java.util.Optional;

/** A tag or style as an editor wrote it, 1 to 50 characters; filters compare it to the letter. */
public record Label(String value) {

    private static final int MAX = 50;

    /** @throws IllegalArgumentException if the value is no label */
    public Label {
        if (!DisplayText.isValid(value, MAX)) {
            throw new IllegalArgumentException("not a label");
        }
    }

    /** Trims what was typed; empty where what is left is no label. */
    public static Optional<Label> parse(String typed) {
        String trimmed = typed.strip();
        return DisplayText.isValid(trimmed, MAX) ? Optional.of(new Label(trimmed)) : Optional.empty();
    }
}
