package app.nero.signin.json;

import app.nero.http.Field;
import app.nero.http.Problem;
import app.nero.signin.TypedNumber;
import java.util.Optional;
import java.util.regex.Pattern;

/** A phone number in a request body: {@code phoneNumber}, and optionally the {@code country} of a number without a country code. */
public final class TypedNumberFields {

    private static final Pattern COUNTRY_CODE = Pattern.compile("[A-Z]{2}");

    private static final Field<String> TEXT = Field.text("phoneNumber", Optional::of, "");
    private static final Field<Optional<String>> COUNTRY = Field.text("country",
            text -> Optional.of(text).filter(COUNTRY_CODE.asMatchPredicate()), "must be a country such as IR")
            .optional();

    public static final Field<TypedNumber> NUMBER = Field
            .group(values -> new TypedNumber(values.get(TEXT), values.get(COUNTRY)), TEXT, COUNTRY);

    /** The answer to a number that cannot exist. */
    public static Problem invalid() {
        return Problem.validation("phoneNumber",
                "must be a phone number with country code, such as +989121234567, or be sent with its country");
    }

    private TypedNumberFields() {}
}
