package app.nero.edge;

import java.util.Optional;

/**
 * A success.
 *
 * @param message what the contract's table names, for a person
 * @param data the members of {@code data}; empty leaves it out
 */
public record Response(int status, Optional<String> message, Optional<Json.Members> data) {

    public static Response ok(Json.Members data) {
        return new Response(200, Optional.empty(), Optional.of(data));
    }

    public Response withMessage(String text) {
        return new Response(status, Optional.of(text), data);
    }
}
