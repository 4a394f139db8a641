package app.nero.local.gateway;

import app.nero.local.sam.ResponseText;
import app.nero.local.sam.SamTemplate.Cors;
import app.nero.local.sam.SamTemplate.GatewayResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;

/** Responses that API Gateway generates itself, as customized in the template or with the defaults of AWS. */
final class GatewayResponses {

    /** A reason for a generated response: API Gateway's response type, default status and default message. */
    record Refusal(String type, int status, String message) implements Authorizers.Decision {

        static final Refusal BAD_REQUEST = new Refusal("DEFAULT_4XX", 400, "Bad Request");
        static final Refusal UNAUTHORIZED = new Refusal("UNAUTHORIZED", 401, "Unauthorized");
        static final Refusal ACCESS_DENIED = new Refusal("ACCESS_DENIED", 403,
                "User is not authorized to access this resource");
        static final Refusal MISSING_AUTHENTICATION_TOKEN = new Refusal("MISSING_AUTHENTICATION_TOKEN", 403,
                "Missing Authentication Token");
        static final Refusal REQUEST_TOO_LARGE = new Refusal("REQUEST_TOO_LARGE", 413, "Request Too Long");
        static final Refusal AUTHORIZER_FAILURE = new Refusal("AUTHORIZER_FAILURE", 500, "Internal server error");
        static final Refusal INTERNAL = new Refusal("DEFAULT_5XX", 500, "Internal server error");
        static final Refusal BAD_FUNCTION = new Refusal("DEFAULT_5XX", 502, "Internal server error");
        static final Refusal INTEGRATION_TIMEOUT = new Refusal("INTEGRATION_TIMEOUT", 504,
                "Endpoint request timed out");
    }

    private static final Map<String, String> AWS_TEMPLATE = Map.of("application/json",
            "{\"message\":$context.error.messageString}");

    private final Map<String, GatewayResponse> templates;

    GatewayResponses(Map<String, GatewayResponse> templates) {
        this.templates = Map.copyOf(templates);
    }

    HttpResponse of(Refusal refusal, String requestId) {
        String fallback = refusal.status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX";
        Optional<GatewayResponse> template = Optional
                .ofNullable(templates.getOrDefault(refusal.type, templates.get(fallback)));
        Map<String, List<String>> headers = new LinkedHashMap<>();
        template.ifPresent(found -> found.headers()
                .forEach((name, value) -> headers.put(name, List.of(ResponseText.literal(value).orElse(requestId)))));
        Map<String, String> bodies = template.map(GatewayResponse::templates).filter(found -> !found.isEmpty())
                .orElse(AWS_TEMPLATE);
        String mediaType = bodies.containsKey("application/json")
                ? "application/json"
                : bodies.keySet().iterator().next();
        headers.put("Content-Type", List.of(mediaType));
        String body = ResponseText.VARIABLE.matcher(bodies.get(mediaType))
                .replaceAll(match -> Matcher.quoteReplacement(value(match.group(), refusal, requestId)));
        return new HttpResponse(
                template.map(GatewayResponse::status).orElse(OptionalInt.empty()).orElse(refusal.status),
                headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The response of the mock integration that {@code Cors} in SAM adds to each resource. */
    static HttpResponse preflight(Cors cors, String methodsOfPath) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("application/json"));
        cors.allowOrigin().ifPresent(value -> headers.put("Access-Control-Allow-Origin", List.of(value)));
        cors.allowHeaders().ifPresent(value -> headers.put("Access-Control-Allow-Headers", List.of(value)));
        headers.put("Access-Control-Allow-Methods", List.of(cors.allowMethods().orElse(methodsOfPath)));
        cors.maxAge().ifPresent(value -> headers.put("Access-Control-Max-Age", List.of(value)));
        if (cors.allowCredentials()) {
            headers.put("Access-Control-Allow-Credentials", List.of("true"));
        }
        return new HttpResponse(200, headers, "{}\n".getBytes(StandardCharsets.UTF_8));
    }

    private static String value(String variable, Refusal refusal, String requestId) {
        return switch (variable) {
            case "$context.error.message" -> refusal.message;
            case "$context.error.messageString" -> "\"" + refusal.message + "\"";
            case "$context.error.responseType" -> refusal.type;
            default -> requestId;
        };
    }
}
