package app.nero.template;

import app.nero.kernel.Id;
import java.util.Comparator;
import java.util.Optional;

/**
 * The position of a template in an ordered list. Smaller positions come after it.
 *
 * @param whole whether the template contains all words of a search as whole words; false without a search
 * @param key the value to order by; times as milliseconds since 1970
 * @param id of the template, which breaks ties
 */
public record Position(boolean whole, double key, Id id) {

    /** The order of lists, largest first. */
    public static final Comparator<Position> DESCENDING = Comparator.comparing(Position::whole)
            .thenComparingDouble(Position::key).thenComparing(position -> position.id().value()).reversed();

    private static final String SEPARATOR = "/";

    /** A text that {@link #parse} reads. */
    public String text() {
        return whole + SEPARATOR + key + SEPARATOR + id;
    }

    /** Reads what {@link #text} returns; empty if it is malformed. */
    public static Optional<Position> parse(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            double key = Double.parseDouble(parts[1]);
            return Id.parse(parts[2]).map(id -> new Position(Boolean.parseBoolean(parts[0]), key, id));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
