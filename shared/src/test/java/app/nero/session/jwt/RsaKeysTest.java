package app.nero.session.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class RsaKeysTest {

    /** The example of RFC 7638, section 3.1. */
    @Test
    void usesTheThumbprintAsKid() {
        String n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCi"
                + "FV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnY"
                + "b9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0"
                + "Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        BigInteger modulus = new BigInteger(1, Base64.getUrlDecoder().decode(n));

        assertEquals("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", RsaKeys.kid(modulus, BigInteger.valueOf(65_537)));
    }

    /** Zero is the one number that keeps its zero byte (RFC 7518, section 2). */
    @Test
    void encodesNumbersWithoutASignByte() {
        assertEquals("AA", RsaKeys.base64Url(BigInteger.ZERO));
        assertEquals("gA", RsaKeys.base64Url(BigInteger.valueOf(0x80)));
        assertEquals("AQAB", RsaKeys.base64Url(BigInteger.valueOf(65_537)));
    }

    @Test
    void makesKeysThatItAccepts() {
        KeyPair pair = RsaKeys.pair();

        assertEquals(pair.getPublic(),
                RsaKeys.publicKey(Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())));
    }

    @Test
    void parsesPublicAndPrivateKeys() {
        KeyPair pair = keyPair(2048);
        String publicKey = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        String privateKey = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());

        assertEquals(pair.getPublic(), RsaKeys.publicKey(publicKey));
        assertEquals(pair.getPrivate(), RsaKeys.privateKey(privateKey));
        assertEquals(pair.getPublic(), RsaKeys.publicKey(RsaKeys.privateKey(privateKey)));
    }

    @Test
    void rejectsShortAndMalformedKeys() {
        KeyPair weak = keyPair(1024);

        for (String text : new String[]{"", "no base64!", "AAAA",
                Base64.getEncoder().encodeToString(weak.getPublic().getEncoded()),
                Base64.getEncoder().encodeToString(weak.getPrivate().getEncoded())}) {
            assertThrows(IllegalArgumentException.class, () -> RsaKeys.publicKey(text));
            assertThrows(IllegalArgumentException.class, () -> RsaKeys.privateKey(text));
        }
    }

    private static KeyPair keyPair(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
