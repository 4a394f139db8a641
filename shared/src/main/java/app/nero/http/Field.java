package app.nero.http;

import app.nero.http.Fields.Special;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A member of a JSON object or a parameter of a query, or several that belong together. Declared as a constant, and read by
 * {@link Request#fields}, {@link Request#parameters} or {@link Fields#read}.
 *
 * @param reader returns a value that nobody uses, such as null, where it adds an error
 */
public record Field<T>(String name, Function<Fields, T> reader) {

    /** A string that is required. */
    public static <T> Field<T> text(String name, Function<String, Optional<T>> parser, String rule) {
        return new Field<>(name, fields -> {
            Object value = fields.take(name);
            Optional<T> parsed = value instanceof String text ? parser.apply(text) : Optional.empty();
            if (value == null) {
                fields.error(name, "is required");
            } else if (value == Special.REPEATED) {
                fields.error(name, "must be given once");
            } else if (!(value instanceof String)) {
                fields.error(name, "must be a string");
            } else if (parsed.isEmpty()) {
                fields.error(name, rule);
            }
            return parsed.orElse(null);
        });
    }

    /** A boolean, default false. */
    public static Field<Boolean> flag(String name) {
        return new Field<>(name, fields -> {
            Object value = fields.take(name);
            if (value != null && !(value instanceof Boolean)) {
                fields.error(name, "must be true or false");
            }
            return Boolean.TRUE.equals(value);
        });
    }

    /** A JSON number without a fraction that is required; both bounds are included. */
    public static Field<Long> whole(String name, long min, long max) {
        return new Field<>(name, fields -> {
            if (fields.take(name) instanceof Long number && number >= min && number <= max) {
                return number;
            }
            fields.error(name, "must be a whole number from " + min + " to " + max);
            return 0L;
        });
    }

    /** A number of at most nine ASCII digits in a query; both bounds are included. */
    public static Field<Integer> digits(String name, int min, int max) {
        return text(name,
                text -> Optional.of(text).filter(it -> it.matches("[0-9]{1,9}")).map(Integer::valueOf)
                        .filter(number -> number >= min && number <= max),
                "must be a whole number from " + min + " to " + max);
    }

    /** An array of strings that is required. Only the first string that is wrong is named. */
    public static <T> Field<List<T>> texts(String name, int max, Function<String, Optional<T>> parser, String rule) {
        return new Field<>(name, fields -> {
            List<T> parsed = new ArrayList<>();
            if (!(fields.take(name) instanceof List<?> items) || items.size() > max) {
                fields.error(name, "must be an array of at most " + max + " strings");
                return parsed;
            }
            for (Object item : items) {
                Optional<T> text = item instanceof String typed ? parser.apply(typed) : Optional.empty();
                if (text.isEmpty()) {
                    fields.error(name + "[" + parsed.size() + "]", rule);
                    break;
                }
                parsed.add(text.get());
            }
            return parsed;
        });
    }

    /** An object that is required, with these members and no other. */
    public static <T> Field<T> object(String name, Field<T> members) {
        return new Field<>(name, fields -> {
            if (fields.take(name) instanceof Fields object) {
                return fields.readNested(object, name, members);
            }
            fields.error(name, "must be an object");
            return null;
        });
    }

    /** An array of objects that is required, each with these members and no other. */
    public static <T> Field<List<T>> objects(String name, int min, int max, Field<T> members) {
        return new Field<>(name, fields -> {
            List<T> read = new ArrayList<>();
            if (!(fields.take(name) instanceof List<?> items) || items.size() < min || items.size() > max
                    || !items.stream().allMatch(Fields.class::isInstance)) {
                fields.error(name, "must be an array of " + min + " to " + max + " objects");
                return read;
            }
            for (Object item : items) {
                read.add(fields.readNested((Fields) item, name + "[" + read.size() + "]", members));
            }
            return read;
        });
    }

    /** Members that make one value. As a whole it is optional if the first of them is. */
    public static <T> Field<T> group(Function<Values, T> value, Field<?>... members) {
        return new Field<>(members[0].name, fields -> fields.collect(value, members));
    }

    /** The same field, empty where it is absent. */
    public Field<Optional<T>> optional() {
        return new Field<>(name, fields -> fields.has(name) ? Optional.ofNullable(read(fields)) : Optional.empty());
    }

    /** The same field, empty where it is absent (outer) or null (inner). */
    public Field<Optional<Optional<T>>> nullable() {
        Field<Optional<T>> optional = optional();
        return new Field<>(name, fields -> fields.take(name) == Special.NULL
                ? Optional.of(Optional.empty())
                : optional.read(fields).map(Optional::of));
    }

    /** The same field with a default where it is absent. */
    public Field<T> orElse(T standard) {
        return new Field<>(name, fields -> fields.has(name) ? read(fields) : standard);
    }

    /** The same field, which does not accept one value. */
    public Field<T> except(T value, String rule) {
        return new Field<>(name, fields -> {
            T read = read(fields);
            if (value.equals(read)) {
                fields.error(name, rule);
            }
            return read;
        });
    }

    /** The same field, which must be absent where another one is a string. */
    public Field<T> without(String other, String rule) {
        return new Field<>(name, fields -> {
            T read = read(fields);
            if (fields.has(name) && fields.take(other) instanceof String) {
                fields.error(name, rule);
            }
            return read;
        });
    }

    T read(Fields fields) {
        return reader.apply(fields);
    }
}
