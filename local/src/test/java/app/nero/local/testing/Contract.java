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
 * The description of the API, held against what is sent and answered: every answer of a described route is one that it
 * describes, and every request that succeeds is one that it allows.
 */
final class Contract {

    private static final String PREFIX = "/api/v1";

    private static final OpenApiInteractionValidator VALIDATOR = OpenApiInteractionValidator
            .createForSpecificationUrl(Path.of("..", "openapi.yaml").toUri().toString())
            .withLevelResolver(LevelResolver.create()
                    // A route that is not there is answered 404, and a test may well try one.
                    .withLevel("validation.request.path.missing", Level.IGNORE)
                    .withLevel("validation.request.operation.notAllowed", Level.IGNORE)
                    // The gateway looks at tokens, and tests say who must have one.
                    .withLevel("validation.request.security", Level.IGNORE)
                    // What routes do not know is ignored.
                    .withLevel("validation.request.parameter.query.unexpected", Level.IGNORE)
                    .build())
            .build();

    /** Operations that succeeded, as {@code GET /users/me}. */
    private static final Set<String> SUCCEEDED = ConcurrentHashMap.newKeySet();

    private Contract() {}

    /**
     * @param body of the request, where it is JSON
     * @throws AssertionError if the answer, or a request that succeeded, is not as described
     */
    static void check(HttpRequest request, String body, HttpResponse<String> response) {
        URI uri = request.uri();
        boolean described = uri.getRawPath().startsWith(PREFIX + "/") && !uri.getRawPath().endsWith("/");
        if (!described || !isMethod(request.method())) {
            return;
        }
        String path = uri.getRawPath().substring(PREFIX.length());
        Method method = Method.valueOf(request.method());
        assertNoError(request, response, VALIDATOR.validateResponse(path, method, described(response)));
        if (response.statusCode() < 300) {
            if (request.method().equals("GET") || !body.isEmpty()) {
                assertNoError(request, response, VALIDATOR.validateRequest(described(request, path, method, body)));
            }
            SUCCEEDED.add(request.method() + " " + path);
        }
    }

    /** Whether an operation, its path with parameters in braces, has succeeded in this process. */
    static boolean hasSucceeded(String method, String path) {
        String pattern = path.replaceAll("\\{[^}]+}", "[^/]+");
        return SUCCEEDED.stream().anyMatch(it -> it.matches(method + " " + pattern));
    }

    private static SimpleRequest described(HttpRequest request, String path, Method method, String body) {
        SimpleRequest.Builder described = new SimpleRequest.Builder(method, path);
        request.headers().map().forEach((name, values) -> values.forEach(value -> described.withHeader(name, value)));
        String query = request.uri().getQuery();
        if (query != null) {
            for (String pair : query.split("&")) {
                String[] parts = pair.split("=", 2);
                described.withQueryParam(parts[0], parts.length > 1 ? parts[1] : "");
            }
        }
        return (body.isEmpty() ? described : described.withBody(body)).build();
    }

    private static SimpleResponse described(HttpResponse<String> response) {
        SimpleResponse.Builder described = new SimpleResponse.Builder(response.statusCode());
        response.headers().map()
                .forEach((name, values) -> values.forEach(value -> described.withHeader(name, value)));
        return (response.body().isEmpty() ? described : described.withBody(response.body())).build();
    }

    private static boolean isMethod(String method) {
        return Set.of("GET", "POST", "PUT", "PATCH", "DELETE").contains(method);
    }

    /** What was sent and answered stays out of the message, for it may hold a token. */
    private static void assertNoError(HttpRequest request, HttpResponse<String> response, ValidationReport report) {
        if (report.hasErrors()) {
            throw new AssertionError(request.method() + " " + request.uri().getPath() + " " + response.statusCode()
                    + " is not as described: " + report.getMessages().stream()
                            .map(it -> it.getKey() + " " + it.getMessage()).collect(Collectors.joining("; ")));
        }
    }
}
