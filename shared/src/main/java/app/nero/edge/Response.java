package app.nero.edge;

import java.util.Map;
import java.util.Optional;

/**
 * A success.
 *
 * @param message what the contract's table names, for a person
 * @param data the members of {@code data}; empty leaves it out
 * @param bare whether the data is the whole body, without an envelope
 * @param headers that differ from those of every answer
 */
public record Response(int status, Optional<String> message, Optional<Json.Members> data, boolean bare,
        Map<String, String> headers) {

    public static Response ok(Json.Members data) {
        return new Response(200, Optional.empty(), Optional.of(data), false, Map.of());
    }

    /** A success that made something. */
    public static Response created(Json.Members data) {
        return new Response(201, Optional.empty(), Optional.of(data), false, Map.of());
    }

    /** A success that says nothing but that. */
    public static Response ok(String message) {
        return new Response(200, Optional.of(message), Optional.empty(), false, Map.of());
    }

    /** A body that a standard defines. */
    public static Response bare(Json.Members body) {
        return new Response(200, Optional.empty(), Optional.of(body), true, Map.of());
    }

    public Response withMessage(String text) {
        return new Response(status, Optional.of(text), data, bare, headers);
    }

    public Response withHeader(String name, String value) {
        return new Response(status, message, data, bare, Map.of(name, value));
    }
}
