package app.nero.kernel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** HMAC-SHA-256 (RFC 2104). */
public final class Hmac {

    private static final String ALGORITHM = "HmacSHA256";

    private Hmac() {}

    /** Returns the 32-byte HMAC of the message in UTF-8. */
    public static byte[] sha256(SecretKey key, String message) {
        return sha256(key, message.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the 32-byte HMAC of the message. */
    public static byte[] sha256(SecretKey key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
