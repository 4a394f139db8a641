package app.nero.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.lambda.Settings;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.picture.PublicId;
import app.nero.picture.StoredPicture;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.testing.Some;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalNeroTest {

    @TempDir
    private Path data;

    @Test
    void keepsDataAndKeysAcrossRestarts() throws IOException {
        String token;
        try (LocalNero first = start(false, Map.of())) {
            token = new ApiClient(first).signIn(ApiClient.newPhone());
        }

        try (LocalNero second = start(false, Map.of())) {
            assertEquals(200, new ApiClient(second).get("/users/me", token).status());
        }
    }

    @Test
    void startsFreshWithoutDeletingOtherFiles() throws IOException {
        Path otherFile = Files.writeString(data.resolve("otherFile.txt"), "not part of Nero");
        String token;
        Map<String, String> oldKeys;
        try (LocalNero first = start(false, Map.of())) {
            token = new ApiClient(first).signIn(ApiClient.newPhone());
            oldKeys = LocalSecrets.of(data);
        }

        try (LocalNero fresh = start(true, oldKeys)) {
            assertEquals(401, new ApiClient(fresh).get("/users/me", token).status());
        }
        assertNotEquals(oldKeys, LocalSecrets.of(data));
        assertTrue(Files.exists(otherFile));
    }

    @Test
    void keepsPicturesAndPaymentsUntilAFreshStart() throws Exception {
        PublicId id = PublicId.ofTemplate(Some.id());
        StoredPicture stored;
        try (LocalNero first = start(false, Map.of())) {
            stored = store(first).put(id, Some.picture());

            assertEquals(200, HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(stored.url())).build(), BodyHandlers.discarding())
                    .statusCode());
            ApiClient api = new ApiClient(first);
            String token = api.signIn(ApiClient.newPhone());
            for (String provider : List.of("stripe", "zarinpal")) {
                assertEquals(201, api.post("/payments", token,
                        "{\"productId\":\"stars-20\",\"provider\":\"" + provider + "\"}", provider + "-first-payment")
                        .status());
            }
        }

        try (LocalNero second = start(false, Map.of())) {
            assertEquals(stored.bytes(), store(second).find(id).orElseThrow().bytes());
            assertEquals(Set.of(id), second.publicIds());
            assertEquals(2, countPayments(second));
        }
        try (LocalNero fresh = start(true, Map.of())) {
            assertEquals(Set.of(), fresh.publicIds());
            assertEquals(0, countPayments(fresh));
        }
    }

    @Test
    void updatesTheAddressesOfPicturesWhenThePortChanges() throws Exception {
        String before;
        String after;
        try (LocalNero first = start(false, Map.of()); MongoConnection mongo = open(first)) {
            before = store(first).put(PublicId.ofTemplate(Some.id()), Some.picture()).url();
            mongo.collection("templates").insert(new Document("_id", 1).append("imageUrl", before)
                    .append("images", List.of(new Document("url", before), "a " + before + " in a text", 5)));
        }

        try (LocalNero second = start(false, Map.of()); MongoConnection mongo = open(second)) {
            Document moved = mongo.collection("templates").findFirst(new Document("_id", 1)).orElseThrow();
            after = moved.getString("imageUrl");

            assertEquals(before.replace(":" + URI.create(before).getPort(), ":" + URI.create(second.url()).getPort()),
                    after);
            assertEquals(List.of(new Document("url", after), "a " + after + " in a text", 5), moved.get("images"));
            assertEquals(200, HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(after)).build(), BodyHandlers.discarding()).statusCode());
        }
    }

    private static MongoConnection open(LocalNero nero) {
        return MongoConnection.open(nero.settings().get("MONGODB_URI"));
    }

    @Test
    void usesTheCloudinaryAccountOfTheEnvironment() throws IOException {
        String elsewhere = "cloudinary://1:secret@elsewhere";

        try (LocalNero nero = start(false, Map.of("CLOUDINARY_URL", elsewhere))) {
            assertEquals(elsewhere, nero.settings().get("CLOUDINARY_URL"));
        }
    }

    @Test
    void addsSecretsMissingInAnOlderFolder() throws IOException {
        Map<String, String> secrets = LocalSecrets.of(data);
        Path file = data.resolve("secrets.env");
        Files.write(file,
                Files.readAllLines(file).stream().filter(line -> !line.startsWith(LocalSecrets.PICTURES)).toList());

        Map<String, String> added = LocalSecrets.of(data);

        assertEquals(secrets.keySet(), added.keySet());
        assertEquals(secrets.get("NERO_JWT_PRIVATE_KEY"), added.get("NERO_JWT_PRIVATE_KEY"));
        assertEquals(added, LocalSecrets.of(data));
    }

    @Test
    void refusesAFreshStartWhileTheFolderIsInUse() throws IOException {
        try (LocalNero running = start(false, Map.of())) {
            ApiClient api = new ApiClient(running);
            String token = api.signIn(ApiClient.newPhone());

            assertThrows(IllegalStateException.class, () -> start(true, Map.of()));
            assertThrows(BindException.class, () -> LocalNero.start(RunningNero.TEMPLATE, data, true,
                    URI.create(running.url()).getPort(), Map.of(), _ -> {}));

            assertEquals(200, api.get("/users/me", token).status());
            assertTrue(Files.exists(data.resolve("secrets.env")));
        }
    }

    @Test
    void storesKeysReadableByTheirOwnerOnly() throws IOException {
        start(false, Map.of()).close();

        assertEquals("rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("secrets.env"))));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("mongo"))));
    }

    @Test
    void treatsEmptyVariablesAsNotSet() throws IOException {
        try (LocalNero nero = start(false, Map.of("MONGODB_URI", "", "TWILIO_ACCOUNT_SID", " "))) {
            assertFalse(new ApiClient(nero).signIn(ApiClient.newPhone()).isEmpty());
        }
    }

    @Test
    void namesInvalidSettingsWithoutTheirValues() {
        for (String name : new String[]{"MONGODB_URI", "NERO_CODE_PEPPERS", "NERO_ERASURE_KEYS", "NERO_JWT_PRIVATE_KEY",
                "NERO_JWT_PUBLIC_KEYS", "NERO_SENDS_PER_IP", "NERO_WEB_ORIGIN", "NERO_REFRESH_GRACE"}) {
            RuntimeException exception = assertThrows(RuntimeException.class,
                    () -> start(false, Map.of(name, "a canary")));

            assertTrue(exception.getMessage().contains(name), exception.getMessage());
            assertFalse(exception.getMessage().contains("canary"), exception.getMessage());
        }
    }

    @Test
    void hidesSmsFromPagesOfOtherSites() throws IOException {
        try (LocalNero nero = start(false, Map.of())) {
            assertEquals("HTTP/1.1 403 Forbidden", statusLineOfTheOutbox(nero, "evil.example"));
            assertEquals("HTTP/1.1 200 OK", statusLineOfTheOutbox(nero, "localhost"));
        }
    }

    @Test
    void refusesBodiesThatAreNotUtf8() throws IOException {
        try (LocalNero nero = start(false, Map.of())) {
            ApiClient api = new ApiClient(nero);
            byte[] body = {'{', '"', 'p', 'h', 'o', 'n', 'e', 'N', 'u', 'm', 'b', 'e', 'r', '"', ':', '"', (byte) 0xff,
                    '"', '}'};

            Answer answer = api.send(api.request("/auth/send-code").header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body)));

            assertEquals(400, answer.status());
            assertEquals("VALIDATION", answer.code());
        }
    }

    /** Uses a raw socket, because the HTTP client of the JDK does not allow setting the Host header. */
    private static String statusLineOfTheOutbox(LocalNero nero, String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", URI.create(nero.url()).getPort())) {
            socket.getOutputStream().write(("GET /_local/outbox HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    /** Counts the payments on the page that lists them. */
    private static int countPayments(LocalNero nero) {
        String page = new ApiClient(nero)
                .send(HttpRequest.newBuilder(URI.create(nero.url() + "/_local/payments"))).response().body();
        return page.split("<li>", -1).length - 1;
    }

    private static CloudinaryImageStore store(LocalNero nero) {
        return new CloudinaryImageStore(new Settings(nero.settings()).cloudinary());
    }

    private LocalNero start(boolean fresh, Map<String, String> environment) throws IOException {
        return LocalNero.start(RunningNero.TEMPLATE, data, fresh, 0, environment, _ -> {});
    }
}
