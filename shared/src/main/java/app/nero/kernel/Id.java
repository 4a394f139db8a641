package app.nero.kernel;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a stored object: 24 lower-case hex digits, the format of a MongoDB ObjectId.
 *
 * <p>The driver's own generator is seeded once per process, so two execution environments restored from the same snapshot
 * would generate the same ids. Therefore ids are generated here.
 */
public record Id(String value) implements Comparable<Id> {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{24}");
    private static final HexFormat FORMAT = HexFormat.of();

    /** The id that no object has. It sorts before every other id. */
    public static final Id NOBODY = new Id("000000000000000000000000");

    /** @throws IllegalArgumentException if the value is not 24 lower-case hex digits */
    public Id {
        if (!HEX.matcher(value).matches()) {
            throw new IllegalArgumentException("not an id");
        }
    }

    /** Parses an id from a request; empty if it is malformed. */
    public static Optional<Id> parse(String text) {
        return HEX.matcher(text).matches() ? Optional.of(new Id(text)) : Optional.empty();
    }

    /** A new id: 32 bits of seconds as in an ObjectId, 16 bits of milliseconds, 48 random bits. Ids sort by creation time. */
    public static Id random(SecureRandom random, Instant now) {
        return of(now, random.nextLong());
    }

    /** The lowest id of a moment, which sorts before all ids that are created then or later. */
    public static Id lowest(Instant moment) {
        return of(moment, 0);
    }

    private static Id of(Instant moment, long noise) {
        long seconds = moment.getEpochSecond() & 0xffff_ffffL;
        long millis = moment.getNano() / 1_000_000;
        return new Id(FORMAT.toHexDigits(seconds, 8) + FORMAT.toHexDigits(millis, 4)
                + FORMAT.toHexDigits(noise & 0xffff_ffff_ffffL, 12));
    }

    @Override
    public int compareTo(Id other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
