package app.nero.local.gateway;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The path and query of a request.
 *
 * @param path as the client sent it, including the stage
 * @param segments decoded, without the stage
 * @param query decoded; the values of a name in the order of the query
 */
public record RequestTarget(String path, String stage, List<String> segments, Map<String, List<String>> query) {

    /** Empty if a percent-escape is malformed or does not decode to UTF-8. */
    public static Optional<RequestTarget> parse(URI uri) {
        try {
            String path = Optional.ofNullable(uri.getRawPath()).filter(raw -> raw.startsWith("/")).orElse("/");
            List<String> segments = new ArrayList<>();
            for (String segment : path.substring(1).split("/", -1)) {
                segments.add(decode(segment));
            }
            Map<String, List<String>> query = new LinkedHashMap<>();
            for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&")) {
                if (!pair.isEmpty()) {
                    String[] parts = pair.replace('+', ' ').split("=", 2);
                    query.computeIfAbsent(decode(parts[0]), _ -> new ArrayList<>())
                            .add(parts.length == 2 ? decode(parts[1]) : "");
                }
            }
            return Optional.of(new RequestTarget(path, segments.removeFirst(), segments, query));
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /** The path below the stage, as the client sent it. */
    String resourcePath() {
        int slash = path.indexOf('/', 1);
        return slash < 0 ? "/" : path.substring(slash);
    }

    private static String decode(String text) throws CharacterCodingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length();) {
            int point = text.codePointAt(i);
            if (point == '%') {
                bytes.write(Integer.parseUnsignedInt(text, i + 1, Math.min(i + 3, text.length()), 16));
                i += 3;
            } else {
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(point);
            }
        }
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    }
}
