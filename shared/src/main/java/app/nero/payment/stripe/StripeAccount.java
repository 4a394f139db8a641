package app.nero.payment.stripe;

import app.nero.payment.provider.ProviderCall;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * An account at Stripe.
 *
 * @param secretKey such as {@code sk_live_…}, or a restricted key
 * @param baseUri the URL of the API without its version
 */
public record StripeAccount(String secretKey, URI baseUri) {

    public static final URI STRIPE = URI.create("https://api.stripe.com");

    private static final Pattern KEY = Pattern.compile("[!-~]+");

    /** @throws IllegalArgumentException if a part is malformed; the message names the part but not its value */
    public StripeAccount {
        if (!KEY.matcher(secretKey).matches()) {
            throw new IllegalArgumentException("not a secret key");
        }
        baseUri = ProviderCall.requireBase(baseUri);
    }

    /** Omits the key, because this text may be logged. */
    @Override
    public String toString() {
        return "StripeAccount[secretKey=hidden, baseUri=" + baseUri + "]";
    }
}
