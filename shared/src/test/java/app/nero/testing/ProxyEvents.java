package app.nero.testing;

import app.nero.http.Json;
import app.nero.kernel.Identity;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Builds API Gateway proxy events. */
public final class ProxyEvents {

    private final String method;
    private final String resource;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, List<String>> query = new LinkedHashMap<>();
    private final Map<String, String> pathParameters = new LinkedHashMap<>();
    private Optional<Identity> identity = Optional.empty();
    private Optional<String> body = Optional.empty();
    private boolean base64;
    private String sourceIp = "192.0.2.1";

    private ProxyEvents(String method, String resource) {
        this.method = method;
        this.resource = resource;
    }

    public static ProxyEvents a(String method, String resource) {
        return new ProxyEvents(method, resource);
    }

    public ProxyEvents header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Adds a query parameter. A repeated name adds another value. */
    public ProxyEvents query(String name, String value) {
        query.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        return this;
    }

    public ProxyEvents path(String name, String value) {
        pathParameters.put(name, value);
        return this;
    }

    public ProxyEvents body(String text) {
        body = Optional.of(text);
        return this;
    }

    public ProxyEvents json(String text) {
        return body(text).header("Content-Type", "application/json");
    }

    public ProxyEvents base64(String text) {
        body = Optional.of(text);
        base64 = true;
        return header("Content-Type", "application/json");
    }

    public ProxyEvents form(String contentType, byte[] bytes) {
        body = Optional.of(Base64.getEncoder().encodeToString(bytes));
        base64 = true;
        return header("Content-Type", contentType).header("Content-Length", Integer.toString(bytes.length));
    }

    public ProxyEvents from(String ip) {
        sourceIp = ip;
        return this;
    }

    public ProxyEvents by(Identity caller) {
        identity = Optional.of(caller);
        return this;
    }

    public InputStream stream() {
        return new ByteArrayInputStream(Json.object(this::write).getBytes(StandardCharsets.UTF_8));
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStringField("resource", resource);
        json.writeStringField("path", resource);
        json.writeStringField("httpMethod", method);
        json.writeObjectFieldStart("headers");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            json.writeStringField(header.getKey(), header.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("multiValueHeaders");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            json.writeArrayFieldStart(header.getKey());
            json.writeString(header.getValue());
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeNullField("queryStringParameters");
        if (query.isEmpty()) {
            json.writeNullField("multiValueQueryStringParameters");
        } else {
            json.writeObjectFieldStart("multiValueQueryStringParameters");
            for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
                json.writeArrayFieldStart(parameter.getKey());
                for (String value : parameter.getValue()) {
                    json.writeString(value);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        if (pathParameters.isEmpty()) {
            json.writeNullField("pathParameters");
        } else {
            json.writeObjectFieldStart("pathParameters");
            for (Map.Entry<String, String> parameter : pathParameters.entrySet()) {
                json.writeStringField(parameter.getKey(), parameter.getValue());
            }
            json.writeEndObject();
        }
        json.writeNullField("stageVariables");
        json.writeObjectFieldStart("requestContext");
        json.writeStringField("resourceId", "abc123");
        if (identity.isPresent()) {
            json.writeObjectFieldStart("authorizer");
            json.writeStringField("userId", identity.get().userId().value());
            json.writeStringField("sessionId", identity.get().sessionId().value());
            json.writeStringField("role", identity.get().role().name().toLowerCase(Locale.ROOT));
            json.writeStringField("expiresAt", Long.toString(identity.get().expiresAt().getEpochSecond()));
            json.writeStringField("principalId", identity.get().userId().value());
            json.writeNumberField("integrationLatency", 12);
            json.writeEndObject();
        }
        json.writeStringField("resourcePath", resource);
        json.writeStringField("requestId", "a-request-id");
        json.writeObjectFieldStart("identity");
        json.writeNullField("cognitoIdentityPoolId");
        json.writeStringField("sourceIp", sourceIp);
        json.writeEndObject();
        json.writeNumberField("requestTimeEpoch", Instant.now().toEpochMilli());
        json.writeEndObject();
        json.writeStringField("body", body.orElse(null));
        json.writeBooleanField("isBase64Encoded", base64);
    }
}
