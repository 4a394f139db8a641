package app.nero.throttle;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;

/**
 * So many in so long.
 *
 * @param count at least 1
 * @param window longer than nothing; it begins with the first event that is counted
 */
public record Limit(int count, Duration window) {

    /** @throws IllegalArgumentException if the count or the window is not positive */
    public Limit {
        if (count < 1 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("a limit is a positive count in a positive duration");
        }
    }

    /**
     * Reads {@code count/duration}, the duration as in ISO 8601: {@code 5/PT1H}.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static Limit parse(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("a limit is count/duration, such as 5/PT1H");
        }
        try {
            return new Limit(Integer.parseInt(parts[0]), Duration.parse(parts[1]));
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new IllegalArgumentException("a limit is count/duration, such as 5/PT1H", e);
        }
    }

    /** Reads limits joined by commas, in the order in which they stand. */
    public static List<Limit> parseAll(String text) {
        return Stream.of(text.split(",")).map(Limit::parse).toList();
    }
}
