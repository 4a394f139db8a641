package app.nero.http;

import app.nero.http.Problem.FieldError;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The members of a JSON object or the parameters of a query, to be read once. */
public final class Fields {

    /** Values that are neither a {@code String}, a {@code Boolean}, a {@code Long}, a {@code List} nor {@code Fields}. */
    enum Special {
        NULL, REPEATED, OTHER
    }

    private final Map<String, Object> values;
    private final boolean refusesUnknown;
    private final Set<String> known = new HashSet<>();
    private final List<FieldError> errors = new ArrayList<>();
    /** Of these members in the body, with a dot behind it; empty for the body itself. */
    private String path = "";

    private Fields(Map<String, Object> values, boolean refusesUnknown) {
        this.values = values;
        this.refusesUnknown = refusesUnknown;
    }

    /** A JSON object without members. */
    static Fields none() {
        return new Fields(Map.of(), true);
    }

    /** The parameters of a query by name; those that nobody reads are ignored. */
    static Fields ofQuery(Map<String, List<String>> query) {
        Map<String, Object> values = new HashMap<>();
        query.forEach((name, given) -> values.put(name, given.size() == 1 ? given.getFirst() : Special.REPEATED));
        return new Fields(values, false);
    }

    /** @throws Problem 400 if the text is not one well-formed JSON object, or a name in it is repeated */
    public static Fields parse(String json) {
        try (JsonParser parser = Json.FACTORY.createParser(json)) {
            Fields fields = parser.nextToken() == JsonToken.START_OBJECT ? members(parser) : null;
            if (fields == null || parser.nextToken() != null) {
                throw Problem.validation("body", "must be one JSON object");
            }
            return fields;
        } catch (IOException _) {
            throw Problem.validation("body", "must be well-formed JSON");
        }
    }

    private static Fields members(JsonParser parser) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = wellFormed(parser.currentName());
            values.put(name, value(parser, parser.nextToken()));
        }
        return new Fields(values, true);
    }

    private static List<Object> items(JsonParser parser) throws IOException {
        List<Object> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return items;
    }

    private static Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> wellFormed(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Special.NULL;
            case VALUE_NUMBER_INT -> parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? Special.OTHER
                    : (Object) parser.getLongValue();
            case START_ARRAY -> items(parser);
            case START_OBJECT -> members(parser);
            case null, default -> Special.OTHER;
        };
    }

    /** JSON can spell half a character (RFC 8259, 8.2), which no store could keep. */
    private static String wellFormed(String text) {
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw Problem.validation("body", "must be well-formed Unicode");
        }
        return text;
    }

    /** Whether there is a member of that name, whatever its value. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** @throws Problem 400 with everything that is wrong, unknown members of a JSON object included */
    public Values read(Field<?>... fields) {
        Values read = collect(Function.identity(), fields);
        refuseUnknown();
        if (!errors.isEmpty()) {
            throw Problem.validation(errors);
        }
        return read;
    }

    /** The value of a member that is known from now on; null where there is none. */
    Object take(String name) {
        known.add(name);
        return values.get(name);
    }

    void error(String name, String message) {
        errors.add(new FieldError(path + name, message));
    }

    /** Reads members that make one value; null where one of them is wrong. */
    <T> T collect(Function<Values, T> value, Field<?>... members) {
        int before = errors.size();
        Values read = new Values();
        for (Field<?> member : members) {
            read.put(member, member.read(this));
        }
        return errors.size() == before ? value.apply(read) : null;
    }

    <T> T readNested(Fields object, String name, Field<T> members) {
        object.path = path + name + ".";
        T read = members.read(object);
        object.refuseUnknown();
        errors.addAll(object.errors);
        return read;
    }

    private void refuseUnknown() {
        if (refusesUnknown) {
            values.keySet().stream().filter(name -> !known.contains(name)).forEach(name -> error(name, "is not known"));
        }
    }
}
