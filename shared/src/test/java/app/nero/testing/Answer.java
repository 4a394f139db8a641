package app.nero.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/** The response of a handler to API Gateway. */
public record Answer(int status, Map<String, String> headers, String body) {

    /** Runs a handler on one event. */
    public static Answer of(RequestStreamHandler handler, ProxyEvents event) {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        try (InputStream stream = event.stream()) {
            handler.handleRequest(stream, response, new TestContext());
            return read(response.toByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Answer read(byte[] json) throws IOException {
        int status = 0;
        String body = "";
        Map<String, String> headers = new TreeMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "statusCode" -> status = parser.getIntValue();
                    case "body" -> body = parser.getText();
                    case "headers" -> {
                        while (parser.nextToken() == JsonToken.FIELD_NAME) {
                            headers.put(parser.currentName(), parser.nextTextValue());
                        }
                    }
                    default -> parser.skipChildren();
                }
            }
        }
        return new Answer(status, headers, body);
    }

    /** Returns the response without the header {@code RateLimit}, which changes with every request. */
    public Answer withoutCount() {
        Map<String, String> others = new TreeMap<>(headers);
        others.remove("RateLimit");
        return new Answer(status, others, body);
    }

    /** Returns the error code; empty for a success. */
    public String code() {
        return body.contains("\"code\":\"") ? body.replaceAll("(?s).*\"code\":\"([A-Z_]+)\".*", "$1") : "";
    }
}
