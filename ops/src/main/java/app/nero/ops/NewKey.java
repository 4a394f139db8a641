package app.nero.ops;

import app.nero.session.jwt.RsaKeys;
import java.io.PrintStream;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/** The command {@code bin/admin new-key}: makes a key pair for access tokens and prints it as settings. */
final class NewKey {

    private NewKey() {}

    static void print(PrintStream output) {
        KeyPair keys = RsaKeys.pair();
        RSAPublicKey publicKey = (RSAPublicKey) keys.getPublic();
        Base64.Encoder base64 = Base64.getEncoder();
        output.append("""
            # kid %s
            NERO_JWT_PRIVATE_KEY=%s
            NERO_JWT_PUBLIC_KEYS=%s
            """.formatted(RsaKeys.kid(publicKey),
                base64.encodeToString(keys.getPrivate().getEncoded()), base64.encodeToString(publicKey.getEncoded())));
    }
}
