package app.nero.http;

import app.nero.kernel.Hmac;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

/**
 * Signs and verifies webhooks. The signature is an HMAC-SHA-256 of the id, the time and the raw body, but not of the URL: a request
 * that is valid for one path is valid for every other path that accepts the same key.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
public final class WebhookSigning {

    /** Whether a request is what the sender signed. */
    public enum Verdict {

        VALID,
        /** A header is missing, repeated or malformed. */
        MISSING,
        /** The time differs from the clock by more than five minutes. */
        STALE,
        /** No signature matches a key. */
        WRONG
    }

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String ID = "webhook-id";
    private static final String TIMESTAMP = "webhook-timestamp";
    private static final String SIGNATURE = "webhook-signature";
    /** Of a signature with a symmetric key. */
    private static final String VERSION = "v1,";
    /** Without a dot, which separates the parts of the signed content. */
    private static final Pattern IDS = Pattern.compile("[^.]{1,256}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final List<SecretKey> keys;
    private final Clock clock;

    /** @param keys any of which may have signed */
    public WebhookSigning(List<SecretKey> keys, Clock clock) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("at least one key is required");
        }
        this.keys = List.copyOf(keys);
        this.clock = clock;
    }

    /** Compares signatures in constant time. A header may have several, separated by spaces; one of them must match. */
    public Verdict verify(Request request) {
        Optional<String> id = only(request, ID).filter(text -> IDS.matcher(text).matches());
        Optional<String> seconds = only(request, TIMESTAMP).filter(text -> SECONDS.matcher(text).matches());
        Optional<String> signatures = only(request, SIGNATURE);
        if (id.isEmpty() || seconds.isEmpty() || signatures.isEmpty()) {
            return Verdict.MISSING;
        }
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(seconds.get()));
        if (Duration.between(signedAt, clock.instant()).abs().compareTo(TOLERANCE) > 0) {
            return Verdict.STALE;
        }
        List<byte[]> expected = keys.stream().map(key -> sign(key, id.get(), signedAt, request.body()))
                .map(WebhookSigning::bytes).toList();
        return Stream.of(signatures.get().split(" ")).map(WebhookSigning::bytes)
                .anyMatch(given -> expected.stream().anyMatch(signature -> MessageDigest.isEqual(signature, given)))
                        ? Verdict.VALID
                        : Verdict.WRONG;
    }

    /** Returns a value of the header {@code webhook-signature}. */
    public static String sign(SecretKey key, String id, Instant signedAt, byte[] body) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(bytes(id + "." + signedAt.getEpochSecond() + "."));
        content.writeBytes(body);
        return VERSION + Base64.getEncoder().encodeToString(Hmac.sha256(key, content.toByteArray()));
    }

    /** Empty for several values, because two components could each use a different one. */
    private static Optional<String> only(Request request, String header) {
        List<String> values = request.headers().getOrDefault(header, List.of());
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
