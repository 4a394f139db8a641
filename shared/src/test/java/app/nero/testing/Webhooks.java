package app.nero.testing;

import app.nero.http.WebhookSigning;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The sender of webhooks. */
public final class Webhooks {

    private Webhooks() {}

    /** @param secret {@code whsec_base64} */
    public static SecretKey key(String secret) {
        return new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256");
    }

    /** The headers of a webhook. */
    public static Map<String, String> signed(String secret, String id, Instant now, byte[] body) {
        return Map.of("webhook-id", id, "webhook-timestamp", Long.toString(now.getEpochSecond()), "webhook-signature",
                WebhookSigning.sign(key(secret), id, now, body));
    }
}
