package app.nero.local.pages;

import app.nero.local.gateway.HttpResponse;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A local replacement for CloudFront that serves the built web app. The app's pages get {@code index.html}, and other paths that are
 * not files get it with status 404. The function {@code pages} answers for the pages that people send to each other. If the app is
 * not built, its pages say how to build it.
 */
public final class WebSite implements HttpHandler {

    /** The routes of {@code web/src/app.tsx}. {@code template.yaml} has the same list for CloudFront. */
    static final List<String> PAGES = List.of("/", "/sign-in", "/welcome", "/templates/:id", "/create", "/gallery",
            "/gallery/:id", "/s/:slug", "/favorites", "/characters/:id", "/profile", "/profile/characters",
            "/profile/characters/new", "/profile/stars", "/profile/account", "/upgrade", "/upgrade/result",
            "/payments", "/payments/:id", "/about", "/privacy", "/terms", "/contact");

    private static final Pattern PAGE = pattern(PAGES);

    /** What the function {@code pages} serves at the same paths below {@link #FUNCTION}. */
    private static final Pattern SERVED = pattern(
            List.of("/", "/templates/:id", "/s/:slug", "/sitemap.xml", "/robots.txt"));
    private static final String FUNCTION = "/v1/pages";

    /** Headers of the function that the site passes on. It sets the others itself. */
    private static final Set<String> PASSED = Set.of("cache-control", "content-type", "etag", "retry-after", "vary");

    /** Answers for the function {@code pages}. */
    @FunctionalInterface
    public interface Served {

        /** @param path of a route of the API */
        HttpResponse get(HttpExchange exchange, String path) throws IOException;
    }

    /**
     * Allows pictures from Cloudinary, downloads of them and uploads, and otherwise only the site itself. {@code template.yaml} sets the same
     * policy in CloudFront and adds the origin of the API. The hashes allow three inline styles of React Aria and input-otp: a rule
     * for pressable elements, one that prevents scrolling behind dialogs on iOS, and an empty one.
     */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"
            + " 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=' 'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg=' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';"
            + " img-src 'self' blob: https://res.cloudinary.com; font-src 'self';"
            + " connect-src 'self' https://api.cloudinary.com https://res.cloudinary.com; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    /** Headers of every response, the same as in {@code template.yaml}. */
    private static final Map<String, String> SECURITY = Map.of("Content-Security-Policy", CONTENT_SECURITY_POLICY,
            "Cross-Origin-Opener-Policy", "same-origin", "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), otp-credentials=(self)", "Referrer-Policy",
            "strict-origin-when-cross-origin", "X-Content-Type-Options", "nosniff");

    private static final Map<String, String> TYPES = Map.of("css", "text/css; charset=utf-8", "html",
            "text/html; charset=utf-8", "jpg", "image/jpeg", "js", "text/javascript; charset=utf-8", "png", "image/png",
            "svg",
            "image/svg+xml", "txt", "text/plain; charset=utf-8", "webmanifest", "application/manifest+json", "woff2",
            "font/woff2", "yaml", "application/yaml; charset=utf-8");

    /** What CloudFront compresses. */
    private static final Pattern COMPRESSIBLE = Pattern.compile("^text/|json|svg|xml|yaml");
    private static final OptionalInt MIN_COMPRESSION = OptionalInt.of(1000);

    /** Names of files below this path contain a hash of their content, so browsers can cache them forever. */
    private static final String HASHED = "/assets/";

    private static final String CACHE_FOREVER = "public, max-age=31536000, immutable";
    private static final Set<String> READ_METHODS = Set.of("GET", "HEAD");

    private static final byte[] NOT_BUILT = """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Nero</title>
        <h1>The web app is not built</h1>
        <p>Install Node.js 20.19 or newer and run <code>bin/start</code> again. <code>bin/start</code> shows why a build failed.
        The API at <code>/api/v1</code> works without the web app.</p></html>
        """.getBytes(
            StandardCharsets.UTF_8);

    private final Path folder;
    private final Served served;

    /** @param folder output folder of the web app's build; may be missing */
    public WebSite(Path folder, Served served) {
        this.served = served;
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            SECURITY.forEach(headers::set);
            if (!READ_METHODS.contains(exchange.getRequestMethod())) {
                headers.set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            String path = exchange.getRequestURI().getPath();
            boolean isPage = PAGE.matcher(path).matches();
            Optional<Path> file = isPage ? Optional.empty() : file(path);
            Optional<Path> app = file("/index.html");
            if (SERVED.matcher(path).matches() && (app.isPresent() || !isPage) && answersServed(exchange)) {
                return;
            }
            if (file.isPresent()) {
                headers.set("Cache-Control", path.startsWith(HASHED) ? CACHE_FOREVER : "no-cache");
                respond(exchange, 200, type(path), Files.readAllBytes(file.get()));
            } else if (app.isPresent()) {
                headers.set("Cache-Control", isPage ? "no-cache" : "no-store");
                respond(exchange, isPage ? 200 : 404, TYPES.get("html"), Files.readAllBytes(app.get()));
            } else {
                headers.set("Cache-Control", "no-store");
                respond(exchange, isPage ? 503 : 404, TYPES.get("html"), NOT_BUILT);
            }
        }
    }

    /** Returns false if the response is not for people and crawlers, such as an error of the gateway. Then nothing is sent. */
    private boolean answersServed(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath().replaceFirst("/$", "");
        HttpResponse response = served.get(exchange, FUNCTION + path);
        String type = response.headers().getOrDefault("Content-Type", List.of("")).getFirst();
        if (type.startsWith("application/json")) {
            return false;
        }
        response.headers().forEach((name, values) -> {
            if (PASSED.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        respond(exchange, response.status(), type, response.body());
        return true;
    }

    private static Pattern pattern(List<String> paths) {
        return Pattern.compile(paths.stream().map(path -> path.replaceFirst(":[a-z]+", "[^/]+").replaceFirst("/$", ""))
                .collect(Collectors.joining("|", "(", ")/?")));
    }

    static void respond(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        byte[] body = content;
        if (COMPRESSIBLE.matcher(type).find()) {
            HttpResponse response = new HttpResponse(status, Map.of(), content).compressed(
                    exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of()), MIN_COMPRESSION);
            exchange.getResponseHeaders().putAll(response.headers());
            body = response.body();
        }
        if (exchange.getRequestMethod().equals("HEAD") || body.length == 0) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The file at a path; empty if it does not exist or is outside the folder. */
    private Optional<Path> file(String path) {
        try {
            return Optional.of(folder.resolve(path.substring(1)).normalize()).filter(file -> file.startsWith(folder))
                    .filter(Files::isRegularFile);
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }
}
