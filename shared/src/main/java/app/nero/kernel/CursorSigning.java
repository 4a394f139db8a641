package app.nero.kernel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.SequencedMap;
import javax.crypto.SecretKey;

/**
 * Cursors: a place in a list as a text that a caller brings back unchanged, for the same list. It is not secret, but
 * signed together with what it is a place in.
 */
public final class CursorSigning {

    /** 128 bits of HMAC-SHA-256. */
    private static final int SIGNATURE_BYTES = 16;
    private static final String KEY_END = ":";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SequencedMap<String, SecretKey> keys;

    /** @param keys by id; the first one signs, all are good for reading */
    public CursorSigning(SequencedMap<String, SecretKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("at least one key is needed");
        }
        this.keys = keys;
    }

    /** @param list names the list and all that it depends on */
    public String sign(String list, String place) {
        var key = keys.firstEntry();
        return signed(key.getValue(), list, key.getKey() + KEY_END + place);
    }

    /** The place that was signed; empty where this is no cursor, one of another list, or one by an unknown key. */
    public Optional<String> open(String list, String cursor) {
        String content = decode(cursor.split("\\.", 2)[0]);
        String[] keyAndPlace = content.split(KEY_END, 2);
        SecretKey key = keys.get(keyAndPlace[0]);
        return key != null && keyAndPlace.length == 2 && isSame(cursor, signed(key, list, content))
                ? Optional.of(keyAndPlace[1])
                : Optional.empty();
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private static boolean isSame(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static String signed(SecretKey key, String list, String content) {
        byte[] signature = Arrays.copyOf(Hmac.sha256(key, content + "\n" + list), SIGNATURE_BYTES);
        return ENCODER.encodeToString(content.getBytes(StandardCharsets.UTF_8)) + "."
                + ENCODER.encodeToString(signature);
    }
}
