package app.nero.kernel;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identity of a stored thing: 24 lower-case hex digits, in the shape of a MongoDB ObjectId.
 *
 * <p>Made here and not by the driver, whose generator is seeded once a process: two execution environments restored
 * from one snapshot would then make the same ids.
 */
public record Id(String value) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{24}");
    private static final HexFormat FORMAT = HexFormat.of();

    /** Smaller than every other id, and the id of nothing. */
    public static final Id NOBODY = new Id("000000000000000000000000");

    /** @throws IllegalArgumentException if the value is not 24 lower-case hex digits */
    public Id {
        if (!HEX.matcher(value).matches()) {
            throw new IllegalArgumentException("not an id");
        }
    }

    /** Reads an id that a caller sent; empty where it is none. */
    public static Optional<Id> parse(String text) {
        return HEX.matcher(text).matches() ? Optional.of(new Id(text)) : Optional.empty();
    }

    /** A new id: 32 bits of seconds as in an ObjectId, 16 of milliseconds, 48 random ones; later ids sort later. */
    public static Id random(SecureRandom random, Instant now) {
        long seconds = now.getEpochSecond() & 0xffff_ffffL;
        long millis = now.getNano() / 1_000_000;
        long noise = random.nextLong() & 0xffff_ffff_ffffL;
        return new Id(FORMAT.toHexDigits(seconds, 8) + FORMAT.toHexDigits(millis, 4) + FORMAT.toHexDigits(noise, 12));
    }

    @Override
    public String toString() {
        return value;
    }
}
