package app.nero.http;

import java.util.IdentityHashMap;
import java.util.Map;

/** The valid values of fields that were read. */
public final class Values {

    private final Map<Field<?>, Object> values = new IdentityHashMap<>();

    /** @throws IllegalArgumentException if the field was not read */
    @SuppressWarnings("unchecked")
    public <T> T get(Field<T> field) {
        if (!values.containsKey(field)) {
            throw new IllegalArgumentException("the field was not read");
        }
        return (T) values.get(field);
    }

    void put(Field<?> field, Object value) {
        values.put(field, value);
    }
}
