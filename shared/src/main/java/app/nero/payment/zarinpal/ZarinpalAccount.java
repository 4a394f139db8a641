package app.nero.payment.zarinpal;

import app.nero.payment.provider.ProviderCall;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * A merchant at Zarinpal.
 *
 * @param merchantId a UUID, which is also the key
 * @param baseUri the URL of the API without {@code /pg}
 */
public record ZarinpalAccount(String merchantId, URI baseUri) {

    public static final URI ZARINPAL = URI.create("https://payment.zarinpal.com");

    /** Takes no money, and any merchant id. */
    public static final URI SANDBOX = URI.create("https://sandbox.zarinpal.com");

    private static final Pattern MERCHANT_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** @throws IllegalArgumentException if a part is malformed; the message names the part but not its value */
    public ZarinpalAccount {
        if (!MERCHANT_ID.matcher(merchantId).matches()) {
            throw new IllegalArgumentException("not a merchant id");
        }
        baseUri = ProviderCall.requireBase(baseUri);
    }

    /** Omits the merchant id, because this text may be logged. */
    @Override
    public String toString() {
        return "ZarinpalAccount[merchantId=hidden, baseUri=" + baseUri + "]";
    }
}
