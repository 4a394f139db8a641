package app.nero.http;

import app.nero.kernel.Id;
import java.util.regex.Pattern;

/**
 * A name that a client gave to what it wants done once.
 *
 * @param route what it was sent to
 * @param text 1 to 255 visible ASCII characters
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The Idempotency-Key HTTP
 * Header Field</a>
 */
public record IdempotencyKey(Id userId, String route, String text) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    /** @throws IllegalArgumentException if the text is no key */
    public IdempotencyKey {
        if (!isKey(text)) {
            throw new IllegalArgumentException("not an idempotency key");
        }
    }

    /** Whether a text that a caller sent is a key. */
    public static boolean isKey(String text) {
        return FORM.matcher(text).matches();
    }
}
