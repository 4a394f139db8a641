package app.nero.generation.replicate;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a model costs.
 *
 * @param dollars US dollars, per image or per second
 * @param perSecond whether Replicate bills the time that the model runs
 */
public record ReplicatePrice(BigDecimal dollars, boolean perSecond) {

    private static final Pattern TEXT = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,9})?(/s)?");
    private static final double MICROS = 1e6;

    /**
     * Reads {@code 0.04}, the price of an image, or {@code 0.0014/s}, the price of a second.
     *
     * @throws IllegalArgumentException if the text is no price
     */
    public static ReplicatePrice parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("expected US dollars per image or per second, such as 0.04 or 0.0014/s");
        }
        return new ReplicatePrice(new BigDecimal(text.replace("/s", "")), text.endsWith("/s"));
    }

    /** The cost of an image in millionths of a US dollar; empty if its time is unknown. */
    OptionalLong cost(OptionalDouble seconds) {
        if (perSecond && seconds.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.round(dollars.doubleValue() * MICROS * (perSecond ? seconds.getAsDouble() : 1)));
    }
}
