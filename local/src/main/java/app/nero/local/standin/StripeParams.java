package app.nero.local.standin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parameters of a request to Stripe by their names, such as {@code line_items[0][quantity]}. */
record StripeParams(Map<String, String> values) {

    private static final int MAX_BODY = 64 * 1024;

    StripeParams {
        values = Map.copyOf(values);
    }

    /** Reads the form of a POST, and the query of other requests. */
    static StripeParams of(HttpExchange exchange) throws IOException {
        return new StripeParams(exchange.getRequestMethod().equals("POST")
                ? UploadForm.encodedBody(exchange, MAX_BODY)
                : UploadForm.query(exchange));
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String required(String name) throws StripeRejectionException {
        return find(name).filter(value -> !value.isEmpty()).orElseThrow(
                () -> StripeRejectionException.invalid("parameter_missing", "Missing required param: " + name));
    }

    long number(String name) throws StripeRejectionException {
        return parse(required(name));
    }

    long number(String name, long otherwise) throws StripeRejectionException {
        return values.containsKey(name) ? parse(values.get(name)) : otherwise;
    }

    private static long parse(String number) throws StripeRejectionException {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException _) {
            throw StripeRejectionException.invalid("parameter_invalid_integer", "Invalid integer");
        }
    }

    /** The members of a parameter with the form {@code name[member]}. */
    ObjectNode members(String name) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        values.forEach((field, value) -> {
            if (field.startsWith(name + "[")) {
                members.put(field.substring(name.length() + 1, field.length() - 1), value);
            }
        });
        return members;
    }

    /** All parameters as JSON, sorted by their names. */
    String text() {
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(values).forEach(sorted::put);
        return sorted.toString();
    }
}
