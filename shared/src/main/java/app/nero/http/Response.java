package app.nero.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A success.
 *
 * @param message what the contract's table names, for a person
 * @param data the members of {@code data}; empty leaves it out
 * @param bare whether the data is the whole body, without an envelope
 * @param headers that differ from those of every answer
 * @param tagged whether an {@code ETag} names the body, and a caller who has it gets 304 instead (RFC 9110, 13.1.2)
 */
public record Response(int status, Optional<String> message, Optional<Json.Members> data, boolean bare,
        Map<String, String> headers, boolean tagged) {

    public static Response ok(Json.Members data) {
        return new Response(200, Optional.empty(), Optional.of(data), false, Map.of(), false);
    }

    /** A success that made something. */
    public static Response created(Json.Members data) {
        return new Response(201, Optional.empty(), Optional.of(data), false, Map.of(), false);
    }

    /** A success that says nothing but that. */
    public static Response ok(String message) {
        return new Response(200, Optional.of(message), Optional.empty(), false, Map.of(), false);
    }

    /** A body that a standard defines. */
    public static Response bare(Json.Members body) {
        return new Response(200, Optional.empty(), Optional.of(body), true, Map.of(), false);
    }

    public Response withMessage(String text) {
        return new Response(status, Optional.of(text), data, bare, headers, tagged);
    }

    public Response withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Response(status, message, data, bare, more, tagged);
    }

    /**
     * The same as an answer that anybody may keep and share for so long. It gets an {@code ETag}, by which whoever kept it
     * asks whether it is still the same.
     *
     * @param vary the request's headers that it depends on
     */
    public Response sharedFor(Duration time, String vary) {
        return new Response(status, message, data, bare, headers, true)
                .withHeader("Cache-Control", "public, max-age=" + time.toSeconds()).withHeader("Vary", vary);
    }
}
