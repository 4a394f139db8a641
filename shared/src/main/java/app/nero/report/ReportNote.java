package app.nero.report;

import app.nero.kernel.DisplayText;
import java.util.Optional;

/** What the reporter writes to the operators, one line of 1 to 500 characters. */
public record ReportNote(String value) {

    private static final int MAX = 500;

    /** @throws IllegalArgumentException if the value is malformed */
    public ReportNote {
        if (!DisplayText.isValid(value, MAX)) {
            throw new IllegalArgumentException("not a note");
        }
    }

    /** Trims the input and collapses white space, including line breaks; empty if the result is not a note. */
    public static Optional<ReportNote> parse(String typed) {
        String line = typed.strip().replaceAll("\\s+", " ");
        return DisplayText.isValid(line, MAX) ? Optional.of(new ReportNote(line)) : Optional.empty();
    }

    /** Omits the note, because this text may be logged. */
    @Override
    public String toString() {
        return "ReportNote";
    }
}
