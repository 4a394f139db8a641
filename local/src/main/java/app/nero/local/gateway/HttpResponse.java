package app.nero.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** An HTTP response to send. */
public record HttpResponse(int status, Map<String, List<String>> headers, byte[] body) {

    /** Maximum number of unread request bytes to discard, so that a client that is still sending can read the response. */
    private static final int MAX_DISCARDED = 32 * 1024 * 1024;

    private static final Set<String> MEMBERS = Set.of("statusCode", "headers", "multiValueHeaders", "body",
            "isBase64Encoded");

    /** Headers of the connection, which only the server sets. */
    private static final Set<String> CONNECTION_HEADERS = Set.of("connection", "content-length", "date",
            "transfer-encoding");

    /** An accepted encoding, unless its weight is 0 (RFC 9110, section 12.5.3). */
    private static final Pattern GZIP = Pattern.compile("gzip(\\s*;\\s*q=(?!0(\\.0*)?$).+)?", Pattern.CASE_INSENSITIVE);

    /** RFC 9110, section 5.6.2. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /**
     * Parses the response of a function to a proxy event as strictly as API Gateway does.
     *
     * @return empty if API Gateway would return 502: invalid JSON, an unknown member, or a member of the wrong type
     */
    static Optional<HttpResponse> ofFunction(byte[] response, JsonMapper json) {
        try {
            JsonNode root = json.readTree(response);
            boolean known = root.isObject()
                    && root.propertyStream().allMatch(entry -> MEMBERS.contains(entry.getKey()));
            JsonNode status = root.path("statusCode");
            if (!known || !status.canConvertToInt() || status.asInt() < 200 || status.asInt() > 599) {
                return Optional.empty();
            }
            return Optional.of(new HttpResponse(status.asInt(), headers(root), body(root)));
        } catch (IOException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Merges both header members. Adds API Gateway's default Content-Type if the function sets none. */
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
            if (!HEADER_NAME.matcher(name).matches()
                    || values.stream().anyMatch(value -> value.matches("(?s).*[\r\n].*"))) {
                throw new IllegalArgumentException("invalid header " + name);
            }
        });
        CONNECTION_HEADERS.forEach(headers::remove);
        headers.computeIfAbsent("Content-Type", _ -> List.of("application/json"));
        return headers;
    }

    private static byte[] body(JsonNode root) {
        JsonNode body = root.path("body");
        if (body.isMissingNode() || body.isNull()) {
            return new byte[0];
        }
        if (!body.isTextual()) {
            throw new IllegalArgumentException("body must be a string or null");
        }
        return root.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(body.asText())
                : body.asText().getBytes(StandardCharsets.UTF_8);
    }

    private static String scalar(JsonNode value) {
        if (!value.isValueNode()) {
            throw new IllegalArgumentException("a header value must be a scalar");
        }
        return value.asText();
    }

    /**
     * Compresses the body as API Gateway does.
     *
     * @param accepted values of {@code Accept-Encoding}
     * @param minBytes the least size to compress; empty compresses nothing
     */
    public HttpResponse compressed(List<String> accepted, OptionalInt minBytes) throws IOException {
        boolean isAccepted = accepted.stream().flatMap(value -> Stream.of(value.split(","))).map(String::strip)
                .anyMatch(value -> GZIP.matcher(value).matches());
        if (!isAccepted || minBytes.isEmpty() || body.length < minBytes.getAsInt()) {
            return this;
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        }
        Map<String, List<String>> encoded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        encoded.putAll(headers);
        encoded.put("Content-Encoding", List.of("gzip"));
        return new HttpResponse(status, encoded, compressed.toByteArray());
    }

    void sendTo(HttpExchange exchange, String requestId) throws IOException {
        exchange.getResponseHeaders().putAll(headers);
        exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0 || status == 204
                || status == 304;
        if (bodiless) {
            discardRest(exchange);
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            discardRest(exchange);
        }
    }

    /** Reads and discards the rest of a request body. */
    public static void discardRest(HttpExchange exchange) throws IOException {
        byte[] buffer = new byte[8192];
        for (int discarded = 0, read = 0; read >= 0 && discarded < MAX_DISCARDED; discarded += read) {
            read = exchange.getRequestBody().read(buffer);
        }
    }
}
