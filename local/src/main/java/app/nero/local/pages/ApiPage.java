package app.nero.local.pages;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Serves the API reference at {@code /docs} and its source at {@code /openapi.yaml}. The page uses Swagger UI from
 * the class path, and signs in by {@code /_local}.
 */
public final class ApiPage implements HttpHandler {

    public static final String PAGE = "/docs";
    public static final String DESCRIPTION = "/openapi.yaml";

    private static final String VIEWER = "/META-INF/resources/webjars/swagger-ui/";

    /** Swagger UI needs inline styles and data URIs for its icons. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";

    private static final String FILES = "/docs-page/";

    private final Path description;
    private final String version;

    /** @param description path of {@code openapi.yaml} */
    public ApiPage(Path description) {
        this.description = description;
        this.version = version();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cache-Control", "no-cache");
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            Optional<byte[]> body = method.equals("GET") || method.equals("HEAD") ? body(path) : Optional.empty();
            if (body.isEmpty()) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            WebSite.respond(exchange, 200, WebSite.type(path.equals(PAGE) ? "docs.html" : path), body.get());
        }
    }

    private Optional<byte[]> body(String path) throws IOException {
        return switch (path) {
            case PAGE -> Optional.of(resource(FILES + "index.html"));
            case PAGE + "/page.css", PAGE + "/page.js" -> Optional
                    .of(resource(FILES + path.substring(PAGE.length() + 1)));
            case PAGE + "/swagger-ui.css", PAGE + "/swagger-ui-bundle.js" -> Optional
                    .of(resource(VIEWER + version + path.substring(PAGE.length())));
            case DESCRIPTION -> Optional.of(Files.readAllBytes(description));
            default -> Optional.empty();
        };
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ApiPage.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** The version of Swagger UI, which is part of the path of its files. */
    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = ApiPage.class.getClassLoader()
                .getResourceAsStream("META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Swagger UI is not on the class path", e);
        }
        return properties.getProperty("version");
    }
}
