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

/** The members of a JSON object or the parameters of a query. Can be read once. */
public final class Fields {

    /** Values that are neither a {@code String}, {@code Boolean}, {@code Long}, {@code Double}, {@code List} nor {@code Fields}. */
    enum Special {
        NULL, REPEATED, OTHER
    }

    private final Map<String, Object> values;
    private final boolean refusesUnknown;
    private final Set<String> known = new HashSet<>();
    private final List<FieldError> errors = new ArrayList<>();
    /** Prefix of the names in errors, such as {@code uploads[0].}; empty for the body itself. */
    private String path = "";

    private Fields(Map<String, Object> values, boolean refusesUnknown) {
        this.values = values;
        this.refusesUnknown = refusesUnknown;
    }

    static Fields none() {
        return new Fields(Map.of(), true);
    }

    /** Query parameters by name. Those that are not read are ignored. */
    static Fields ofQuery(Map<String, List<String>> query) {
        Map<String, Object> values = new HashMap<>();
        query.forEach((name, given) -> values.put(name, given.size() == 1 ? given.getFirst() : Special.REPEATED));
        return new Fields(values, false);
    }

    /** @throws Problem 400 if the text is not a single well-formed JSON object, or if it has a duplicate name */
    public static Fields parse(String json) {
        try (JsonParser parser = Json.FACTORY.createParser(json)) {
            Fields fields = parser.nextToken() == JsonToken.START_OBJECT ? members(parser) : null;
            if (fields == null || parser.nextToken() != null) {
                throw Problem.validation("body", "must be a single JSON object");
            }
            return fields;
        } catch (IOException _) {
            throw Problem.validation("body", "must be valid JSON without duplicate names");
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
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case START_ARRAY -> items(parser);
            case START_OBJECT -> members(parser);
            case null, default -> Special.OTHER;
        };
    }

    /** Rejects unpaired surrogates, which JSON allows (RFC 8259, 8.2) but UTF-8 cannot encode. */
    private static String wellFormed(String text) {
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw Problem.validation("body", "must not contain unpaired surrogates");
        }
        return text;
    }

    /** Whether the member is present, even if it is null. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** @throws Problem 400 with all errors, including one for each unknown member of a JSON object */
    public Values read(Field<?>... fields) {
        Values read = collect(Function.identity(), fields);
        refuseUnknown();
        if (!errors.isEmpty()) {
            throw Problem.validation(errors);
        }
        return read;
    }

    /** The value of a member, or null if absent. The name then no longer counts as unknown. */
    Object take(String name) {
        known.add(name);
        return values.get(name);
    }

    void error(String name, String message) {
        errors.add(new FieldError(path + name, message));
    }

    /** Reads members that form one value. Returns null if one of them is invalid. */
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
            values.keySet().stream().filter(name -> !known.contains(name))
                    .forEach(name -> error(name, "is not a known field"));
        }
    }
}
