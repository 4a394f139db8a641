package app.nero.lambda;

import app.nero.http.IdentityContext;
import app.nero.http.Json;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.kernel.Role;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the proxy event of an API Gateway REST API (payload format 1.0). */
final class ProxyEvent {

    /** Lambda's limit for an event in bytes, which also limits the body. */
    private static final int MAX_BODY = 6 * 1024 * 1024;

    private String method = "";
    private String resource = "";
    private String requestId = "";
    private byte[] body = {};
    private boolean decoded;
    private boolean base64;
    private final Map<String, String> pathParameters = new TreeMap<>();
    private final Map<String, List<String>> headers = new TreeMap<>();
    private final Map<String, List<String>> query = new TreeMap<>();
    private final Map<String, String> source = new TreeMap<>();
    private final Map<String, String> authorizer = new TreeMap<>();

    private ProxyEvent() {}

    /** @throws IOException if the event is not a proxy event */
    static Request read(InputStream event) throws IOException {
        ProxyEvent proxyEvent = new ProxyEvent();
        try (JsonParser parser = Json.FACTORY.createParser(event)) {
            parser.nextToken();
            proxyEvent.readEvent(parser);
        }
        if (proxyEvent.method.isEmpty() || proxyEvent.resource.isEmpty()) {
            throw new IOException("not a proxy event");
        }
        return new Request(proxyEvent.method, proxyEvent.resource, proxyEvent.pathParameters, proxyEvent.headers,
                proxyEvent.query, proxyEvent.identity(), proxyEvent.source.getOrDefault("sourceIp", ""),
                proxyEvent.requestId, proxyEvent.decodedBody());
    }

    private void readEvent(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "httpMethod" -> method = text(parser);
                case "resource" -> resource = text(parser);
                case "body" -> readBody(parser);
                case "isBase64Encoded" -> base64 = value == JsonToken.VALUE_TRUE;
                case "pathParameters" -> readScalars(parser, pathParameters);
                case "multiValueHeaders" ->
                    readLists(parser).forEach((header, values) -> headers
                            .computeIfAbsent(header.toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).addAll(values));
                case "multiValueQueryStringParameters" -> query.putAll(readLists(parser));
                case "requestContext" -> readContext(parser);
                default -> parser.skipChildren();
            }
        }
    }

    /** Reads an object of string arrays; null is read as an empty object. */
    private static Map<String, List<String>> readLists(JsonParser parser) throws IOException {
        Map<String, List<String>> lists = new TreeMap<>();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return lists;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            List<String> values = new ArrayList<>();
            lists.put(parser.currentName(), values);
            parser.nextToken();
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                values.add(parser.getText());
            }
        }
        return lists;
    }

    private void readContext(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "requestId" -> requestId = text(parser);
                case "identity" -> readScalars(parser, source);
                case "authorizer" -> readScalars(parser, authorizer);
                default -> parser.skipChildren();
            }
        }
    }

    private static void readScalars(JsonParser parser, Map<String, String> into) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken().isScalarValue()) {
                into.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private Optional<Identity> identity() {
        if (!authorizer.containsKey(IdentityContext.USER_ID)) {
            return Optional.empty();
        }
        return Optional.of(new Identity(new Id(authorizer.get(IdentityContext.USER_ID)),
                new Id(authorizer.get(IdentityContext.SESSION_ID)),
                Role.of(authorizer.get(IdentityContext.ROLE)),
                Instant.ofEpochSecond(Long.parseLong(authorizer.get(IdentityContext.EXPIRES_AT)))));
    }

    /**
     * Decodes the base64 of a form while reading it; otherwise it would be in memory twice. In the event, the headers come
     * before the body, but {@code isBase64Encoded} comes after it.
     */
    private void readBody(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return;
        }
        if (!isForm()) {
            body = parser.getText().getBytes(StandardCharsets.UTF_8);
            return;
        }
        Bytes bytes = new Bytes(contentLength());
        try {
            parser.readBinaryValue(bytes);
        } catch (StreamReadException | IllegalArgumentException _) {
            throw Problem.of(415, "UNSUPPORTED_MEDIA_TYPE",
                    "The body does not match its Content-Type. Correct one of them.");
        }
        body = bytes.all();
        decoded = true;
    }

    private boolean isForm() {
        return Request.mediaType(last("content-type")).equals("multipart/form-data");
    }

    /** The {@code Content-Length}, at most the limit; 0 if it is missing or invalid. */
    private int contentLength() {
        String length = last("content-length");
        return length.matches("[0-9]{1,7}") ? Math.min(Integer.parseInt(length), MAX_BODY) : 0;
    }

    private String last(String header) {
        List<String> values = headers.getOrDefault(header, List.of());
        return values.isEmpty() ? "" : values.getLast();
    }

    private byte[] decodedBody() {
        if (!base64 || decoded) {
            return body;
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException _) {
            throw Problem.validation("body", "must be valid base64");
        }
    }

    private static String text(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
    }

    /** Avoids a copy of the buffer if the expected size was exact. */
    private static final class Bytes extends ByteArrayOutputStream {

        Bytes(int expected) {
            super(expected);
        }

        byte[] all() {
            return count == buf.length ? buf : toByteArray();
        }
    }
}
