package app.nero.session;

import app.nero.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a session is renewed with: a family secret that all tokens of one session share, then 256 random bits of its
 * own, base64url. Only the hashes of both are stored. Whoever shows the family secret with a token that is not the
 * current one once held a token of this session; nobody can guess that, so nobody else can have the session revoked.
 */
public final class RefreshToken {

    private static final int FAMILY_BYTES = 16;
    private static final int OWN_BYTES = 32;

    /** 48 bytes in base64url, which needs no padding. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{64}");

    private static final byte[] PAD = "successor".getBytes(StandardCharsets.US_ASCII);

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

    /** Reads what a client kept; empty where it has not the form of a token. */
    public static Optional<RefreshToken> parse(String value) {
        if (!FORM.matcher(value).matches()) {
            return Optional.empty();
        }
        byte[] bytes = Base64.getUrlDecoder().decode(value);
        return Optional.of(new RefreshToken(Arrays.copyOf(bytes, FAMILY_BYTES),
                Arrays.copyOfRange(bytes, FAMILY_BYTES, bytes.length)));
    }

    /** What the client keeps: 64 characters. */
    public String value() {
        return encode(concat(family, own));
    }

    /** Names the family without giving its secret away: SHA-256, base64url. */
    public String familyId() {
        return encode(Sha256.of(family));
    }

    /** SHA-256 of the whole token, base64url; a slow hash is for secrets that people choose, not for 256 random bits. */
    public String hash() {
        return encode(Sha256.of(family, own));
    }

    /** Another token of the same family. */
    public RefreshToken next(SecureRandom random) {
        return new RefreshToken(family, bytes(random, OWN_BYTES));
    }

    /**
     * Seals the token that replaces this one, so that whoever shows this one again can be given the same: the
     * successor's own bits under a one-time pad that only this token yields. It is replaced once, so the pad is used
     * once.
     */
    public String seal(RefreshToken successor) {
        return encode(xor(successor.own, pad()));
    }

    /** Opens what {@link #seal} made. */
    public RefreshToken unseal(String sealed) {
        return new RefreshToken(family, xor(Base64.getUrlDecoder().decode(sealed), pad()));
    }

    private byte[] pad() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(own, "HmacSHA256"));
            return mac.doFinal(PAD);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
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
