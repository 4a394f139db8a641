package app.nero.report;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why somebody reports an image. */
public enum ReportReason {
    ILLEGAL, SEXUAL, VIOLENCE,
    /** It shows a person who did not agree, or reveals something private. */
    PERSONAL, COPYRIGHT, OTHER;

    /** The reason in lower case, as it is stored and sent. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a text that a client sent; empty if it is no reason. */
    public static Optional<ReportReason> parse(String text) {
        return Stream.of(values()).filter(value -> value.text().equals(text)).findFirst();
    }
}
