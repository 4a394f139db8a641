package app.nero.kernel;

import app.nero.signin.NumberingPlan;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number in E.164 form: {@code +}, then 7 to 15 digits of which the first is not 0. Whether such a number is
 * assigned to anyone's plan is for {@link NumberingPlan} to say.
 */
public record PhoneNumber(String value) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /** What people and keyboards put between digits, invisible direction marks included. */
    private static final Pattern FILLER = Pattern
            .compile("[\\s\\u00a0\\p{Pd}().\\u200c-\\u200f\\u202a-\\u202f\\u2066-\\u2069]");

    /** Longest text taken as a phone number: 15 digits with generous filler. */
    private static final int MAX_TYPED = 64;

    /** @throws IllegalArgumentException if the value is not E.164 */
    public PhoneNumber {
        if (!E164.matcher(value).matches()) {
            throw new IllegalArgumentException("not an E.164 number");
        }
    }

    /** Folds what people type: Persian and Arabic digits, spaces, dashes, brackets, and a leading {@code 00}. */
    public static Optional<PhoneNumber> parse(String typed) {
        if (typed.length() > MAX_TYPED) {
            return Optional.empty();
        }
        String folded = FILLER.matcher(Digits.fold(typed)).replaceAll("");
        if (folded.startsWith("00")) {
            folded = "+" + folded.substring(2);
        }
        return E164.matcher(folded).matches() ? Optional.of(new PhoneNumber(folded)) : Optional.empty();
    }

    /** Hides the number: this text may reach a log. */
    @Override
    public String toString() {
        return "PhoneNumber[hidden]";
    }
}
