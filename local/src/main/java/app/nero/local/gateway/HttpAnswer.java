package app.nero.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** An HTTP answer before it is on the wire. */
public record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body) {

    /** How much of a refused body is read and dropped, so that its sender gets to read the answer; bytes. */
    private static final int MAX_DROPPED = 32 * 1024 * 1024;

    private static final Set<String> MEMBERS = Set.of("statusCode", "headers", "multiValueHeaders", "body",
            "isBase64Encoded");

    /** Headers that say how bytes travel, and are the server's to set. */
    private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "content-length", "date",
            "transfer-encoding");

    /** RFC 9110, section 5.6.2. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /**
     * Reads a function's answer to a proxy event as strictly as API Gateway does.
     *
     * @return empty where API Gateway would answer 502: no JSON, an unknown member, or one of the wrong type
     */
    static Optional<HttpAnswer> ofFunction(byte[] answer, JsonMapper json) {
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
            String value = scalar(entry.getValue());
            if (!values.contains(value)) {
                values.add(value);
            }
        });
        headers.forEach((name, values) -> {
            if (!HEADER_NAME.matcher(name).matches() || values.stream().anyMatch(it -> it.matches("(?s).*[\r\n].*"))) {
                throw new IllegalArgumentException("not a header: " + name);
            }
        });
        OF_THE_CONNECTION.forEach(headers::remove);
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

    void sendTo(HttpExchange exchange, String requestId) throws IOException {
        exchange.getResponseHeaders().putAll(headers);
        exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0 || status == 204
                || status == 304;
        if (bodiless) {
            dropRest(exchange);
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            dropRest(exchange);
        }
    }

    /** Reads on what was not read of a request. */
    public static void dropRest(HttpExchange exchange) throws IOException {
        byte[] buffer = new byte[8192];
        for (int dropped = 0, read = 0; read >= 0 && dropped < MAX_DROPPED; dropped += read) {
            read = exchange.getRequestBody().read(buffer);
        }
    }
}
