package app.nero.throttle;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A maximum number of events in a time window.
 *
 * @param count at least 1
 * @param window longer than zero; it starts with the first event that is counted
 */
public record Limit(int count, Duration window) {

    /** @throws IllegalArgumentException if the count or the window is not positive */
    public Limit {
        if (count < 1 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("a limit requires a positive count and a positive duration");
        }
    }

    /**
     * Parses {@code count/duration} with an ISO 8601 duration, such as {@code 5/PT1H}.
     *
     * @throws IllegalArgumentException if the text is malformed
     */
    public static Limit parse(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("a limit has the form count/duration, such as 5/PT1H");
        }
        try {
            return new Limit(Integer.parseInt(parts[0]), Duration.parse(parts[1]));
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new IllegalArgumentException("a limit has the form count/duration, such as 5/PT1H", e);
        }
    }

    /** Parses limits separated by commas. */
    public static List<Limit> parseAll(String text) {
        return Stream.of(text.split(",")).map(Limit::parse).toList();
    }
}
