package app.nero.local.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpHandlers;
import java.util.List;
import java.util.Set;

/**
 * Refuses requests with side effects that pages of other sites send, as browsers mark them with {@code Origin} and
 * {@code Sec-Fetch-Site}. Programs such as curl send neither.
 */
public final class SameOrigin {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private SameOrigin() {}

    public static HttpHandler only(HttpHandler handler) {
        return HttpHandlers.handleOrElse(
                request -> SAFE_METHODS.contains(request.getRequestMethod()) || isOwn(request.getRequestHeaders()),
                handler, HttpHandlers.of(403, Headers.of(), ""));
    }

    private static boolean isOwn(Headers headers) {
        String own = "http://" + headers.getFirst("Host");
        return headers.getOrDefault("Origin", List.of()).stream().allMatch(own::equals)
                && headers.getOrDefault("Sec-Fetch-Site", List.of()).stream().allMatch(OWN_SITES::contains);
    }
}
