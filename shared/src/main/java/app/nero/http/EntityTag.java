package app.nero.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The name of one body (RFC 9110, 8.8.3): another body has another one. */
public record EntityTag(String value) {

    private static final int BYTES = 16;

    /** A strong one, from the body's hash. */
    public static EntityTag of(String body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return new EntityTag(
                    '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES)) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether the values of {@code If-None-Match} name it; a cache on the way may have made it a weak one. */
    public boolean isAmong(List<String> ifNoneMatch) {
        return ifNoneMatch.stream().flatMap(values -> Arrays.stream(values.split(","))).map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(value) || tag.equals("W/" + value));
    }
}
