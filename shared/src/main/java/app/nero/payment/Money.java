package app.nero.payment;

import java.util.regex.Pattern;

/**
 * A sum of money.
 *
 * @param amount in the smallest unit of the currency, such as cents; for IRR in rials
 * @param currency ISO 4217 code of three upper-case letters
 */
public record Money(long amount, String currency) {

    /** The largest amount. JavaScript can represent it exactly, and no price comes near it. */
    public static final long MAX = 1_000_000_000_000L;

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /** @throws IllegalArgumentException if the amount is not from 1 to {@link #MAX}, or the currency is malformed */
    public Money {
        if (amount < 1 || amount > MAX || !CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException("not an amount of money");
        }
    }
}
