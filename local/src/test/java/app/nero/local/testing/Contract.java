package app.nero.local.testing;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Checks requests and responses against {@code openapi.yaml}: it must describe each response of a documented route, and allow each
 * request that succeeds.
 */
final class Contract {

    private static final String PREFIX = "/api/v1";

    private static final OpenApiInteractionValidator VALIDATOR = OpenApiInteractionValidator
            .createForSpecificationUrl(Path.of("..", "openapi.yaml").toUri().toString())
            .withLevelResolver(LevelResolver.create()
                    // Tests may call unknown routes, which return 404.
                    .withLevel("validation.request.path.missing", Level.IGNORE)
                    .withLevel("validation.request.operation.notAllowed", Level.IGNORE)
                    // The gateway checks tokens; tests cover which routes require one.
                    .withLevel("validation.request.security", Level.IGNORE)
                    // Routes ignore unknown query parameters.
                    .withLevel("validation.request.parameter.query.unexpected", Level.IGNORE)
                    .build())
            .build();

    /** Operations that succeeded, such as {@code GET /users/me}. */
    private static final Set<String> SUCCEEDED = ConcurrentHashMap.newKeySet();

    private Contract() {}

    /**
     * @param body request body if it is JSON, otherwise empty
     * @throws AssertionError if the response or a successful request does not match
     */
    static void check(HttpRequest request, String body, HttpResponse<String> response) {
        URI uri = request.uri();
        boolean isDocumented = uri.getRawPath().startsWith(PREFIX + "/") && !uri.getRawPath().endsWith("/");
        if (!isDocumented || !isMethod(request.method())) {
            return;
        }
        String path = uri.getRawPath().substring(PREFIX.length());
        Method method = Method.valueOf(request.method());
        assertNoError(request, response, VALIDATOR.validateResponse(path, method, convert(response)));
        if (response.statusCode() < 300) {
            if (request.method().equals("GET") || !body.isEmpty()) {
                assertNoError(request, response, VALIDATOR.validateRequest(convert(request, path, method, body)));
            }
            SUCCEEDED.add(request.method() + " " + path);
        }
    }

    /** @param path with parameters in braces */
    static boolean hasSucceeded(String method, String path) {
        String pattern = path.replaceAll("\\{[^}]+}", "[^/]+");
        return SUCCEEDED.stream().anyMatch(success -> success.matches(method + " " + pattern));
    }

    private static SimpleRequest convert(HttpRequest request, String path, Method method, String body) {
        SimpleRequest.Builder builder = new SimpleRequest.Builder(method, path);
        request.headers().map().forEach((name, values) -> values.forEach(value -> builder.withHeader(name, value)));
        String query = request.uri().getQuery();
        if (query != null) {
            for (String pair : query.split("&")) {
                String[] parts = pair.split("=", 2);
                builder.withQueryParam(parts[0], parts.length > 1 ? parts[1] : "");
            }
        }
        return (body.isEmpty() ? builder : builder.withBody(body)).build();
    }

    private static SimpleResponse convert(HttpResponse<String> response) {
        SimpleResponse.Builder builder = new SimpleResponse.Builder(response.statusCode());
        response.headers().map()
                .forEach((name, values) -> values.forEach(value -> builder.withHeader(name, value)));
        return (response.body().isEmpty() ? builder : builder.withBody(response.body())).build();
    }

    private static boolean isMethod(String method) {
        return Set.of("GET", "POST", "PUT", "PATCH", "DELETE").contains(method);
    }

    /** Keeps headers and bodies out of the message, because they may contain tokens. */
    private static void assertNoError(HttpRequest request, HttpResponse<String> response, ValidationReport report) {
        if (report.hasErrors()) {
            throw new AssertionError(request.method() + " " + request.uri().getPath() + " " + response.statusCode()
                    + " does not match openapi.yaml: " + report.getMessages().stream()
                            .map(error -> error.getKey() + " " + error.getMessage()).collect(Collectors.joining("; ")));
        }
    }
}
