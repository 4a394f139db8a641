package app.nero.kernel;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number in E.164 format: {@code +}, then 7 to 15 digits, the first not 0. The number need not exist; the
 * {@code NumberingPlan} of {@code signin} checks that.
 */
public record PhoneNumber(String value) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private static final Pattern DIGITS = Pattern.compile("\\+?[0-9]+");

    /** Separators that people and keyboards put between digits, including invisible direction marks. */
    private static final Pattern SEPARATOR = Pattern
            .compile("[\\s\\u00a0\\p{Pd}().\\u200c-\\u200f\\u202a-\\u202f\\u2066-\\u2069]");

    /** The maximum length of the input, which leaves ample room for separators. */
    private static final int MAX_TYPED = 64;

    /** @throws IllegalArgumentException if the value is not E.164 */
    public PhoneNumber {
        if (!E164.matcher(value).matches()) {
            throw new IllegalArgumentException("not an E.164 number");
        }
    }

    /**
     * Parses a number as people type it: with Persian or Arabic digits, spaces, dashes, brackets or a leading {@code 00}.
     * Empty if it is not a number with its country code.
     */
    public static Optional<PhoneNumber> parse(String typed) {
        return folded(typed).filter(E164.asMatchPredicate()).map(PhoneNumber::new);
    }

    /** The digits of a number as people type it, after {@code +} if it has its country code. Empty if it contains anything else. */
    public static Optional<String> folded(String typed) {
        return Optional.of(typed).filter(text -> text.length() <= MAX_TYPED)
                .map(text -> SEPARATOR.matcher(Digits.fold(text)).replaceAll("").replaceFirst("^00", "+"))
                .filter(DIGITS.asMatchPredicate());
    }

    /** Omits the number, because this text may be logged. */
    @Override
    public String toString() {
        return "PhoneNumber[hidden]";
    }
}
