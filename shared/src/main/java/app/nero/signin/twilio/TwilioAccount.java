package app.nero.signin.twilio;

import app.nero.kernel.PhoneNumber;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * A Twilio account with its sender and the address of the API.
 *
 * @param sid {@code AC} and 32 hex digits
 * @param baseUri the URL of the API without its version; may be a region's ({@code https://api.dublin.ie1.twilio.com}) or a local
 *        stand-in's
 */
public record TwilioAccount(String sid, String authToken, Sender sender, URI baseUri) {

    public static final URI TWILIO = URI.create("https://api.twilio.com");

    private static final Pattern ACCOUNT_SID = Pattern.compile("AC[0-9a-fA-F]{32}");
    private static final Pattern SERVICE_SID = Pattern.compile("MG[0-9a-fA-F]{32}");

    /** The SDK sends Basic credentials as ASCII and replaces all other characters with question marks. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    /** @throws IllegalArgumentException if a part is malformed; the message names the part but not its value */
    public TwilioAccount {
        require(ACCOUNT_SID.matcher(sid).matches(), "not an account SID");
        require(TOKEN.matcher(authToken).matches(), "not an auth token");
        require(isBase(baseUri), "not a base URL");
    }

    /** The sender that the recipient sees. */
    public sealed interface Sender {}

    /**
     * A Messaging Service, by whose rules Twilio chooses the number.
     *
     * @param sid {@code MG} and 32 hex digits
     */
    public record MessagingService(String sid) implements Sender {

        public MessagingService {
            require(SERVICE_SID.matcher(sid).matches(), "not a Messaging Service SID");
        }
    }

    /** A number of the account. */
    public record FromNumber(PhoneNumber number) implements Sender {}

    private static boolean isBase(URI uri) {
        return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    private static void require(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Omits the auth token, because this text may be logged. */
    @Override
    public String toString() {
        return "TwilioAccount[sid=" + sid + ", authToken=hidden, sender=" + sender + ", baseUri=" + baseUri + "]";
    }
}
