package app.nero.http;

import app.nero.http.Problem.FieldError;
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

        record Whole(long number) implements Value {}

        record Items(List<Value> items) implements Value {}

        record Members(Map<String, Value> values) implements Value {}

        record Null() implements Value {}

        record Other() implements Value {}
    }

    private final Map<String, Value> values;
    private final String path;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    /** @param path of these members in the body, with a dot behind it; empty for the body itself */
    private Fields(Map<String, Value> values, String path) {
        this.values = values;
        this.path = path;
    }

    /** A body that was left out. */
    static Fields none() {
        return new Fields(Map.of(), "");
    }

    /** @throws Problem 400 if the text is not one well-formed JSON object without doubled names */
    public static Fields parse(String json) {
        try (JsonParser parser = Json.FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.validation("body", NO_OBJECT);
            }
            Map<String, Value> values = members(parser);
            if (parser.nextToken() != null) {
                throw Problem.validation("body", NO_OBJECT);
            }
            return new Fields(values, "");
        } catch (IOException _) {
            throw Problem.validation("body", "must be well-formed JSON");
        }
    }

    private static Map<String, Value> members(JsonParser parser) throws IOException {
        Map<String, Value> values = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = wellFormed(parser.currentName());
            values.put(name, value(parser, parser.nextToken()));
        }
        return values;
    }

    private static List<Value> items(JsonParser parser) throws IOException {
        List<Value> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return items;
    }

    private static Value value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> new Value.Text(wellFormed(parser.getText()));
            case VALUE_TRUE -> new Value.Flag(true);
            case VALUE_FALSE -> new Value.Flag(false);
            case VALUE_NULL -> new Value.Null();
            case VALUE_NUMBER_INT -> parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? new Value.Other()
                    : new Value.Whole(parser.getLongValue());
            case START_ARRAY -> new Value.Items(items(parser));
            case START_OBJECT -> new Value.Members(members(parser));
            case null, default -> new Value.Other();
        };
    }

    /** JSON can spell half a character (RFC 8259, 8.2); no store could keep it. */
    private static String wellFormed(String text) {
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw Problem.validation("body", "must be well-formed Unicode");
        }
        return text;
    }

    /** Whether there is a member of that name, of whatever kind. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A string that must be there; empty only where {@link #finish()} will throw. */
    public <T> Optional<T> required(String name, Function<String, Optional<T>> parser, String rule) {
        known.add(name);
        if (!values.containsKey(name)) {
            error(name, "is required");
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
            error(name, "must be true or false");
        }
        return values.get(name) instanceof Value.Flag(boolean set) && set;
    }

    /** A truth that may be left out. */
    public Optional<Boolean> flagIfAny(String name) {
        return values.containsKey(name) ? Optional.of(flag(name)) : Optional.empty();
    }

    /** A whole number that must be there; 0 where {@link #finish()} will throw. */
    public long whole(String name, long min, long max) {
        known.add(name);
        if (values.get(name) instanceof Value.Whole(long number) && number >= min && number <= max) {
            return number;
        }
        error(name, "must be a whole number from " + min + " to " + max);
        return 0;
    }

    /** A whole number that may be left out. */
    public Optional<Long> wholeIfAny(String name, long min, long max) {
        return values.containsKey(name) ? Optional.of(whole(name, min, max)) : Optional.empty();
    }

    /** An array of strings that may be left out; worth something only where {@link #finish()} will not throw. */
    public <T> Optional<List<T>> textsIfAny(String name, int max, Function<String, Optional<T>> parser, String rule) {
        known.add(name);
        if (!values.containsKey(name)) {
            return Optional.empty();
        }
        if (!(values.get(name) instanceof Value.Items(List<Value> items)) || items.size() > max) {
            error(name, "must be an array of at most " + max + " strings");
            return Optional.of(List.of());
        }
        List<T> parsed = new ArrayList<>();
        for (Value item : items) {
            Optional<T> text = item instanceof Value.Text(String typed) ? parser.apply(typed) : Optional.empty();
            if (text.isEmpty()) {
                error(name + "[" + parsed.size() + "]", rule);
                return Optional.of(List.of());
            }
            parsed.add(text.get());
        }
        return Optional.of(parsed);
    }

    /**
     * An object that must be there.
     *
     * @param reader reads its members; it need not call {@link #finish()}
     * @return what was read; empty, or worth nothing, only where {@link #finish()} will throw
     */
    public <T> Optional<T> object(String name, Function<Fields, T> reader) {
        known.add(name);
        if (!(values.get(name) instanceof Value.Members(Map<String, Value> object))) {
            error(name, "must be an object");
            return Optional.empty();
        }
        return Optional.of(readMembers(object, name, reader));
    }

    /**
     * An array of objects that must be there, each read on its own.
     *
     * @param reader reads the members of one; it need not call {@link #finish()}
     * @return what was read; worth something only where {@link #finish()} will not throw
     */
    public <T> List<T> objects(String name, int min, int max, Function<Fields, T> reader) {
        known.add(name);
        if (!(values.get(name) instanceof Value.Items(List<Value> items)) || items.size() < min || items.size() > max
                || !items.stream().allMatch(Value.Members.class::isInstance)) {
            error(name, "must be an array of " + min + " to " + max + " objects");
            return List.of();
        }
        List<T> read = new ArrayList<>();
        for (Value item : items) {
            read.add(readMembers(((Value.Members) item).values(), name + "[" + read.size() + "]", reader));
        }
        return read;
    }

    private <T> T readMembers(Map<String, Value> object, String name, Function<Fields, T> reader) {
        Fields members = new Fields(object, path + name + ".");
        T read = reader.apply(members);
        members.refuseUnknown();
        errors.addAll(members.errors);
        return read;
    }

    /** Adds what is wrong with a member beside others. */
    public void wrong(String name, String rule) {
        error(name, rule);
    }

    /** @throws Problem 400 with all that was wrong, members that nobody asked for included */
    public void finish() {
        refuseUnknown();
        if (!errors.isEmpty()) {
            throw Problem.validation(errors);
        }
    }

    private void refuseUnknown() {
        values.keySet().stream().filter(name -> !known.contains(name)).forEach(name -> error(name, "is not known"));
    }

    private void error(String name, String message) {
        errors.add(new FieldError(path + name, message));
    }

    private <T> Optional<T> parsed(String name, Function<String, Optional<T>> parser, String rule) {
        if (values.get(name) instanceof Value.Text(String text)) {
            Optional<T> parsed = parser.apply(text);
            if (parsed.isEmpty()) {
                error(name, rule);
            }
            return parsed;
        }
        error(name, "must be a string");
        return Optional.empty();
    }
}
