package app.nero.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what a function answers to a proxy event, as strictly as API Gateway does. */
final class FunctionAnswer {

    private static final Set<String> MEMBERS = Set.of("statusCode", "headers", "multiValueHeaders", "body",
            "isBase64Encoded");

    /** Headers that say how bytes travel, and are the server's to set. */
    private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "content-length", "date",
            "transfer-encoding");

    /** RFC 9110, section 5.6.2. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private FunctionAnswer() {}

    /** Empty where API Gateway would answer 502: no JSON, an unknown member, or one of the wrong type. */
    static Optional<HttpAnswer> read(byte[] answer, JsonMapper json) {
        try {
            JsonNode root = json.readTree(answer);
            boolean known = root.isObject()
                    && root.propertyStream().allMatch(entry -> MEMBERS.contains(entry.getKey()));
            JsonNode status = root.path("statusCode");
            if (!known || !status.canConvertToInt() || status.asInt() < 200 || status.asInt() > 599) {
                return Optional.empty();
            }
            return Optional.of(new HttpAnswer(status.asInt(), headers(root), body(root)));
        } catch (IOException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The values of both members; API Gateway's Content-Type where the function names none. */
    private static Map<String, List<String>> headers(JsonNode root) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        root.path("multiValueHeaders").properties().forEach(entry -> entry.getValue()
                .forEach(value -> headers.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>()).add(scalar(value))));
        root.path("headers").properties().forEach(entry -> {
            List<String> values = headers.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>());
            if (!values.contains(scalar(entry.getValue()))) {
                values.add(scalar(entry.getValue()));
            }
        });
        headers.forEach((name, values) -> {
            if (!HEADER_NAME.matcher(name).matches() || values.stream().anyMatch(it -> it.matches("(?s).*[\r\n].*"))) {
                throw new IllegalArgumentException("not a header: " + name);
            }
        });
        headers.keySet().removeIf(name -> OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT)));
        headers.computeIfAbsent("Content-Type", _ -> List.of("application/json"));
        return headers;
    }

    private static byte[] body(JsonNode root) {
        JsonNode body = root.path("body");
        if (body.isMissingNode() || body.isNull()) {
            return new byte[0];
        }
        if (!body.isTextual()) {
            throw new IllegalArgumentException("a body is text or null");
        }
        return root.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(body.asText())
                : body.asText().getBytes(StandardCharsets.UTF_8);
    }

    private static String scalar(JsonNode value) {
        if (!value.isValueNode()) {
            throw new IllegalArgumentException("a header's value is a text");
        }
        return value.asText();
    }
}
