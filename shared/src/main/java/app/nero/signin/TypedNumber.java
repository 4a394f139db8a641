package app.nero.signin;

import java.util.Optional;

/**
 * A phone number as somebody typed it.
 *
 * @param country ISO 3166-1 alpha-2: where a number without a country code is from
 */
public record TypedNumber(String text, Optional<String> country) {

    /** Omits the number, because this text may be logged. */
    @Override
    public String toString() {
        return "TypedNumber[hidden]";
    }
}
