package app.nero.http;

import app.nero.http.Fields.Special;
import app.nero.kernel.Localized;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A member of a JSON object, a query parameter, or a group of them that forms one value. Declared as a constant and read with
 * {@link Request#fields}, {@link Request#parameters} or {@link Fields#read}.
 *
 * @param reader returns the value, or reports an error to {@link Fields}; the returned value is then ignored and may be null
 */
public record Field<T>(String name, Function<Fields, T> reader) {

    /** A required string. {@code rule} is the error message if the parser returns empty. */
    public static <T> Field<T> text(String name, Function<String, Optional<T>> parser, String rule) {
        return new Field<>(name, fields -> {
            Object value = fields.take(name);
            Optional<T> parsed = value instanceof String text ? parser.apply(text) : Optional.empty();
            if (value == null) {
                fields.error(name, "is required");
            } else if (value == Special.REPEATED) {
                fields.error(name, "must be given only once");
            } else if (!(value instanceof String)) {
                fields.error(name, "must be a string");
            } else if (parsed.isEmpty()) {
                fields.error(name, rule);
            }
            return parsed.orElse(null);
        });
    }

    /** A required boolean. */
    public static Field<Boolean> flag(String name) {
        return new Field<>(name, fields -> {
            if (fields.take(name) instanceof Boolean value) {
                return value;
            }
            fields.error(name, "must be true or false");
            return false;
        });
    }

    /** A required JSON integer from {@code min} to {@code max}, both inclusive. */
    public static Field<Long> whole(String name, long min, long max) {
        return new Field<>(name, fields -> {
            if (fields.take(name) instanceof Long number && number >= min && number <= max) {
                return number;
            }
            fields.error(name, "must be a whole number from " + min + " to " + max);
            return 0L;
        });
    }

    /** A required JSON number from {@code min} to {@code max}, both inclusive. */
    public static Field<Double> number(String name, int min, int max) {
        return new Field<>(name, fields -> {
            if (fields.take(name) instanceof Number number && number.doubleValue() >= min
                    && number.doubleValue() <= max) {
                return number.doubleValue();
            }
            fields.error(name, "must be a number from " + min + " to " + max);
            return 0.0;
        });
    }

    /** A required query parameter of one to nine ASCII digits, from {@code min} to {@code max}, both inclusive. */
    public static Field<Integer> digits(String name, int min, int max) {
        return text(name,
                text -> Optional.of(text).filter(digits -> digits.matches("[0-9]{1,9}")).map(Integer::valueOf)
                        .filter(number -> number >= min && number <= max),
                "must be a whole number from " + min + " to " + max);
    }

    /** A required array of strings. Only the first invalid string is reported. */
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

    /** A required object with these members and no others. */
    public static <T> Field<T> object(String name, Field<T> members) {
        return new Field<>(name, fields -> {
            if (fields.take(name) instanceof Fields object) {
                return fields.readNested(object, name, members);
            }
            fields.error(name, "must be an object");
            return null;
        });
    }

    /** A required array of {@code min} to {@code max} objects, each with these members and no others. */
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

    /** A required object with the strings {@code en} and {@code fa}, one of which may be missing or null. */
    public static <T> Field<Localized<T>> localized(String name, Function<String, Optional<T>> parser, String rule) {
        return object(name, languages(parser, rule));
    }

    /** A required array of at most {@code max} objects like those of {@link #localized}. */
    public static <T> Field<List<Localized<T>>> allLocalized(String name, int max, Function<String, Optional<T>> parser,
            String rule) {
        return objects(name, 0, max, languages(parser, rule));
    }

    private static <T> Field<Localized<T>> languages(Function<String, Optional<T>> parser, String rule) {
        Field<Optional<Optional<T>>> english = text("en", parser, rule).nullable();
        Field<Optional<Optional<T>>> persian = text("fa", parser, rule).nullable();
        return new Field<>("en", fields -> fields.collect(values -> {
            Optional<T> en = values.get(english).flatMap(Function.identity());
            Optional<T> fa = values.get(persian).flatMap(Function.identity());
            if (en.isEmpty() && fa.isEmpty()) {
                fields.error("en", "is required without fa");
                return null;
            }
            return new Localized<>(en, fa);
        }, english, persian));
    }

    /** Several members that form one value. The group counts as absent if its first member is absent. */
    public static <T> Field<T> group(Function<Values, T> value, Field<?>... members) {
        return new Field<>(members[0].name, fields -> fields.collect(value, members));
    }

    /** The same field, empty if absent. */
    public Field<Optional<T>> optional() {
        return new Field<>(name, fields -> fields.has(name) ? Optional.ofNullable(read(fields)) : Optional.empty());
    }

    /** The same field. If it is absent, the outer value is empty; if it is null, the inner one is. */
    public Field<Optional<Optional<T>>> nullable() {
        Field<Optional<T>> optional = optional();
        return new Field<>(name, fields -> fields.take(name) == Special.NULL
                ? Optional.of(Optional.empty())
                : optional.read(fields).map(Optional::of));
    }

    /** The same field with a default value if absent. */
    public Field<T> orElse(T defaultValue) {
        return new Field<>(name, fields -> fields.has(name) ? read(fields) : defaultValue);
    }

    /** The same field, except that one value is invalid. */
    public Field<T> except(T value, String rule) {
        return new Field<>(name, fields -> {
            T read = read(fields);
            if (value.equals(read)) {
                fields.error(name, rule);
            }
            return read;
        });
    }

    /** The same field, which is invalid if another string field is present. */
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
