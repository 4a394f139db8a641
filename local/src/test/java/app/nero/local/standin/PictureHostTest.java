package app.nero.local.standin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.picture.ImageStore;
import app.nero.picture.ImageStoreContract;
import app.nero.picture.Picture;
import app.nero.picture.PictureFormat;
import app.nero.picture.PublicId;
import app.nero.picture.SignedUpload;
import app.nero.picture.SomePictures;
import app.nero.picture.StoredPicture;
import app.nero.picture.UploadReceipt;
import app.nero.picture.cloudinary.CloudinaryAccount;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.testing.Some;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls the local picture host with the Cloudinary SDK and the way browsers do. */
class PictureHostTest {

    private static final String SECRET = "canary-secret";
    private static final PublicId ID = PublicId.ofCharacter(Some.id(), Some.id());

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private HttpServer server;
    private PictureFiles files;
    private CloudinaryImageStore store;

    @BeforeEach
    void start() throws IOException {
        files = new PictureFiles(folder);
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        CloudinaryAccount account = new CloudinaryAccount("nero", "local", SECRET,
                URI.create(url + PictureHost.CLOUDINARY_PATH));
        store = new CloudinaryImageStore(account);
        new PictureHost(files, account, url, Clock.systemUTC()).handlers().forEach(server::createContext);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Nested
    class KeepsTheContract extends ImageStoreContract {

        @Override
        protected ImageStore store() {
            return store;
        }

        @Override
        protected UploadReceipt upload(SignedUpload leave, Picture picture) throws Exception {
            JsonNode answer = json.readTree(post(leave, leave.fields(), picture.bytes()).body());
            return new UploadReceipt(new PublicId(answer.path("public_id").asText()), answer.path("version").asText(),
                    answer.path("signature").asText());
        }

        @Override
        protected Optional<byte[]> see(String url) throws Exception {
            HttpResponse<byte[]> answer = get(url);
            return Optional.of(answer.body()).filter(_ -> answer.statusCode() == 200);
        }
    }

    @Test
    void removesTheLocationFromUploads() throws Exception {
        byte[] file = SomePictures.withGps(SomePictures.jpeg(12, 7, 1), 6);
        SignedUpload signedUpload = store.sign(ID, Instant.now());

        HttpResponse<String> answer = post(signedUpload, signedUpload.fields(), file);

        StoredPicture stored = store.find(ID).orElseThrow();
        assertEquals(200, answer.statusCode());
        assertArrayEquals(((Picture.Reading.Accepted) Picture.read(file)).picture().bytes(),
                get(stored.url()).body());
        assertFalse(answer.body().contains(SECRET));
    }

    /** Like Cloudinary, which transforms uploads from a server only if the request asks for it. */
    @Test
    void storesServerUploadsUnchanged() throws Exception {
        byte[] file = SomePictures.withGps(SomePictures.jpeg(12, 7, 1), 6);

        StoredPicture stored = store.put(ID, new Picture(PictureFormat.JPEG, 12, 7, file));

        assertArrayEquals(file, get(stored.url()).body());
    }

    @Test
    void reportsAnExistingPicture() throws Exception {
        SignedUpload signedUpload = store.sign(ID, Instant.now());
        JsonNode first = json.readTree(post(signedUpload, signedUpload.fields(), SomePictures.png(4, 3, 1)).body());

        HttpResponse<String> again = post(signedUpload, signedUpload.fields(), SomePictures.png(5, 3, 2));

        assertEquals(200, again.statusCode());
        assertTrue(json.readTree(again.body()).path("existing").asBoolean());
        assertEquals(first.path("version"), json.readTree(again.body()).path("version"));
        assertEquals(4, json.readTree(again.body()).path("width").asInt());
    }

    /** Examples from the documentation of Cloudinary and the tests of its SDKs. */
    @Test
    void signsAsDocumentedByCloudinary() {
        Map<String, String> documented = new TreeMap<>(Map.of("timestamp", "1315060510", "public_id", "sample_image",
                "eager", "w_400,h_300,c_pad|w_260,h_200,c_crop"));
        Map<String, String> response = new TreeMap<>(Map.of("public_id", "tests/logo.png", "version", "1"));
        String secret = "X7qLTrsES31MzxxkxPPA-pAGGfU";

        assertEquals("bfd09f95f331f558cbd1320e67aa8d488770583e", PictureHost.sign(documented, "abcd", "SHA-1"));
        assertEquals("08d3107a5b2ad82e7d82c0b972218fbf20b5b1e0", PictureHost.sign(response, secret, "SHA-1"));
        assertEquals("cc69ae4ed73303fbf4a55f2ae5fc7e34ad3a5c387724bfcde447a2957cacdfea",
                PictureHost.sign(response, secret, "SHA-256"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"signature | '' | 400", "signature | 00 | 401", "api_key | other | 401",
            "public_id | nero/templates/0123456789abcdef01234567 | 401", "overwrite | true | 401",
            "transformation | '' | 401", "allowed_formats | jpg,png,webp,gif | 401", "timestamp | 1 | 401",
            "timestamp | now | 400", "tags | x | 401"})
    void refusesFieldsThatDifferFromTheSignedOnes(String field, String value, int status) throws Exception {
        SignedUpload signedUpload = store.sign(ID, Instant.now());
        Map<String, String> fields = new LinkedHashMap<>(signedUpload.fields());
        fields.put(field, value);

        HttpResponse<String> answer = post(signedUpload, fields, SomePictures.png(4, 3, 1));

        assertRefused(status, answer);
    }

    @Test
    void refusesSignedUploadsAfterOneHour() throws Exception {
        SignedUpload old = store.sign(ID, Instant.now().minus(ImageStore.UPLOAD_TTL).minusSeconds(1));
        SignedUpload young = store.sign(ID, Instant.now().minus(ImageStore.UPLOAD_TTL).plusSeconds(30));

        HttpResponse<String> late = post(old, old.fields(), SomePictures.png(4, 3, 1));
        HttpResponse<String> inTime = post(young, young.fields(), SomePictures.png(4, 3, 1));

        assertEquals(400, late.statusCode());
        assertEquals(200, inTime.statusCode());
    }

    static Stream<byte[]> invalidPictures() {
        return Stream.of(new byte[0], "<svg/>".getBytes(StandardCharsets.UTF_8), SomePictures.animatedWebp(),
                SomePictures.bomb(), new byte[Picture.MAX_BYTES + 1], new byte[2 * Picture.MAX_BYTES]);
    }

    @ParameterizedTest
    @MethodSource("invalidPictures")
    void refusesFilesThatAreNotPictures(byte[] file) throws Exception {
        SignedUpload signedUpload = store.sign(ID, Instant.now());

        assertRefused(400, post(signedUpload, signedUpload.fields(), file));
    }

    @Test
    void refusesFormatsThatAreNotAllowed() throws Exception {
        Map<String, String> fields = signed(Map.of("allowed_formats", "jpg,webp", "public_id", ID.value()));

        HttpResponse<String> answer = post(store.sign(ID, Instant.now()), fields, SomePictures.png(4, 3, 1));

        assertRefused(400, answer);
    }

    @Test
    void refusesFormsWithoutAFile() throws Exception {
        SignedUpload signedUpload = store.sign(ID, Instant.now());

        assertRefused(400, encoded(signedUpload.url(), signedUpload.fields()));
    }

    @Test
    void acceptsUrlEncodedForms() throws Exception {
        store.put(ID, Some.picture());
        String url = store.sign(ID, Instant.now()).url();

        HttpResponse<String> found = encoded(url.replace("/upload", "/explicit"),
                signed(Map.of("public_id", ID.value(), "type", "upload")));
        HttpResponse<String> removed = encoded(url.replace("/upload", "/destroy"),
                signed(Map.of("public_id", ID.value())));

        assertEquals(ID.value(), json.readTree(found.body()).path("public_id").asText());
        assertEquals("{\"result\":\"ok\"}", removed.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sample", "../../secrets", "nero/templates/../../x", "nero/templates/0123",
            "/etc/passwd"})
    void refusesInvalidPublicIds(String publicId) throws Exception {
        Map<String, String> fields = signed(Map.of("public_id", publicId));

        HttpResponse<String> answer = post(store.sign(ID, Instant.now()), fields, SomePictures.png(4, 3, 1));

        assertRefused(400, answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1_1/nero/image/rename", "/v1_1/nero/video/upload", "/v1_1/other/image/upload", "/", ""})
    void returns404ForOtherPaths(String path) throws Exception {
        HttpResponse<String> answer = encoded(base() + PictureHost.CLOUDINARY_PATH + path,
                signed(Map.of("public_id", ID.value())));

        assertEquals(404, answer.statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data; boundary=x", "multipart/form-data", "text/plain", "application/json"})
    void refusesMalformedForms(String contentType) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(store.sign(ID, Instant.now()).url()))
                        .header("Content-Type", contentType).POST(BodyPublishers.ofString("--y\r\n%zz&a=%zz")).build(),
                BodyHandlers.ofString());

        assertRefused(400, answer);
    }

    @Test
    void allowsUploadsFromAnyOrigin() throws Exception {
        SignedUpload signedUpload = store.sign(ID, Instant.now());

        HttpResponse<Void> preflight = http.send(HttpRequest.newBuilder(URI.create(signedUpload.url()))
                .method("OPTIONS", BodyPublishers.noBody()).build(), BodyHandlers.discarding());
        HttpResponse<String> answer = post(signedUpload, signedUpload.fields(), SomePictures.png(4, 3, 1));

        assertEquals(200, preflight.statusCode());
        assertEquals("*", header(preflight, "Access-Control-Allow-Origin"));
        assertTrue(header(preflight, "Access-Control-Allow-Methods").contains("POST"));
        assertEquals("*", header(answer, "Access-Control-Allow-Origin"));
    }

    @Test
    void servesPicturesWithCacheAndSecurityHeaders() throws Exception {
        StoredPicture stored = store.put(ID, Some.picture());

        HttpResponse<byte[]> response = get(stored.url());
        HttpResponse<Void> head = http.send(HttpRequest.newBuilder(URI.create(stored.url()))
                .method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.discarding());

        assertEquals("image/png", header(response, "Content-Type"));
        assertEquals("nosniff", header(response, "X-Content-Type-Options"));
        assertEquals("*", header(response, "Access-Control-Allow-Origin"));
        assertEquals("public, max-age=31536000, immutable", header(response, "Cache-Control"));
        assertEquals("default-src 'none'", header(response, "Content-Security-Policy"));
        assertEquals(200, head.statusCode());
        assertEquals(header(response, "Content-Length"), header(head, "Content-Length"));
        assertEquals("image/png", header(head, "Content-Type"));
    }

    @Test
    void servesNoOtherFiles() throws Exception {
        String url = store.put(ID, Some.picture()).url();
        Files.writeString(folder.resolve("secrets.env"), "canary");

        for (String other : new String[]{url.replace(".png", ".jpg"), url.replace(".png", ".env"),
                url.replace("/v", "/v9"), url.replace("/v", "/"), url + "/", base() + PictureHost.FILES_PATH,
                base() + PictureHost.FILES_PATH + "secrets.env",
                base() + PictureHost.FILES_PATH + "v1/..%2f..%2fsecrets.png",
                base() + PictureHost.FILES_PATH + "v1/%00.png"}) {
            HttpResponse<byte[]> answer = get(other);

            assertEquals(404, answer.statusCode(), other);
            assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
        }
    }

    @Test
    void keepsPicturesAcrossRestarts() throws Exception {
        StoredPicture stored = store.put(ID, Some.picture());
        PictureFiles again = new PictureFiles(folder);

        assertEquals(Set.of(ID), again.publicIds());
        assertEquals(stored.bytes(), again.read(again.find(ID).orElseThrow()).orElseThrow().length);
    }

    @Test
    void findsTheNewestVersionAfterACrash() throws Exception {
        PictureFiles.StoredFile newer = files.put(ID, PictureFormat.PNG, SomePictures.png(4, 3, 1), 7);
        Files.write(folder.resolve(ID + "-6.jpg"), SomePictures.jpeg(4, 3, 1));

        assertEquals(Optional.of(newer), files.find(ID));
        store.remove(ID);
        assertEquals(Set.of(), files.publicIds());
    }

    @Test
    void deletesAllPicturesOnClear() throws Exception {
        files.clear();
        store.put(ID, Some.picture());
        store.put(PublicId.ofTemplate(Some.id()), Some.picture());

        files.clear();

        assertEquals(Set.of(), files.publicIds());
        assertEquals(Optional.empty(), store.find(ID));
    }

    private void assertRefused(int status, HttpResponse<String> answer) throws IOException {
        assertEquals(status, answer.statusCode(), answer.body());
        assertFalse(json.readTree(answer.body()).path("error").path("message").asText().isEmpty());
        assertFalse(answer.body().contains(SECRET));
        assertEquals(Set.of(), files.publicIds());
    }

    /** Adds a timestamp, the API key and a valid signature. */
    private static Map<String, String> signed(Map<String, String> fields) {
        Map<String, String> all = new TreeMap<>(fields);
        all.put("timestamp", Long.toString(Instant.now().getEpochSecond()));
        String signature = PictureHost.sign(all, SECRET, "SHA-1");
        all.put("signature", signature);
        all.put("api_key", "local");
        return all;
    }

    /** Sends a multipart form in the format of a browser. */
    private HttpResponse<String> post(SignedUpload signedUpload, Map<String, String> fields, byte[] file)
            throws Exception {
        String boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW";
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        fields.forEach((name, value) -> form.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\""
                + name + "\"\r\n\r\n" + value + "\r\n").getBytes(StandardCharsets.UTF_8)));
        form.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"عکس; x.jpg\"\r\n"
                        + "Content-Type: image/jpeg\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        form.writeBytes(file);
        form.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return http.send(
                HttpRequest.newBuilder(URI.create(signedUpload.url()))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .header("Origin", "http://localhost:5173").POST(BodyPublishers.ofByteArray(form.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> encoded(String url, Map<String, String> fields) throws Exception {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form))
                .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
