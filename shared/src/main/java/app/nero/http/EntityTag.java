package app.nero.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** An entity tag (RFC 9110, 8.8.3), which identifies the content of a body. */
public record EntityTag(String value) {

    /** Of a checksum. */
    private static final int DIGITS = 8;

    /**
     * A strong tag of 64 bits: two checksums of the body. It only has to differ when the body changes, and checksums are much faster than
     * a cryptographic hash.
     */
    public static EntityTag of(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new EntityTag('"' + HexFormat.of().toHexDigits(sum(new CRC32(), bytes), DIGITS)
                + HexFormat.of().toHexDigits(sum(new CRC32C(), bytes), DIGITS) + '"');
    }

    private static long sum(Checksum checksum, byte[] bytes) {
        checksum.update(bytes);
        return checksum.getValue();
    }

    /** Whether {@code If-None-Match} matches this tag. A cache may have turned it into a weak one. */
    public boolean isAmong(List<String> ifNoneMatch) {
        return ifNoneMatch.stream().flatMap(values -> Arrays.stream(values.split(","))).map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(value) || tag.equals("W/" + value));
    }
}
