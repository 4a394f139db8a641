package app.nero.signin;

import app.nero.kernel.Hmac;
import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.SequencedMap;
import javax.crypto.SecretKey;

/** Hashes a code with its id and phone number by HMAC with a pepper. A plain hash of six digits is easily reversed. */
public final class CodeHashing {

    private final SequencedMap<String, SecretKey> peppers;

    /** @param peppers by key id; the first one hashes, all are accepted when comparing */
    public CodeHashing(SequencedMap<String, SecretKey> peppers) {
        if (peppers.isEmpty()) {
            throw new IllegalArgumentException("at least one pepper is required");
        }
        this.peppers = peppers;
    }

    public CodeHash hash(Id codeId, PhoneNumber phoneNumber, String code) {
        var pepper = peppers.firstEntry();
        return new CodeHash(pepper.getKey(), hmac(pepper.getValue(), codeId, phoneNumber, code));
    }

    /** Compares in constant time. Returns false if the pepper of the hash is no longer configured. */
    public boolean matches(VerificationCode stored, String code) {
        SecretKey pepper = peppers.get(stored.hash().keyId());
        if (pepper == null) {
            return false;
        }
        byte[] expected = stored.hash().value().getBytes(StandardCharsets.US_ASCII);
        byte[] given = hmac(pepper, stored.id(), stored.phoneNumber(), code).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, given);
    }

    private static String hmac(SecretKey pepper, Id codeId, PhoneNumber phoneNumber, String code) {
        byte[] hash = Hmac.sha256(pepper, codeId + ":" + phoneNumber.value() + ":" + code);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
