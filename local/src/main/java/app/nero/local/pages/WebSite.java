package app.nero.local.pages;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * CloudFront on one machine: serves the built web app. A path that names no file is one of the app's own pages, so it gets
 * {@code index.html}. Where the app is not built, each page says how to get it.
 */
public final class WebSite implements HttpHandler {

    /**
     * What a page may load: of others, pictures from their store alone. {@code template.yaml} says the same to CloudFront,
     * with the API's origin. The hashes are of styles that React Aria and input-otp add: of a rule for pressable elements, of
     * one against scrolling behind dialogs on iOS, and of an empty one.
     */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"
            + " 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=' 'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg=' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';"
            + " img-src 'self' blob: https://res.cloudinary.com; font-src 'self';"
            + " connect-src 'self' https://api.cloudinary.com; manifest-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    /** Headers of each answer, as those of the template's site. */
    private static final Map<String, String> SECURITY = Map.of("Content-Security-Policy", CONTENT_SECURITY_POLICY,
            "Cross-Origin-Opener-Policy", "same-origin", "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), otp-credentials=(self)", "Referrer-Policy",
            "strict-origin-when-cross-origin", "X-Content-Type-Options", "nosniff");

    private static final Map<String, String> TYPES = Map.of("css", "text/css; charset=utf-8", "html",
            "text/html; charset=utf-8", "js", "text/javascript; charset=utf-8", "png", "image/png", "svg",
            "image/svg+xml", "txt", "text/plain; charset=utf-8", "webmanifest", "application/manifest+json", "woff2",
            "font/woff2", "yaml", "application/yaml; charset=utf-8");

    /** Names below it hold a hash of what they name, so another content has another name. */
    private static final String HASHED = "/assets/";

    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private static final byte[] NOT_BUILT = """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Nero</title>
        <h1>The web app is not built</h1>
        <p>It needs Node.js 20.19 or newer: install it and run <code>bin/start</code> again.
        The API is at <code>/api/v1</code> all the same.</p></html>
        """.getBytes(StandardCharsets.UTF_8);

    private final Path folder;

    /** @param folder what the web app's build wrote; it need not be there */
    public WebSite(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            SECURITY.forEach(headers::set);
            if (!READING.contains(exchange.getRequestMethod())) {
                headers.set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            String path = exchange.getRequestURI().getPath();
            Optional<Path> file = file(path).or(() -> isPage(path) ? file("/index.html") : Optional.empty());
            if (file.isPresent()) {
                headers.set("Cache-Control", path.startsWith(HASHED) ? FOREVER : "no-cache");
                answer(exchange, 200, type(file.get().toString()), Files.readAllBytes(file.get()));
            } else if (isPage(path)) {
                headers.set("Cache-Control", "no-store");
                answer(exchange, 503, TYPES.get("html"), NOT_BUILT);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The file that a path names; none that is outside of the folder. */
    private Optional<Path> file(String path) {
        try {
            return Optional.of(folder.resolve(path.substring(1)).normalize()).filter(it -> it.startsWith(folder))
                    .filter(Files::isRegularFile);
        } catch (InvalidPathException noFile) {
            return Optional.empty();
        }
    }

    /** Pages of the app have no dot in their last segment, files have one. */
    private static boolean isPage(String path) {
        return path.indexOf('.', path.lastIndexOf('/')) < 0;
    }

    static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }
}
