package app.nero.edge;

import app.nero.domain.Id;
import app.nero.domain.session.Identity;
import app.nero.domain.user.Role;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads API Gateway's REST proxy event, payload format 1.0, and skips what Nero has no use for. */
final class ProxyEvent {

    private String method = "";
    private String resource = "";
    private String sourceIp = "";
    private String requestId = "";
    private String body = "";
    private boolean base64;
    private final Map<String, String> pathParameters = new TreeMap<>();
    private final Map<String, List<String>> headers = new TreeMap<>();
    private final Map<String, String> authorizer = new TreeMap<>();

    private ProxyEvent() {}

    /** @throws IOException if this is no proxy event */
    static Request read(InputStream event) throws IOException {
        ProxyEvent read = new ProxyEvent();
        try (JsonParser parser = Json.FACTORY.createParser(event)) {
            parser.nextToken();
            read.readEvent(parser);
        }
        if (read.method.isEmpty() || read.resource.isEmpty()) {
            throw new IOException("not a proxy event");
        }
        return new Request(read.method, read.resource, read.pathParameters, read.headers, read.identity(),
                read.sourceIp, read.requestId,
                read.decodedBody());
    }

    private void readEvent(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "httpMethod" -> method = text(parser);
                case "resource" -> resource = text(parser);
                case "body" -> body = text(parser);
                case "isBase64Encoded" -> base64 = value == JsonToken.VALUE_TRUE;
                case "pathParameters" -> readScalars(parser, pathParameters);
                case "multiValueHeaders" -> readHeaders(parser);
                case "requestContext" -> readContext(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void readHeaders(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            List<String> values = headers.computeIfAbsent(parser.currentName().toLowerCase(Locale.ROOT),
                    _ -> new ArrayList<>());
            parser.nextToken();
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                values.add(parser.getText());
            }
        }
    }

    private void readContext(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "requestId" -> requestId = text(parser);
                case "identity" -> readSource(parser);
                case "authorizer" -> readScalars(parser, authorizer);
                default -> parser.skipChildren();
            }
        }
    }

    private void readSource(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("sourceIp")) {
                sourceIp = text(parser);
            } else {
                parser.skipChildren();
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

    private String decodedBody() throws IOException {
        if (!base64) {
            return body;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(body);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalArgumentException | CharacterCodingException _) {
            throw Problem.validation("body", "must be UTF-8");
        }
    }

    private static String text(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
    }
}
