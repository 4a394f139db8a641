package app.nero.http;

import app.nero.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** An entity tag (RFC 9110, 8.8.3), which identifies the content of a body. */
public record EntityTag(String value) {

    private static final int BYTES = 16;

    /** A strong tag, from the body's hash. */
    public static EntityTag of(String body) {
        byte[] hash = Arrays.copyOf(Sha256.of(body.getBytes(StandardCharsets.UTF_8)), BYTES);
        return new EntityTag('"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"');
    }

    /** Whether {@code If-None-Match} matches this tag. A cache may have turned it into a weak one. */
    public boolean isAmong(List<String> ifNoneMatch) {
        return ifNoneMatch.stream().flatMap(values -> Arrays.stream(values.split(","))).map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(value) || tag.equals("W/" + value));
    }
}
