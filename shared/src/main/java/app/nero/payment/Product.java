package app.nero.payment;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that Nero sells.
 *
 * @param id such as {@code stars-20}
 * @param prices one for each provider that sells it
 */
public record Product(String id, Goods goods, Map<PaymentProvider, Money> prices) {

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    /** The most characters of an id. */
    public static final int MAX_ID = 40;

    /** @throws IllegalArgumentException if the id is malformed there is no price, or a provider does not take one */
    public Product {
        if (id.length() > MAX_ID || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "the id of a product consists of lower-case letters, digits and hyphens");
        }
        if (prices.isEmpty()) {
            throw new IllegalArgumentException("a product needs a price");
        }
        prices.forEach((provider, price) -> provider.check(price));
        prices = Map.copyOf(prices);
    }

    public Optional<Money> price(PaymentProvider provider) {
        return Optional.ofNullable(prices.get(provider));
    }
}
