package app.nero.snapshot;

import app.nero.http.Json;
import app.nero.kernel.Id;
import app.nero.lambda.IdentityContext;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request that a rehearsal makes: of nobody who is signed in, for what is not there, as API Gateway would send it. All ids in
 * it are {@link Id#NOBODY}.
 *
 * @param route method and resource, such as {@code GET /v1/users/me}
 * @param query the URL's parameters by name
 * @param contentType of the body
 * @param body as API Gateway hands it on: a form in base64
 */
public record Sample(String route, Map<String, String> query, String contentType, Optional<String> body) {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    /** A request without a body. */
    public static Sample of(String route) {
        return new Sample(route, Map.of(), "application/json", Optional.empty());
    }

    public Sample query(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(query);
        all.put(name, value);
        return new Sample(route, all, contentType, body);
    }

    public Sample json(String text) {
        return new Sample(route, query, "application/json", Optional.of(text));
    }

    /** @param contentType of a form, with its boundary */
    public Sample form(String contentType, byte[] form) {
        return new Sample(route, query, contentType, Optional.of(Base64.getEncoder().encodeToString(form)));
    }

    public InputStream event(Instant now) {
        String[] parts = route.split(" ", 2);
        Map<String, List<String>> headers = Map.of("Accept-Language", List.of("en"), "User-Agent", List.of("rehearsal"),
                "Content-Type", List.of(contentType));
        String event = Json.object(json -> {
            json.writeStringField("resource", parts[1]);
            json.writeStringField("httpMethod", parts[0]);
            writeLists(headers, "multiValueHeaders").writeTo(json);
            Map<String, List<String>> parameters = new LinkedHashMap<>();
            query.forEach((name, value) -> parameters.put(name, List.of(value)));
            writeLists(parameters, "multiValueQueryStringParameters").writeTo(json);
            json.writeObjectFieldStart("pathParameters");
            for (String name : PARAMETER.matcher(parts[1]).results().map(it -> it.group(1)).toList()) {
                json.writeStringField(name, Id.NOBODY.value());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("requestContext");
            json.writeStringField("requestId", "rehearsal");
            json.writeObjectFieldStart("authorizer");
            json.writeStringField(IdentityContext.USER_ID, Id.NOBODY.value());
            json.writeStringField(IdentityContext.SESSION_ID, Id.NOBODY.value());
            json.writeStringField(IdentityContext.ROLE, "admin");
            json.writeStringField(IdentityContext.EXPIRES_AT,
                    Long.toString(now.plus(Duration.ofHours(1)).getEpochSecond()));
            json.writeEndObject();
            json.writeObjectFieldStart("identity");
            json.writeStringField("sourceIp", "192.0.2.1");
            json.writeEndObject();
            json.writeEndObject();
            json.writeStringField("body", body.orElse(null));
            json.writeBooleanField("isBase64Encoded", contentType.startsWith("multipart/"));
        });
        return new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
    }

    private static Json.Members writeLists(Map<String, List<String>> lists, String name) {
        return json -> {
            json.writeObjectFieldStart(name);
            for (Map.Entry<String, List<String>> list : lists.entrySet()) {
                json.writeArrayFieldStart(list.getKey());
                for (String value : list.getValue()) {
                    json.writeString(value);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        };
    }
}
