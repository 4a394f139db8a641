package app.nero.signin;

import java.util.Optional;

/** Numbers as somebody types them. */
public final class TypedNumbers {

    /** A number with its country code. */
    public static TypedNumber typed(String number) {
        return new TypedNumber(number, Optional.empty());
    }

    private TypedNumbers() {}
}
