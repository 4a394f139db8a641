package app.nero.kernel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.SequencedMap;
import javax.crypto.SecretKey;

/**
 * Creates and verifies pagination cursors. A cursor contains a position in a list in plain text, signed together with the
 * name of the list.
 */
public final class CursorSigning {

    /** 128 bits of HMAC-SHA-256. */
    private static final int SIGNATURE_BYTES = 16;
    private static final String KEY_END = ":";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SequencedMap<String, SecretKey> keys;

    /** @param keys by id; the first key signs, all keys verify */
    public CursorSigning(SequencedMap<String, SecretKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("at least one key is required");
        }
        this.keys = keys;
    }

    /** @param list the name of the list and every parameter that its contents or order depend on */
    public String sign(String list, String position) {
        var key = keys.firstEntry();
        return signed(key.getValue(), list, key.getKey() + KEY_END + position);
    }

    /** Returns the position; empty if the cursor is malformed, belongs to another list or is signed with an unknown key. */
    public Optional<String> open(String list, String cursor) {
        String content = decode(cursor.split("\\.", 2)[0]);
        String[] keyAndPosition = content.split(KEY_END, 2);
        SecretKey key = keys.get(keyAndPosition[0]);
        return key != null && keyAndPosition.length == 2 && isSame(cursor, signed(key, list, content))
                ? Optional.of(keyAndPosition[1])
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
