package app.nero.session.jwt;

import app.nero.kernel.Sha256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * RSA keys in the format of the settings: base64 of the DER form, PKCS #8 for private and X.509 for public keys. The
 * {@code kid} of a key is its JWK thumbprint (RFC 7638), so it needs no setting and always fits the key.
 */
public final class RsaKeys {

    private static final int MIN_BITS = 2048;

    private RsaKeys() {}

    /** @throws IllegalArgumentException if the text is not an RSA private key of at least 2048 bits */
    public static RSAPrivateCrtKey privateKey(String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64.strip());
            if (KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(der)) instanceof RSAPrivateCrtKey key
                    && key.getModulus().bitLength() >= MIN_BITS) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // Not kept as the cause: its message may quote the key.
        }
        throw new IllegalArgumentException("not the base64 of a PKCS #8 RSA key of at least 2048 bits");
    }

    /** @throws IllegalArgumentException if the text is not an RSA public key of at least 2048 bits */
    public static RSAPublicKey publicKey(String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64.strip());
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
            if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MIN_BITS) {
                return rsa;
            }
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // All failures have the same message.
        }
        throw new IllegalArgumentException("not the base64 of an X.509 RSA public key of at least 2048 bits");
    }

    public static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(MIN_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    public static RSAPublicKey publicKey(RSAPrivateCrtKey key) {
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    public static String kid(RSAPublicKey key) {
        return kid(key.getModulus(), key.getPublicExponent());
    }

    /** The thumbprint (RFC 7638): SHA-256 of the key's required members in lexicographic order, base64url. */
    static String kid(BigInteger modulus, BigInteger publicExponent) {
        String jwk = "{\"e\":\"" + base64Url(publicExponent) + "\",\"kty\":\"RSA\",\"n\":\"" + base64Url(modulus)
                + "\"}";
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(Sha256.of(jwk.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Encodes a positive number without a sign byte (RFC 7518). */
    public static String base64Url(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int start = bytes[0] == 0 && bytes.length > 1 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, start, bytes.length));
    }
}
