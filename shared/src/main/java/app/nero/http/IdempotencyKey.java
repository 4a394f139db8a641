package app.nero.http;

import app.nero.kernel.Id;
import java.util.regex.Pattern;

/**
 * A client's key for a request that must take effect only once.
 *
 * @param route method and resource, such as {@code POST /v1/characters}
 * @param text 1 to 255 visible ASCII characters
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The Idempotency-Key HTTP
 * Header Field</a>
 */
public record IdempotencyKey(Id userId, String route, String text) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    /** @throws IllegalArgumentException if the text is malformed */
    public IdempotencyKey {
        if (!isKey(text)) {
            throw new IllegalArgumentException("malformed idempotency key");
        }
    }

    public static boolean isKey(String text) {
        return FORM.matcher(text).matches();
    }
}
