package app.nero.http;

import app.nero.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The name of one body (RFC 9110, 8.8.3): another body has another one. */
public record EntityTag(String value) {

    private static final int BYTES = 16;

    /** A strong one, from the body's hash. */
    public static EntityTag of(String body) {
        byte[] hash = Arrays.copyOf(Sha256.of(body.getBytes(StandardCharsets.UTF_8)), BYTES);
        return new EntityTag('"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"');
    }

    /** Whether the values of {@code If-None-Match} name it; a cache on the way may have made it a weak one. */
    public boolean isAmong(List<String> ifNoneMatch) {
        return ifNoneMatch.stream().flatMap(values -> Arrays.stream(values.split(","))).map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(value) || tag.equals("W/" + value));
    }
}
