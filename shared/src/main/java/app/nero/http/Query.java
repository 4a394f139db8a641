package app.nero.http;

import app.nero.http.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The query parameters of a URL, read one after another; those that nobody asks for are ignored. What is wrong is gathered,
 * so that a caller learns all of it at once from {@link #finish()}.
 */
public final class Query {

    private final Map<String, List<String>> values;
    private final List<FieldError> errors = new ArrayList<>();

    Query(Map<String, List<String>> values) {
        this.values = values;
    }

    /** A parameter that may be left out; empty too where {@link #finish()} will throw. */
    public <T> Optional<T> optional(String name, Function<String, Optional<T>> parser, String rule) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            wrong(name, "must be given once");
        }
        if (given.size() != 1) {
            return Optional.empty();
        }
        Optional<T> parsed = parser.apply(given.getFirst());
        if (parsed.isEmpty()) {
            wrong(name, rule);
        }
        return parsed;
    }

    /** A whole number within bounds, both included, that may be left out. */
    public int number(String name, int least, int most, int standard) {
        return optional(name, text -> whole(text).filter(number -> number >= least && number <= most),
                "must be a whole number from " + least + " to " + most).orElse(standard);
    }

    /** Adds what is wrong with a parameter beside others. */
    public void wrong(String name, String rule) {
        errors.add(new FieldError(name, rule));
    }

    /** Whether a parameter is given at all. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** @throws Problem 400 with all that was wrong */
    public void finish() {
        if (!errors.isEmpty()) {
            throw Problem.validation(errors);
        }
    }

    /** Plain ASCII digits, as few as any number here has. */
    private static Optional<Integer> whole(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
