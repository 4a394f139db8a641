package app.nero.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A successful response.
 *
 * @param message a text for the user; omitted if empty
 * @param data the members of {@code data}; omitted if empty
 * @param bare whether the data is the whole body, without an envelope
 * @param headers add to the default headers or override them
 * @param tagged whether the response has an {@code ETag}; a request whose {@code If-None-Match} matches it gets 304
 * (RFC 9110, 13.1.2)
 */
public record Response(int status, Optional<String> message, Optional<Json.Members> data, boolean bare,
        Map<String, String> headers, boolean tagged) {

    public static Response ok(Json.Members data) {
        return new Response(200, Optional.empty(), Optional.of(data), false, Map.of(), false);
    }

    public static Response created(Json.Members data) {
        return new Response(201, Optional.empty(), Optional.of(data), false, Map.of(), false);
    }

    public static Response ok(String message) {
        return new Response(200, Optional.of(message), Optional.empty(), false, Map.of(), false);
    }

    /** A body without the envelope, in a format that a standard defines. */
    public static Response bare(Json.Members body) {
        return new Response(200, Optional.empty(), Optional.of(body), true, Map.of(), false);
    }

    public Response withStatus(int other) {
        return new Response(other, message, data, bare, headers, tagged);
    }

    public Response withRetryAfter(Duration wait) {
        return withHeader("Retry-After", Long.toString(wait.toSeconds()));
    }

    public Response withMessage(String text) {
        return new Response(status, Optional.of(text), data, bare, headers, tagged);
    }

    public Response withHeader(String name, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(name, value);
        return new Response(status, message, data, bare, all, tagged);
    }

    /** The same response with an {@code ETag}, so that a poll of something unchanged gets 304. */
    public Response withEntityTag() {
        return new Response(status, message, data, bare, headers, true);
    }

    /**
     * The same response, which shared caches may store for {@code time}, with an {@code ETag}.
     *
     * @param vary the request headers that the response depends on
     */
    public Response sharedFor(Duration time, String vary) {
        return withEntityTag().withHeader("Cache-Control", "public, max-age=" + time.toSeconds())
                .withHeader("Vary", vary);
    }
}
