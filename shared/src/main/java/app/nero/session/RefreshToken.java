package app.nero.session;

import app.nero.kernel.Hmac;
import app.nero.kernel.Sha256;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * A token that renews a session: a random secret shared by all tokens of the session (the family) and 256 random bits of its
 * own, base64url. Only hashes are stored. A replaced token is recognized by its family secret, which cannot be guessed. So only
 * a holder of an issued token can cause the session to be revoked.
 */
public final class RefreshToken {

    private static final int FAMILY_BYTES = 16;
    private static final int OWN_BYTES = 32;

    /** 48 bytes in base64url, which needs no padding. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{64}");

    private final byte[] family;
    private final byte[] own;

    private RefreshToken(byte[] family, byte[] own) {
        this.family = family;
        this.own = own;
    }

    /** The first token of a new family. */
    public static RefreshToken random(SecureRandom random) {
        return new RefreshToken(bytes(random, FAMILY_BYTES), bytes(random, OWN_BYTES));
    }

    /** Parses a token from a client; empty if it is malformed. */
    public static Optional<RefreshToken> parse(String value) {
        if (!FORM.matcher(value).matches()) {
            return Optional.empty();
        }
        byte[] bytes = Base64.getUrlDecoder().decode(value);
        return Optional.of(new RefreshToken(Arrays.copyOf(bytes, FAMILY_BYTES),
                Arrays.copyOfRange(bytes, FAMILY_BYTES, bytes.length)));
    }

    /** The token as the client stores it: 64 characters. */
    public String value() {
        return encode(ByteBuffer.allocate(FAMILY_BYTES + OWN_BYTES).put(family).put(own).array());
    }

    /** Identifies the family without revealing its secret: SHA-256, base64url. */
    public String familyId() {
        return encode(Sha256.of(family));
    }

    /** SHA-256 of the token, base64url. Slow hashes are for secrets that people choose, not for 256 random bits. */
    public String hash() {
        return encode(Sha256.of(family, own));
    }

    /** A new token of the same family. */
    public RefreshToken next(SecureRandom random) {
        return new RefreshToken(family, bytes(random, OWN_BYTES));
    }

    /** Encrypts the next token with a one-time pad derived from this one, so that only the holder of this one can read it. */
    public String seal(RefreshToken successor) {
        return encode(xor(successor.own, pad()));
    }

    /** Decrypts the result of {@link #seal}. */
    public RefreshToken unseal(String sealed) {
        return new RefreshToken(family, xor(Base64.getUrlDecoder().decode(sealed), pad()));
    }

    private byte[] pad() {
        return Hmac.sha256(new SecretKeySpec(own, "HmacSHA256"), "successor");
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] xor(byte[] text, byte[] pad) {
        byte[] result = new byte[OWN_BYTES];
        for (int i = 0; i < OWN_BYTES; i++) {
            result[i] = (byte) (text[i] ^ pad[i]);
        }
        return result;
    }

    private static String encode(byte[] raw) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }
}
