package app.nero.edge;

import app.nero.edge.Problem.FieldError;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The members of a JSON body, read one after another. What is wrong is gathered, so that a caller learns all of it at
 * once from {@link #finish()}.
 */
public final class Fields {

    private static final String NO_OBJECT = "must be one JSON object";

    /** A member's value, as far as it means anything to the contract. */
    private sealed interface Value {

        record Text(String text) implements Value {}

        record Flag(boolean set) implements Value {}

        record Null() implements Value {}

        record Other() implements Value {}
    }

    private final Map<String, Value> values;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    private Fields(Map<String, Value> values) {
        this.values = values;
    }

    /** A body that was left out. */
    static Fields none() {
        return new Fields(Map.of());
    }

    /** @throws Problem 400 if the text is not one well-formed JSON object without doubled names */
    static Fields parse(String json) {
        try (JsonParser parser = Json.FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.validation("body", NO_OBJECT);
            }
            Map<String, Value> values = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = wellFormed(parser.currentName());
                values.put(name, value(parser));
            }
            if (parser.nextToken() != null) {
                throw Problem.validation("body", NO_OBJECT);
            }
            return new Fields(values);
        } catch (IOException _) {
            throw Problem.validation("body", "must be well-formed JSON");
        }
    }

    private static Value value(JsonParser parser) throws IOException {
        return switch (parser.nextToken()) {
            case VALUE_STRING -> new Value.Text(wellFormed(parser.getText()));
            case VALUE_TRUE -> new Value.Flag(true);
            case VALUE_FALSE -> new Value.Flag(false);
            case VALUE_NULL -> new Value.Null();
            default -> {
                parser.skipChildren();
                yield new Value.Other();
            }
        };
    }

    /** JSON can spell half a character (RFC 8259, 8.2); no store could keep it. */
    private static String wellFormed(String text) {
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw Problem.validation("body", "must be well-formed Unicode");
        }
        return text;
    }

    /** A string that must be there; empty only where {@link #finish()} will throw. */
    public <T> Optional<T> required(String name, Function<String, Optional<T>> parser, String rule) {
        known.add(name);
        if (!values.containsKey(name)) {
            errors.add(new FieldError(name, "is required"));
            return Optional.empty();
        }
        return parsed(name, parser, rule);
    }

    /** A string that may be left out. */
    public <T> Optional<T> optional(String name, Function<String, Optional<T>> parser, String rule) {
        known.add(name);
        return values.containsKey(name) ? parsed(name, parser, rule) : Optional.empty();
    }

    /** A string that may be left out (outer) or be null (inner). */
    public <T> Optional<Optional<T>> nullable(String name, Function<String, Optional<T>> parser, String rule) {
        known.add(name);
        if (values.get(name) instanceof Value.Null) {
            return Optional.of(Optional.empty());
        }
        return optional(name, parser, rule).map(Optional::of);
    }

    /** A truth that may be left out, and is false then. */
    public boolean flag(String name) {
        known.add(name);
        if (values.containsKey(name) && !(values.get(name) instanceof Value.Flag)) {
            errors.add(new FieldError(name, "must be true or false"));
        }
        return values.get(name) instanceof Value.Flag(boolean set) && set;
    }

    /** @throws Problem 400 with all that was wrong, members that nobody asked for included */
    public void finish() {
        values.keySet().stream().filter(name -> !known.contains(name))
                .forEach(name -> errors.add(new FieldError(name, "is not known")));
        if (!errors.isEmpty()) {
            throw Problem.validation(errors);
        }
    }

    private <T> Optional<T> parsed(String name, Function<String, Optional<T>> parser, String rule) {
        if (values.get(name) instanceof Value.Text(String text)) {
            Optional<T> parsed = parser.apply(text);
            if (parsed.isEmpty()) {
                errors.add(new FieldError(name, rule));
            }
            return parsed;
        }
        errors.add(new FieldError(name, "must be a string"));
        return Optional.empty();
    }
}
