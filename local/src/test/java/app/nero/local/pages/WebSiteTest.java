package app.nero.local.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.gateway.Gateway;
import app.nero.local.gateway.HttpResponse;
import app.nero.local.sam.TemplateNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebSiteTest {

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private HttpServer server;

    /** The function {@code pages}; an error of the gateway unless a test replaces it. */
    private Function<String, HttpResponse> served = _ -> response(502, "application/json", "{}");

    @BeforeEach
    void serve() throws IOException {
        server = Gateway.bind(0);
        server.createContext("/", new WebSite(folder.resolve("site"), (_, path) -> served.apply(path)));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void servesTheAppForAllItsPages() throws Exception {
        write("index.html", "<p>Nero</p>");

        for (String page : new String[]{"/", "/templates/6a0f3c0c007b1f2e3d4c5b70", "/templates/a.b", "/profile/",
                "/profile/characters/new"}) {
            java.net.http.HttpResponse<String> answer = get(page);

            assertEquals(200, answer.statusCode(), page);
            assertEquals("<p>Nero</p>", answer.body(), page);
            assertEquals("text/html; charset=utf-8", header(answer, "Content-Type"), page);
            assertEquals("no-cache", header(answer, "Cache-Control"), page);
        }
    }

    @Test
    void servesWhatTheFunctionAnswersForPagesThatPeopleSendToEachOther() throws Exception {
        write("index.html", "<p>Nero</p>");
        served = path -> response(path.endsWith("/gone") ? 404 : 200, "text/html; charset=utf-8", "<p>" + path);

        assertEquals("<p>/v1/pages", get("/").body());
        assertEquals("<p>/v1/pages/templates/a.b", get("/templates/a.b").body());
        assertEquals("<p>/v1/pages/templates/a%20b", get("/templates/a%20b/").body());
        assertEquals("<p>/v1/pages/s/slug", get("/s/slug").body());
        assertEquals(404, get("/s/gone").statusCode());
        for (String page : new String[]{"/about", "/gallery/6a0f3c0c007b1f2e3d4c5b70", "/s/a/b", "/index.html"}) {
            assertEquals("<p>Nero</p>", get(page).body(), page);
        }
    }

    @Test
    void servesFilesForCrawlersAlsoWithoutTheApp() throws Exception {
        served = path -> response(200, "text/plain", path);

        assertEquals("/v1/pages/sitemap.xml", get("/sitemap.xml").body());
        assertEquals("/v1/pages/robots.txt", get("/robots.txt").body());
        java.net.http.HttpResponse<String> head = http.send(HttpRequest.newBuilder(uri("/robots.txt")).HEAD().build(),
                BodyHandlers.ofString());
        assertEquals(200, head.statusCode());
        assertEquals("text/plain", header(head, "Content-Type"));
    }

    @Test
    void keepsItsOwnPolicyOnPagesOfTheFunction() throws Exception {
        write("index.html", "<p>Nero</p>");
        served = _ -> new HttpResponse(200, Map.of("Content-Type", List.of("text/html"), "Cache-Control",
                List.of("public"), "Content-Security-Policy", List.of("default-src *"), "X-Request-Id",
                List.of("1")), new byte[0]);

        java.net.http.HttpResponse<String> answer = get("/");

        assertEquals(WebSite.CONTENT_SECURITY_POLICY, header(answer, "Content-Security-Policy"));
        assertEquals("public", header(answer, "Cache-Control"));
        assertEquals("", header(answer, "X-Request-Id"));
    }

    @Test
    void servesTheAppWithStatus404ForUnknownPages() throws Exception {
        write("index.html", "<p>Nero</p>");

        for (String path : new String[]{"/nothing", "/profile/nothing", "/templates", "/templates/a/b", "/assets/"}) {
            java.net.http.HttpResponse<String> answer = get(path);

            assertEquals(404, answer.statusCode(), path);
            assertEquals("<p>Nero</p>", answer.body(), path);
            assertEquals("no-store", header(answer, "Cache-Control"), path);
        }
    }

    @Test
    void knowsTheRoutesOfTheApp() throws Exception {
        String app = Files.readString(Path.of("..", "web", "src", "app.tsx"));
        Deque<String> parents = new ArrayDeque<>();
        Set<String> routes = new HashSet<>();
        Matcher token = Pattern.compile("\\{|}|path: \"([^\"]+)\"")
                .matcher(app.substring(app.indexOf("createBrowserRouter([")));
        while (token.find() && !(token.group().equals("}") && parents.isEmpty())) {
            switch (token.group()) {
                case "{" -> parents.addLast("");
                case "}" -> parents.removeLast();
                default -> {
                    parents.removeLast();
                    parents.addLast("/" + token.group(1));
                    routes.add(String.join("", parents).replaceAll("//+", "/"));
                }
            }
        }

        assertTrue(routes.remove("/*"));
        assertEquals(Set.copyOf(WebSite.PAGES), routes);
    }

    @Test
    void hasTheSamePagesInTheTemplate() throws Exception {
        String template = Files.readString(Path.of("..", "template.yaml"));
        Matcher pages = Pattern.compile("var pages = \\[(.*)];").matcher(template);

        assertTrue(pages.find());
        assertEquals(WebSite.PAGES, List.of(pages.group(1).replace("\"", "").split(", ")));
        assertTrue(template.contains("ResponseCode: 404\n            ResponsePagePath: /index.html"));
    }

    @Test
    void letsBrowsersCacheHashedFilesForever() throws Exception {
        write("assets/index-B1.js", "1");

        java.net.http.HttpResponse<String> answer = get("/assets/index-B1.js");

        assertEquals("text/javascript; charset=utf-8", header(answer, "Content-Type"));
        assertEquals("public, max-age=31536000, immutable", header(answer, "Cache-Control"));
    }

    @Test
    void compressesTextsForBrowsersThatAcceptIt() throws Exception {
        write("assets/index-B1.js", "1".repeat(2000));
        write("assets/font-B1.woff2", "1".repeat(2000));

        assertEquals("gzip", header(compressed("/assets/index-B1.js"), "Content-Encoding"));
        assertEquals("", header(compressed("/assets/font-B1.woff2"), "Content-Encoding"));
        assertEquals("", header(get("/assets/index-B1.js"), "Content-Encoding"));
    }

    @Test
    void returns404ForMissingFiles() throws Exception {
        write("index.html", "<p>Nero</p>");

        assertEquals(404, get("/assets/index-B0.js").statusCode());
    }

    @Test
    void servesNothingOutsideItsFolder() throws Exception {
        write("index.html", "<p>Nero</p>");
        Files.writeString(folder.resolve("secrets.txt"), "secret");

        assertEquals(404, get("/..%2fsecrets.txt").statusCode());
        assertEquals(404, get("/assets/%2e%2e/%2e%2e/secrets.txt").statusCode());
    }

    @Test
    void explainsHowToBuildAMissingApp() throws Exception {
        java.net.http.HttpResponse<String> answer = get("/profile");

        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("Node.js"), answer.body());
    }

    @Test
    void sendsTheContentSecurityPolicy() throws Exception {
        write("index.html", "<p>Nero</p>");

        java.net.http.HttpResponse<String> answer = get("/");

        assertEquals(WebSite.CONTENT_SECURITY_POLICY, header(answer, "Content-Security-Policy"));
        assertFalse(WebSite.CONTENT_SECURITY_POLICY.contains("unsafe"));
        assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
    }

    @Test
    void usesTheContentSecurityPolicyOfTheTemplate() throws Exception {
        TemplateNode policy = TemplateNode.parse(Files.readString(Path.of("..", "template.yaml"))).get("Resources")
                .get("SiteHeaders").get("Properties").get("ResponseHeadersPolicyConfig").get("SecurityHeadersConfig")
                .get("ContentSecurityPolicy").get("ContentSecurityPolicy").function().orElseThrow().argument();

        assertEquals(WebSite.CONTENT_SECURITY_POLICY,
                policy.literal().replace(" https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}", ""));
    }

    @Test
    void isReadOnly() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(uri("/")).POST(BodyPublishers.ofString("x")).build();

        assertEquals(405, http.send(post, BodyHandlers.discarding()).statusCode());
    }

    private static HttpResponse response(int status, String type, String body) {
        return new HttpResponse(status, Map.of("Content-Type", List.of(type)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve("site").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private java.net.http.HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private java.net.http.HttpResponse<Void> compressed(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).header("Accept-Encoding", "gzip, br").build(),
                BodyHandlers.discarding());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private static String header(java.net.http.HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
