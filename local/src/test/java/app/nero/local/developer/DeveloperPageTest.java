package app.nero.local.developer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.lambda.Settings;
import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.RunningNero;
import app.nero.picture.PublicId;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.testing.Some;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeveloperPageTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private static LocalNero nero;

    @BeforeAll
    static void start() {
        nero = RunningNero.start(Map.of("NERO_SENDS_PER_PHONE", "1/PT1M", "UNRELATED", "canary"));
    }

    @AfterAll
    static void stop() {
        nero.close();
    }

    @Test
    void servesThePageAndItsFiles() throws Exception {
        HttpResponse<String> page = get("/_local");

        assertEquals(200, page.statusCode());
        assertEquals("text/html; charset=utf-8", page.headers().firstValue("Content-Type").orElse(""));
        String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.startsWith("default-src 'none';") && !policy.contains("unsafe"), policy);
        List<String> files = Pattern.compile("(?:src|href)=\"(/_local/page/[a-z.]+)\"").matcher(page.body()).results()
                .map(it -> it.group(1)).toList();
        assertEquals(2, files.size());
        for (String file : files) {
            assertEquals(200, get(file).statusCode(), file);
        }
        assertEquals(page.body(), get("/_local/").body());
        assertEquals(404, get("/_local/page/index.html").statusCode());
        assertEquals(404, get("/_locally").statusCode());
    }

    @Test
    void signsInByTheCodeInTheOutbox() throws Exception {
        String phone = ApiClient.newPhone();

        HttpResponse<String> first = post("sign-in", "{\"phoneNumber\":\"" + phone + "\"}");
        String token = JSON.readTree(first.body()).path("data").path("accessToken").asText();

        assertEquals(200, first.statusCode());
        assertEquals(200, new ApiClient(nero).get("/users/me", token).status());
    }

    @Test
    void usesACodeThatWasSentBefore() throws Exception {
        String phone = ApiClient.newPhone();
        new ApiClient(nero).sendCode(phone);

        assertEquals(200, post("sign-in", "{\"phoneNumber\":\"" + phone + "\"}").statusCode());
    }

    @Test
    void explainsWhatAPhoneNumberIs() throws Exception {
        HttpResponse<String> answer = post("sign-in", "{\"phoneNumber\":\"0912\"}");

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("country code"), answer.body());
    }

    @Test
    void showsTheQueue() throws Exception {
        JsonNode queue = json("/_local/api/queue");

        assertEquals(List.of(0, 0, 0), List.of(queue.path("waiting").asInt(-1), queue.path("running").asInt(-1),
                queue.path("deadLetters").size()));
    }

    @Test
    void listsDocumentsInPagesWithoutKeys() throws Exception {
        ApiClient api = new ApiClient(nero);
        for (int i = 0; i < 21; i++) {
            api.sendCode(ApiClient.newPhone());
        }

        JsonNode collections = json("/_local/api/collections").path("collections");
        JsonNode first = json("/_local/api/documents?collection=verificationCodes");
        JsonNode second = json("/_local/api/documents?collection=verificationCodes&offset=20");

        assertTrue(StreamSupport.stream(collections.spliterator(), false)
                .anyMatch(it -> it.path("name").asText().equals("verificationCodes") && it.path("count").asInt() > 20));
        assertEquals(20, first.path("documents").size());
        assertTrue(first.path("more").asBoolean());
        assertFalse(second.path("documents").isEmpty());
        assertFalse(second.path("more").asBoolean());
        assertFalse(first.toString().contains(second.path("documents").get(0).asText()));
        assertEquals(404, get("/_local/api/documents?collection=nothing").statusCode());
        assertEquals(400, get("/_local/api/documents?collection=users&offset=-1").statusCode());
    }

    @Test
    void listsStoredPictures() throws Exception {
        PublicId id = PublicId.ofTemplate(Some.id());
        new CloudinaryImageStore(new Settings(nero.settings()).cloudinary()).put(id, Some.picture());

        JsonNode picture = json("/_local/api/pictures").path("pictures").get(0);

        assertEquals(id.value(), picture.path("publicId").asText());
        assertEquals(200, get(picture.path("url").asText()).statusCode());
    }

    @Test
    void runsAJobNow() throws Exception {
        HttpResponse<String> run = post("jobs", "{\"name\":\"SweeperFunction\"}");

        assertEquals(200, run.statusCode());
        assertTrue(JSON.readTree(run.body()).path("succeeded").asBoolean());
        TreeSet<String> names = new TreeSet<>();
        json("/_local/api/jobs").path("jobs").forEach(job -> names.add(job.path("name").asText()));
        assertEquals(List.of("PaymentsSweeperFunction", "PopularityFunction", "SweeperFunction"), List.copyOf(names));
        assertEquals(404, post("jobs", "{\"name\":\"AdminFunction\"}").statusCode());
    }

    @Test
    void showsSettingsButNoSecrets() throws Exception {
        String body = get("/_local/api/settings").body();

        Set<String> secrets = Set.of("MONGODB_URI", "CLOUDINARY_URL", "NERO_JWT_PRIVATE_KEY", "NERO_JWT_PUBLIC_KEYS",
                "NERO_CODE_PEPPERS", "NERO_CURSOR_KEYS", "NERO_ERASURE_KEYS", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN",
                "REPLICATE_WEBHOOK_SECRET", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "ZARINPAL_MERCHANT_ID");
        for (JsonNode setting : JSON.readTree(body).path("settings")) {
            String name = setting.path("name").asText();
            assertEquals(secrets.contains(name), setting.path("isSecret").asBoolean(), name);
            if (setting.path("isSecret").asBoolean()) {
                assertTrue(setting.path("isSet").asBoolean(), name);
                assertFalse(body.contains("\"" + nero.settings().get(name) + "\""), name);
            }
        }
        assertTrue(body.contains("1/PT1M"), body);
        assertFalse(body.contains("canary") || body.contains("JAVA_TOOL_OPTIONS") || body.contains("NERO_QUEUE_URL"),
                body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/_local", "/_local/api/settings", "/_local/api/documents?collection=users",
            "/_local/outbox", "/_local/page/page.js"})
    void answersOnlyForLoopbackHosts(String path) throws IOException {
        assertEquals("HTTP/1.1 403 Forbidden", statusLine("GET " + path, "Host: evil.example"));
        assertEquals("HTTP/1.1 403 Forbidden", statusLine("GET " + path, "Host: localhost.evil.example:80"));
        assertFalse(statusLine("GET " + path, "Host: 127.0.0.1").contains("403"), path);
    }

    @Test
    void refusesRequestsOfOtherSites() throws Exception {
        String host = "Host: localhost:" + port();

        for (String header : List.of("Origin: http://evil.example", "Origin: null", "Origin: http://localhost:1",
                "Origin: https://localhost:" + port(), "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site")) {
            assertEquals("HTTP/1.1 403 Forbidden", statusLine("POST /_local/api/jobs", host, header), header);
            assertEquals("HTTP/1.1 403 Forbidden", statusLine("POST /_local/twilio/", host, header), header);
        }
        assertEquals("HTTP/1.1 415 Unsupported Media Type",
                statusLine("POST /_local/api/jobs", host, "Origin: http://localhost:" + port()));
    }

    /** The page opens the web app signed in: it stores the refresh token where the app looks for it. */
    @Test
    void storesTheSessionWhereTheWebAppKeepsIt() throws IOException {
        String page = new String(DeveloperPage.class.getResourceAsStream("/local-page/page.js").readAllBytes(),
                StandardCharsets.UTF_8);
        Path web = Path.of("..", "web", "src", "core");

        assertTrue(Files.readString(web.resolve("session/session.ts")).contains("\"nero.refreshToken\""));
        assertTrue(Files.readString(web.resolve("api/client.ts")).contains("new BroadcastChannel(\"nero.session\")"));
        assertTrue(page.contains("\"nero.refreshToken\"") && page.contains("\"nero.session\""));
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertEquals(200, answer.statusCode(), path);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(nero.url() + path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(nero.url() + "/_local/api/" + path))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    private static int port() {
        return URI.create(nero.url()).getPort();
    }

    /** Uses a raw socket, because the HTTP client of the JDK does not allow setting these headers. */
    private static String statusLine(String request, String... headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream().write((request + " HTTP/1.1\r\n" + String.join("\r\n", headers)
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().findFirst()
                    .orElse("");
        }
    }
}
