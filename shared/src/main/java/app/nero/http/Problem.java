package app.nero.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An error response. The caller sees everything in it. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public record FieldError(String field, String message) {}

    private final int status;
    private final String code;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;
    private final transient Json.Members details;

    private Problem(int status, String code, String message, List<FieldError> errors, Map<String, String> headers,
            Json.Members details) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
        this.details = details;
    }

    public static Problem of(int status, String code, String message) {
        return new Problem(status, code, message, List.of(), Map.of(), _ -> {});
    }

    /** 400 with an error for each invalid field. */
    public static Problem validation(List<FieldError> errors) {
        return new Problem(400, "VALIDATION", "Validation error", errors, Map.of(), _ -> {});
    }

    /** 400 with an error for one field. */
    public static Problem validation(String field, String message) {
        return validation(List.of(new FieldError(field, message)));
    }

    /** 401: the caller is not signed in. */
    public static Problem unauthorized() {
        return new Problem(401, "UNAUTHORIZED", "Sign in to continue.", List.of(),
                Map.of("WWW-Authenticate", "Bearer"), _ -> {});
    }

    /** 403: the caller is signed in but lacks the permission. */
    public static Problem forbidden() {
        return of(403, "FORBIDDEN", "You do not have permission to do this.");
    }

    public static Problem notFound() {
        return of(404, "NOT_FOUND", "Not found");
    }

    /** 503 with {@code Retry-After}: a service failed or is too slow. */
    public static Problem unavailable(String code, String message) {
        return of(503, code, message).retryAfter(Duration.ofSeconds(1));
    }

    /** The same problem with {@code Retry-After} as its only header, rounded up to whole seconds. */
    public Problem retryAfter(Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        return new Problem(status, code, getMessage(), errors, Map.of("Retry-After", Long.toString(seconds)), details);
    }

    /** The same problem with field errors. */
    public Problem withErrors(List<FieldError> fieldErrors) {
        return new Problem(status, code, getMessage(), fieldErrors, headers, details);
    }

    /** The same problem with additional members in its body. */
    public Problem with(Json.Members members) {
        return new Problem(status, code, getMessage(), errors, headers, members);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public Json.Members details() {
        return details;
    }
}
