package app.nero.domain.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a session is renewed with: a family secret that all tokens of one session share, then 256 random bits of its
 * own, base64url. Only the hashes of both are stored. Whoever shows the family secret with a token that is not the
 * current one once held a token of this session; nobody can guess that, so nobody else can have the session revoked.
 */
public final class RefreshToken {

    private static final int FAMILY_BYTES = 16;
    private static final int OWN_BYTES = 32;

    private final byte[] bytes;

    private RefreshToken(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The first token of a new family. */
    public static RefreshToken random(SecureRandom random) {
        byte[] bytes = new byte[FAMILY_BYTES + OWN_BYTES];
        random.nextBytes(bytes);
        return new RefreshToken(bytes);
    }

    /** What the client keeps: 64 characters. */
    public String value() {
        return encode(bytes);
    }

    /** Names the family without giving its secret away: SHA-256, base64url. */
    public String familyId() {
        return encode(sha256(Arrays.copyOf(bytes, FAMILY_BYTES)));
    }

    /** SHA-256 of the whole token, base64url; a slow hash is for secrets that people choose, not for 256 random bits. */
    public String hash() {
        return encode(sha256(bytes));
    }

    private static String encode(byte[] raw) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }

    private static byte[] sha256(byte[] raw) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(raw);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
