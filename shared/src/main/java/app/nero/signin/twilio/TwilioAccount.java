package app.nero.signin.twilio;

import app.nero.kernel.PhoneNumber;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Whose account at Twilio sends, from what, and where Twilio is.
 *
 * @param sid {@code AC} and 32 hex digits
 * @param baseUri where the API is, without its version; a region's host ({@code https://api.dublin.ie1.twilio.com}) or a local stand-in
 */
public record TwilioAccount(String sid, String authToken, Sender sender, URI baseUri) {

    public static final URI TWILIO = URI.create("https://api.twilio.com");

    private static final Pattern ACCOUNT_SID = Pattern.compile("AC[0-9a-fA-F]{32}");
    private static final Pattern SERVICE_SID = Pattern.compile("MG[0-9a-fA-F]{32}");

    /** The SDK sends Basic credentials as ASCII and would turn any other character into a question mark. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    /** @throws IllegalArgumentException if a part is malformed; the message names the part, never its value */
    public TwilioAccount {
        require(ACCOUNT_SID.matcher(sid).matches(), "not an account SID");
        require(TOKEN.matcher(authToken).matches(), "not an auth token");
        require(isBase(baseUri), "not a base URL");
    }

    /** An account at Twilio itself. */
    public TwilioAccount(String sid, String authToken, Sender sender) {
        this(sid, authToken, sender, TWILIO);
    }

    /** What the person sees as the sender. */
    public sealed interface Sender {}

    /** Twilio picks the number by the rules of this service, {@code MG} and 32 hex digits. */
    public record MessagingService(String sid) implements Sender {

        public MessagingService {
            require(SERVICE_SID.matcher(sid).matches(), "not a Messaging Service SID");
        }
    }

    /** One number of the account. */
    public record FromNumber(PhoneNumber number) implements Sender {}

    private static boolean isBase(URI uri) {
        return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Hides the auth token: this text may reach a log. */
    @Override
    public String toString() {
        return "TwilioAccount[sid=" + sid + ", authToken=hidden, sender=" + sender + ", baseUri=" + baseUri + "]";
    }
}
