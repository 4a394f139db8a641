package app.nero.snapshot;

import app.nero.http.IdentityContext;
import app.nero.http.Json;
import app.nero.http.WebhookSigning;
import app.nero.kernel.Id;
import app.nero.payment.stripe.StripeWebhook;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

/**
 * A sample request of a function. Sample requests prime the function before a snapshot, train its AOT cache and become the
 * events for {@code sam local invoke}.
 *
 * <p>They are in the file {@code NAME.http} next to the handler class {@code NAME} or one of its superclasses, in the format
 * of HTTP clients: a line with method and path, headers, an empty line and a body, with a line {@code ###} between requests.
 * Path parameters are written as in the route. A body with {@code Content-Transfer-Encoding: base64} is decoded. Secrets and
 * values that exist only at run time are placeholders such as <code>${CODE}</code>. A request with the header
 * {@code Authorizer} becomes an event of an authorizer of type TOKEN. The header {@code Path-Parameter} has the value of the
 * parameter in the path.
 *
 * @param resource the path of the route, such as {@code /v1/templates/{id}}
 * @param query as in the URL; empty if there is none
 */
public record SampleRequest(String method, String resource, String query, Map<String, String> headers, String body) {

    private static final String SAMPLE_ID = Id.NOBODY.value();
    /** The body of the sample webhook of Stripe, which concerns no payment. */
    private static final String STRIPE_EVENT = "{\"id\":\"evt_sample\",\"type\":\"sample\"}";

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    /** Reads the sample requests of a handler; returns an empty list if it has no file. */
    public static List<SampleRequest> of(Class<?> handler) {
        for (Class<?> type = handler; type != null; type = type.getSuperclass()) {
            try (InputStream file = type.getResourceAsStream(type.getSimpleName() + ".http")) {
                if (file != null) {
                    String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
                    return Stream.of(text.split("(?m)^###.*\n")).map(String::strip).map(SampleRequest::parse).toList();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return List.of();
    }

    private static SampleRequest parse(String text) {
        String[] headAndBody = text.split("\n\n", 2);
        List<String> head = List.of(headAndBody[0].split("\n"));
        String[] methodAndTarget = head.getFirst().split(" ", 2);
        String[] target = methodAndTarget[1].split("\\?", 2);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        head.stream().skip(1).map(line -> line.split(": *", 2)).forEach(line -> headers.put(line[0], line[1]));
        return new SampleRequest(methodAndTarget[0], target[0], target.length > 1 ? target[1] : "", headers,
                headAndBody.length > 1 ? headAndBody[1].strip() : "");
    }

    /** Placeholders of a sample webhook with the id {@code msg_sample} and the body <code>{}</code>, signed now. */
    public static Map<String, String> signedWebhook(SecretKey key) {
        Instant now = Instant.now();
        return Map.of("WEBHOOK_TIMESTAMP", Long.toString(now.getEpochSecond()), "WEBHOOK_SIGNATURE",
                WebhookSigning.sign(key, "msg_sample", now, "{}".getBytes(StandardCharsets.UTF_8)));
    }

    /** A signature, made now, of the sample webhook of Stripe. */
    public static String stripeSignature(String secret) {
        return StripeWebhook.sign(secret, Instant.now(), STRIPE_EVENT.getBytes(StandardCharsets.UTF_8));
    }

    /** Method and resource, such as {@code GET /v1/users/me}. */
    public String route() {
        return method + " " + resource;
    }

    /** The value of the parameter in the path, if it is no id of the database. */
    public Optional<String> pathParameter() {
        return Optional.ofNullable(headers.get("Path-Parameter"));
    }

    /** Returns whether the body is binary, written as base64. */
    public boolean isBinary() {
        return headers.containsKey("Content-Transfer-Encoding");
    }

    /** Returns the event that API Gateway would send, with placeholders. The caller is an admin and all ids are the same. */
    String event() {
        return headers.containsKey("Authorizer") ? authorizerEvent() : Json.object(json -> {
            json.writeStringField("resource", resource);
            json.writeStringField("httpMethod", method);
            Map<String, String> sent = new TreeMap<>(Map.of("Accept-Language", "en", "User-Agent", "priming"));
            sent.putAll(headers);
            writeLists("multiValueHeaders", sent, json);
            writeLists("multiValueQueryStringParameters", parameters(), json);
            json.writeObjectFieldStart("pathParameters");
            for (String name : PARAMETER.matcher(resource).results().map(match -> match.group(1)).toList()) {
                json.writeStringField(name, pathParameter().orElse(SAMPLE_ID));
            }
            json.writeEndObject();
            json.writeObjectFieldStart("requestContext");
            json.writeStringField("requestId", "priming");
            json.writeObjectFieldStart("authorizer");
            json.writeStringField(IdentityContext.USER_ID, SAMPLE_ID);
            json.writeStringField(IdentityContext.SESSION_ID, SAMPLE_ID);
            json.writeStringField(IdentityContext.ROLE, "admin");
            json.writeStringField(IdentityContext.EXPIRES_AT,
                    Long.toString(Instant.now().plus(Duration.ofHours(1)).getEpochSecond()));
            json.writeEndObject();
            json.writeObjectFieldStart("identity");
            json.writeStringField("sourceIp", "192.0.2.1");
            json.writeEndObject();
            json.writeEndObject();
            json.writeStringField("body", body.isEmpty() ? null : body);
            json.writeBooleanField("isBase64Encoded", isBinary());
        });
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        Stream.of(query.split("&")).filter(pair -> !pair.isEmpty()).map(pair -> pair.split("=", 2))
                .forEach(pair -> parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return parameters;
    }

    private String authorizerEvent() {
        return Json.object(json -> {
            json.writeStringField("type", "TOKEN");
            json.writeStringField("methodArn", "arn:aws:execute-api:none:0:none/api/" + method + resource);
            json.writeStringField("authorizationToken", headers.getOrDefault("Authorization", ""));
            json.writeObjectFieldStart("requestContext");
            json.writeEndObject();
        });
    }

    private static void writeLists(String name, Map<String, String> values, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> value : values.entrySet()) {
            json.writeArrayFieldStart(value.getKey());
            json.writeString(value.getValue());
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
