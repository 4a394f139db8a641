package app.nero.stars;

import app.nero.kernel.Hmac;
import app.nero.kernel.PhoneNumber;
import java.util.Base64;
import java.util.List;
import java.util.SequencedMap;
import javax.crypto.SecretKey;

/** Hashes phone numbers by HMAC with a key. A plain hash is easily reversed, because there are few phone numbers. */
public final class NumberHashing {

    private final SequencedMap<String, SecretKey> keys;

    /** @param keys by key id; the first one hashes, all are used to find a number */
    public NumberHashing(SequencedMap<String, SecretKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("at least one key is required");
        }
        this.keys = keys;
    }

    /** Returns 43 characters of base64url. */
    public String hash(PhoneNumber number) {
        return hash(keys.firstEntry().getValue(), number);
    }

    /** The hashes under which a number may be stored. */
    public List<String> hashes(PhoneNumber number) {
        return keys.sequencedValues().stream().map(key -> hash(key, number)).toList();
    }

    private static String hash(SecretKey key, PhoneNumber number) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Hmac.sha256(key, number.value()));
    }
}
