package app.nero.template;

import app.nero.kernel.DisplayText;
import java.util.Optional;

/** What a template tells the image model: one line of 1 to 2,000 characters. */
public record Prompt(String value) {

    private static final int MAX = 2_000;

    /** @throws IllegalArgumentException if the value is no prompt */
    public Prompt {
        if (!DisplayText.isValid(value, MAX)) {
            throw new IllegalArgumentException("not a prompt");
        }
    }

    /** Joins the lines of what was typed; empty where what is left is no prompt. */
    public static Optional<Prompt> parse(String typed) {
        String line = typed.strip().replaceAll("\\s+", " ");
        return DisplayText.isValid(line, MAX) ? Optional.of(new Prompt(line)) : Optional.empty();
    }
}
