package app.nero.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A successful response.
 *
 * @param headers add to the default headers or override them
 * @param tagged whether the response has an {@code ETag}; a request whose {@code If-None-Match} matches it gets 304
 * (RFC 9110, 13.1.2)
 */
public record Response(int status, Body body, Map<String, String> headers, boolean tagged) {

    public sealed interface Body {

        /**
         * JSON in the envelope of the API.
         *
         * @param message a text for the user; omitted if empty
         * @param data the members of {@code data}; omitted if empty
         */
        record Enveloped(Optional<String> message, Optional<Json.Members> data) implements Body {}

        /** JSON without the envelope, in a format that a standard defines. */
        record Bare(Json.Members members) implements Body {}

        /** Text that is not JSON, such as HTML. */
        record Text(String text) implements Body {}
    }

    public static Response ok(Json.Members data) {
        return of(200, new Body.Enveloped(Optional.empty(), Optional.of(data)));
    }

    public static Response created(Json.Members data) {
        return of(201, new Body.Enveloped(Optional.empty(), Optional.of(data)));
    }

    public static Response ok(String message) {
        return of(200, new Body.Enveloped(Optional.of(message), Optional.empty()));
    }

    /** A body without the envelope, in a format that a standard defines. */
    public static Response bare(Json.Members body) {
        return of(200, new Body.Bare(body));
    }

    /** @param type such as {@code text/html}, in UTF-8 */
    public static Response text(String type, String text) {
        return of(200, new Body.Text(text)).withHeader("Content-Type", type + "; charset=utf-8");
    }

    private static Response of(int status, Body body) {
        return new Response(status, body, Map.of(), false);
    }

    public Response withStatus(int other) {
        return new Response(other, body, headers, tagged);
    }

    public Response withRetryAfter(Duration wait) {
        return withHeader("Retry-After", Long.toString(wait.toSeconds()));
    }

    /** The same response with a message in its envelope, which replaces another one. */
    public Response withMessage(String message) {
        return new Response(status, new Body.Enveloped(Optional.of(message), data()), headers, tagged);
    }

    /** The members of {@code data}; empty if there are none, or no envelope. */
    public Optional<Json.Members> data() {
        return body instanceof Body.Enveloped(_, Optional<Json.Members> data) ? data : Optional.empty();
    }

    public Response withHeader(String name, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(name, value);
        return new Response(status, body, all, tagged);
    }

    /** The same response with an {@code ETag}, so that a poll of something unchanged gets 304. */
    public Response withEntityTag() {
        return new Response(status, body, headers, true);
    }

    /**
     * The same response, which shared caches may store for {@code time}, with an {@code ETag}.
     *
     * @param vary the request headers that the response depends on, besides {@code Accept-Encoding}: API Gateway may compress it
     */
    public Response sharedFor(Duration time, String vary) {
        return withEntityTag().withHeader("Cache-Control", "public, max-age=" + time.toSeconds())
                .withHeader("Vary", vary + ", Accept-Encoding");
    }
}
