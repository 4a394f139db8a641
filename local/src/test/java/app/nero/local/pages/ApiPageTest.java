package app.nero.local.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.gateway.Gateway;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiPageTest {

    private static final Path DESCRIPTION = Path.of("..", "openapi.yaml");

    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = Gateway.bind(0);
        server.createContext("/", new ApiPage(DESCRIPTION));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void servesTheOpenApiFileUnchanged() throws Exception {
        HttpResponse<String> answer = get("/openapi.yaml");

        assertEquals(Files.readString(DESCRIPTION), answer.body());
        assertEquals("application/yaml; charset=utf-8", answer.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void loadsNothingFromOtherSites() throws Exception {
        String page = get("/docs").body();

        List<String> own = Pattern.compile("(?:src|href)=\"(/docs/[a-z.-]+)\"").matcher(page).results()
                .map(it -> it.group(1)).toList();
        assertTrue(own.stream().allMatch(this::exists));
        assertEquals(4, own.size());
        assertTrue(page.contains("href=\"/favicon.svg\""));
        assertEquals(5, Pattern.compile("(?:src|href)=\"").matcher(page).results().count());
    }

    @Test
    void keepsTheTokenAndFollowsTheSystemsColors() throws Exception {
        String script = get("/docs/page.js").body();

        assertTrue(script.contains("persistAuthorization: true"));
        assertTrue(script.contains("classList.toggle(\"dark-mode\""));
        assertTrue(get("/docs/swagger-ui.css").body().contains("html.dark-mode"));
    }

    /** Requests of the page go to this Nero, whatever its port and host name. */
    @Test
    void hasARelativeServerUrlAndTheSchemeThatThePageAuthorizes() throws Exception {
        String description = get("/openapi.yaml").body();

        assertTrue(description.contains("\nservers:\n  - url: /api/v1\n"));
        assertTrue(description.contains("\n  securitySchemes:\n    accessToken:\n"));
        assertTrue(get("/docs/page.js").body().contains("SCHEME = \"accessToken\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/", "/docs/../openapi.yaml", "/docs/index.html", "/docs/swagger-ui.js",
            "/docs/docs-page/page.js",
            "/openapi.yml"})
    void returns404ForOtherPaths(String path) throws Exception {
        assertEquals(404, get(path).statusCode());
    }

    private boolean exists(String path) {
        try {
            return get(path).statusCode() == 200;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
