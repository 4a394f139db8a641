package app.nero.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An answer other than success, as the contract names it. It carries nothing that the caller may not see. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with one field of a request. */
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

    /** 400: at least one field is wrong. */
    public static Problem validation(List<FieldError> errors) {
        return new Problem(400, "VALIDATION", "Validation error", errors, Map.of(), _ -> {});
    }

    /** 400: the named field is wrong. */
    public static Problem validation(String field, String message) {
        return validation(List.of(new FieldError(field, message)));
    }

    /** 401: the caller must sign in. */
    public static Problem unauthorized() {
        return new Problem(401, "UNAUTHORIZED", "Sign in to do this", List.of(), Map.of("WWW-Authenticate", "Bearer"),
                _ -> {});
    }

    /** 403: the caller is known, and may not. */
    public static Problem forbidden() {
        return of(403, "FORBIDDEN", "You may not do this");
    }

    public static Problem notFound() {
        return of(404, "NOT_FOUND", "There is nothing here");
    }

    /** The same, with {@code Retry-After} as its one header: when another try makes sense. */
    public Problem retryAfter(Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        return new Problem(status, code, getMessage(), errors, Map.of("Retry-After", Long.toString(seconds)), details);
    }

    /** The same, naming the fields that are to blame. */
    public Problem withErrors(List<FieldError> fields) {
        return new Problem(status, code, getMessage(), fields, headers, details);
    }

    /** The same with those members in its body. */
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
