package app.nero.template;

import app.nero.kernel.DisplayText;
import java.util.Optional;

/** A template's prompt for the image model, one line of 1 to 2,000 characters. */
public record Prompt(String value) {

    private static final int MAX = 2_000;

    /** @throws IllegalArgumentException if the value is malformed */
    public Prompt {
        if (!DisplayText.isValid(value, MAX)) {
            throw new IllegalArgumentException("not a prompt");
        }
    }

    /** Trims the input and collapses white space, including line breaks; empty if the result is not a prompt. */
    public static Optional<Prompt> parse(String typed) {
        String line = typed.strip().replaceAll("\\s+", " ");
        return DisplayText.isValid(line, MAX) ? Optional.of(new Prompt(line)) : Optional.empty();
    }
}
