package app.nero.payment;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A company that takes payments for Nero. */
public enum PaymentProvider {
    STRIPE, ZARINPAL;

    private static final String IRAN = "IR";
    private static final String RIAL = "IRR";

    /** The smallest amount that Zarinpal takes, in rials. */
    private static final long MIN_RIALS = 10_000;

    /** Prices are shown in toman, which must be whole numbers. */
    private static final int RIALS_PER_TOMAN = 10;

    /** The lower-case name, as used in the database, requests and responses. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if the text is no provider */
    public static PaymentProvider of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Parses a provider from a request; empty if it is unknown. */
    public static Optional<PaymentProvider> parse(String text) {
        return Stream.of(values()).filter(value -> value.text().equals(text)).findFirst();
    }

    /**
     * Whether people in a country can pay here: Zarinpal takes only Iranian bank cards, and Stripe takes none of them.
     *
     * @param country ISO 3166-1 code of two upper-case letters
     */
    public boolean serves(String country) {
        return (this == ZARINPAL) == IRAN.equals(country);
    }

    /** Whether an operator sends the money of a refund by hand, because the provider has no call for it. */
    public boolean refundsByHand() {
        return this == ZARINPAL;
    }

    /** @throws IllegalArgumentException if this provider does not take the amount or the currency */
    void check(Money price) {
        if ((this == ZARINPAL) != RIAL.equals(price.currency())) {
            throw new IllegalArgumentException("Zarinpal takes IRR, and no other provider does");
        }
        if (this == ZARINPAL && (price.amount() < MIN_RIALS || price.amount() % RIALS_PER_TOMAN != 0)) {
            throw new IllegalArgumentException("an amount in IRR must be at least 10000 and divisible by 10");
        }
    }
}
