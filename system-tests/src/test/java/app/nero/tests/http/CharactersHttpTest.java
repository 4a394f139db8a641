package app.nero.tests.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.RunningNero;
import app.nero.picture.PublicId;
import app.nero.picture.SomePictures;
import app.nero.testing.MultipartForm;
import app.nero.testing.Race;
import app.nero.tests.support.FaultyPictureHost;
import app.nero.tests.support.FaultyPictureHost.Fault;
import app.nero.tests.support.FaultyProxy;
import app.nero.tests.support.ProxiedNero;
import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Creates and deletes characters over HTTP, also while the database or the picture host fails. */
class CharactersHttpTest {

    private static LocalNero direct;
    private static FaultyPictureHost pictures;
    private static ProxiedNero proxied;
    private static FaultyProxy proxy;
    private static ApiClient api;
    private static MongoDatabase database;

    private final String token = api.signIn(ApiClient.newPhone());

    @BeforeAll
    static void start() throws IOException {
        direct = RunningNero.start(Map.of("NERO_UPLOADS_PER_USER", "1000/PT1H"));
        pictures = new FaultyPictureHost(direct.settings().get("CLOUDINARY_URL"));
        proxied = ProxiedNero.startBeside(direct, Map.of("CLOUDINARY_URL", pictures.cloudinaryUrl()));
        proxy = proxied.proxy();
        api = proxied.api();
        database = proxied.database();
    }

    @AfterAll
    static void stop() {
        proxied.close();
        pictures.close();
        direct.close();
    }

    @AfterEach
    void recover() {
        proxy.recover();
        pictures.recover();
    }

    @Test
    void createsShowsAndDeletesACharacterFromAForm() throws Exception {
        Answer created = create(MultipartForm.ofCharacter("سارا", 3));

        assertEquals(201, created.status(), created.response().body());
        JsonNode character = created.data().get("character");
        String id = character.get("id").asText();
        assertEquals(character, api.get("/characters/" + id, token).data().get("character"));
        assertEquals(character, api.get("/characters", token).data().get("characters").get(0));
        assertEquals(1, api.get("/users/profile", token).data().get("stats").get("characterCount").asInt());
        assertEquals(publicIds(character), stored());
        for (JsonNode image : character.get("images")) {
            HttpResponse<byte[]> picture = fetch(image.get("url").asText());
            assertEquals(200, picture.statusCode());
            assertEquals("image/jpeg", picture.headers().firstValue("Content-Type").orElseThrow());
            assertEquals("nosniff", picture.headers().firstValue("X-Content-Type-Options").orElseThrow());
        }

        Answer deleted = api.delete("/characters/" + id, token);

        assertEquals("{\"status\":\"success\",\"message\":\"Character deleted successfully\"}",
                deleted.response().body());
        assertEquals(404, api.get("/characters/" + id, token).status());
        assertEquals(404, api.delete("/characters/" + id, token).status());
        assertEquals(Set.of(), stored());
        assertEquals(404, fetch(character.get("images").get(0).get("url").asText()).statusCode());
        assertEquals(0, count("characters"));
    }

    @Test
    void createsACharacterFromDirectUploads() throws Exception {
        List<JsonNode> uploaded = uploadDirectly(4).subList(0, 3);

        Answer created = create(uploaded);

        assertEquals(201, created.status(), created.response().body());
        JsonNode character = created.data().get("character");
        assertEquals(uploaded.stream().map(upload -> upload.get("public_id").asText()).collect(Collectors.toSet()),
                publicIds(character));
        assertEquals(400, create(uploaded).status());
        assertNoOrphans();
        assertEquals(publicIds(character), stored());
        byte[] picture = fetch(character.get("images").get(0).get("url").asText()).body();
        assertEquals(-1, new String(picture, StandardCharsets.ISO_8859_1).indexOf("GPS"));
    }

    @Test
    void limitsConcurrentRequestsToTwentyCharacters() throws IOException {
        List<Answer> answers = Race.of(30, _ -> () -> create(MultipartForm.ofCharacter("Sara", 3)));

        assertEquals(20, answers.stream().filter(answer -> answer.status() == 201).count());
        assertEquals(10, answers.stream().filter(answer -> answer.code().equals("QUOTA_REACHED")).count());
        assertEquals(60, stored().size());
        assertNoOrphans();
    }

    @Test
    void createsOneCharacterPerIdempotencyKey() {
        List<Answer> answers = Race.of(10, _ -> () -> create(MultipartForm.ofCharacter("Sara", 3), "a-key"));
        Answer later = create(MultipartForm.ofCharacter("Sara", 3), "a-key");

        assertEquals(201, later.status());
        for (Answer answer : answers) {
            assertTrue(answer.code().equals("CONFLICT") || answer.data().equals(later.data()),
                    answer.response().body());
        }
        assertEquals(1, api.get("/characters", token).data().get("characters").size());
        assertEquals(422, create(MultipartForm.ofCharacter("Sara", 4), "a-key").status());
    }

    @Test
    void refusesATooLargeFormAndNamesDirectUploads() {
        MultipartForm form = formOf(4_718_592);

        Answer answer = create(form);

        assertEquals(413, answer.status());
        assertEquals("PAYLOAD_TOO_LARGE", answer.code());
        String message = answer.json().get("message").asText();
        assertTrue(message.contains("of more than 4.5 MB") && message.contains("POST /v1/characters/uploads"), message);
    }

    /** API Gateway passes a form on as base64, and the event must fit into Lambda's 6 MB. */
    @Test
    void acceptsAFormOfTheSizeInTheContract() throws IOException {
        String contract = Files.readString(Path.of("..", "openapi.yaml"));

        Answer answer = create(formOf(4_500_000));

        assertTrue(contract.contains("a form of at most 4.5 MB (4,500,000 bytes)"));
        assertEquals(415, answer.status(), "The last file is not a picture, which only the function can see.");
        assertEquals("UNSUPPORTED_MEDIA_TYPE", answer.code());
    }

    /** A form of this many bytes, with two pictures and a file of zeros. */
    private static MultipartForm formOf(int bytes) {
        int others = MultipartForm.ofCharacter("Sara", 2).file("images", "a", new byte[0]).bytes().length;
        return MultipartForm.ofCharacter("Sara", 2).file("images", "a", new byte[bytes - others]);
    }

    @Test
    void refusesOtherMultipartTypes() throws IOException {
        MultipartForm form = MultipartForm.ofCharacter("Sara", 3);

        Answer answer = api.send(api.request("/characters").header("Authorization", "Bearer " + token)
                .header("Content-Type", form.contentType().replace("form-data", "mixed"))
                .POST(BodyPublishers.ofByteArray(form.bytes())));

        assertEquals(415, answer.status());
        assertEquals("UNSUPPORTED_MEDIA_TYPE", answer.code());
        assertEquals(Set.of(), stored());
    }

    @Test
    void deletesCharactersAndUploadsWithTheAccount() throws IOException {
        create(MultipartForm.ofCharacter("Sara", 3));
        uploadDirectly(3);

        assertEquals(200, api.delete("/users/me", token).status());

        assertNoOrphans();
        assertEquals(Set.of(), stored());
        assertEquals(0, count("characters"));
    }

    @Test
    void answers401IfTheAccountIsDeletedDuringCreationFromAForm() throws Exception {
        assertDeletingWins(() -> create(MultipartForm.ofCharacter("Sara", 3), "a-key"));
    }

    @Test
    void answers401IfTheAccountIsDeletedDuringCreationFromUploads() throws Exception {
        List<JsonNode> uploaded = uploadDirectly(3);

        assertDeletingWins(() -> create(uploaded));
    }

    /** Deletes the account while the picture host holds the calls of the creation. */
    private void assertDeletingWins(Supplier<Answer> creation) throws Exception {
        pictures.hold();
        CompletableFuture<Answer> creating = CompletableFuture.supplyAsync(creation);
        pictures.awaitHeldCalls();
        Answer deleted = api.delete("/users/me", token);
        pictures.recover();

        assertEquals(200, deleted.status());
        Answer answer = creating.get();
        assertEquals(401, answer.status(), answer.response().body());
        assertEquals(Set.of(), stored());
        assertNoOrphans();
        assertEquals(0, count("characters"));
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void leavesNoOrphansIfThePictureHostFailsDuringCreation(Fault fault) throws IOException {
        int calls = fault == Fault.HANG ? 1 : 3;
        for (int call = 1; call <= calls; call++) {
            pictures.fail(call, call, fault);
            assertUnavailable("STORAGE_UNAVAILABLE", create(MultipartForm.ofCharacter("Sara", 3)));
            pictures.recover();
            assertNoOrphans();
        }
        assertEquals(Set.of(), stored());
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void directUploadsCanBeRetriedIfThePictureHostFails(Fault fault) throws IOException {
        List<JsonNode> uploaded = uploadDirectly(3);
        pictures.fail(1, 3, fault);
        assertUnavailable("STORAGE_UNAVAILABLE", create(uploaded));
        pictures.recover();

        assertEquals(201, create(uploaded).status());
        assertNoOrphans();
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void deletesACharacterEvenIfThePictureHostFails(Fault fault) throws IOException {
        String id = create(MultipartForm.ofCharacter("Sara", 3)).data().get("character").get("id").asText();
        pictures.fail(2, 3, fault);

        assertEquals(200, api.delete("/characters/" + id, token).status());

        pictures.recover();
        assertEquals(404, api.get("/characters/" + id, token).status());
        assertNoOrphans();
        assertEquals(Set.of(), stored());
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"insert idempotencyKeys", "find characters", "insert characters",
            "findAndModify characters", "update idempotencyKeys"})
    void leavesNoOrphansIfTheDatabaseFailsDuringCreationFromAForm(String step) throws IOException {
        proxy.failBefore(step);
        Answer before = create(MultipartForm.ofCharacter("Sara", 3), "k-1");
        proxy.recover();
        assertNoOrphans();
        proxy.failAfter(step);
        Answer after = create(MultipartForm.ofCharacter("Sara", 3), "k-2");
        proxy.recover();
        assertNoOrphans();

        for (Answer answer : List.of(before, after)) {
            if (!step.equals("update idempotencyKeys")) {
                assertUnavailable("DATABASE_UNAVAILABLE", answer);
            } else {
                assertEquals(201, answer.status());
            }
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"update uploads", "find characters", "insert characters", "findAndModify characters"})
    void leavesNoOrphansIfTheDatabaseFailsDuringCreationFromUploads(String step) throws IOException {
        List<JsonNode> first = uploadDirectly(3);
        proxy.failBefore(step);
        assertUnavailable("DATABASE_UNAVAILABLE", create(first));
        proxy.recover();
        List<JsonNode> second = uploadDirectly(3);
        proxy.failAfter(step);
        assertUnavailable("DATABASE_UNAVAILABLE", create(second));
        proxy.recover();

        assertNoOrphans();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"findAndModify characters", "delete characters"})
    void leavesNoOrphansIfTheDatabaseFailsDuringDeletion(String step) throws IOException {
        for (boolean executed : List.of(false, true)) {
            String id = create(MultipartForm.ofCharacter("Sara", 3)).data().get("character").get("id").asText();
            proxy.fail(step, executed);
            api.delete("/characters/" + id, token);
            proxy.recover();
            assertNoOrphans();
        }
    }

    @Test
    void retryWithTheSameKeyReturnsTheCharacterIfTheResponseWasLost() throws IOException {
        proxy.failAfter("findAndModify characters");
        Answer lost = create(MultipartForm.ofCharacter("Sara", 3), "a-key");
        proxy.recover();
        Answer again = create(MultipartForm.ofCharacter("Sara", 3), "a-key");

        assertUnavailable("DATABASE_UNAVAILABLE", lost);
        assertEquals(201, again.status());
        assertEquals(1, api.get("/characters", token).data().get("characters").size());
        assertEquals(3, stored().size());
    }

    @Test
    void changesACharacterAndDestroysARemovedPicture() throws Exception {
        JsonNode before = create(MultipartForm.ofCharacter("Sara", 4)).data().get("character");
        JsonNode removed = before.get("images").get(0);
        String body = "{\"name\":\"سارا\",\"addUploads\":[" + receipts(uploadDirectly(1)) + "],\"removeImages\":["
                + removed.get("id") + "]}";

        Answer changed = patch(before, body);
        Answer again = patch(before, body);

        assertEquals(200, changed.status(), changed.response().body());
        assertEquals(changed.data(), again.data());
        assertNoOrphans();
        assertEquals(publicIds(changed.data().get("character")), stored());
        assertEquals(404, fetch(removed.get("url").asText()).statusCode());
        assertEquals(404, api.patch("/characters/" + before.get("id").asText(), api.signIn(ApiClient.newPhone()), "{}")
                .status());
    }

    @Test
    void appliesConcurrentChangesOrRefusesThem() throws IOException {
        JsonNode before = create(MultipartForm.ofCharacter("Sara", 5)).data().get("character");

        List<Answer> answers = Race.of(5,
                i -> () -> patch(before, "{\"removeImages\":[" + before.get("images").get(i).get("id") + "]}"));

        assertTrue(answers.stream().allMatch(answer -> Set.of(200, 400, 409).contains(answer.status())));
        assertTrue(answers.stream().filter(answer -> answer.status() == 200).count() <= 2);
        assertNoOrphans();
    }

    @ParameterizedTest
    @ValueSource(strings = {"find characters", "update uploads", "update characters"})
    void losesAndLeaksNoPictureIfTheDatabaseFailsDuringAChange(String step) throws IOException {
        for (boolean executed : List.of(false, true)) {
            JsonNode before = create(MultipartForm.ofCharacter("Sara", 4)).data().get("character");
            String body = "{\"addUploads\":[" + receipts(uploadDirectly(1)) + "],\"removeImages\":["
                    + before.get("images").get(0).get("id") + "]}";
            proxy.fail(step, executed);
            assertUnavailable("DATABASE_UNAVAILABLE", patch(before, body));
            proxy.recover();

            assertEquals(200, patch(before, body).status());
            assertNoOrphans();
        }
    }

    private Answer patch(JsonNode character, String body) {
        return api.patch("/characters/" + character.get("id").asText(), token, body);
    }

    private Answer create(MultipartForm form) {
        return create(form, "");
    }

    private Answer create(MultipartForm form, String key) {
        HttpRequest.Builder request = api.request("/characters").header("Authorization", "Bearer " + token)
                .header("Content-Type", form.contentType()).POST(BodyPublishers.ofByteArray(form.bytes()));
        return api.send(key.isEmpty() ? request : request.header("Idempotency-Key", key));
    }

    private Answer create(List<JsonNode> uploaded) {
        return api.post("/characters", token, "{\"name\":\"Sara\",\"uploads\":[" + receipts(uploaded) + "]}");
    }

    private static String receipts(List<JsonNode> uploaded) {
        return uploaded.stream()
                .map(upload -> "{\"publicId\":" + upload.get("public_id") + ",\"version\":" + upload.get("version")
                        + ",\"signature\":" + upload.get("signature") + "}")
                .collect(Collectors.joining(","));
    }

    /** Uploads pictures to the picture host like a browser does, and returns the host's responses. */
    private List<JsonNode> uploadDirectly(int count) {
        Answer granted = api.post("/characters/uploads", token, "{\"count\":" + count + "}");
        assertEquals(201, granted.status(), granted.response().body());
        List<JsonNode> uploaded = new ArrayList<>();
        for (JsonNode upload : granted.data().get("uploads")) {
            MultipartForm form = new MultipartForm();
            upload.get("fields").properties().forEach(field -> form.text(field.getKey(), field.getValue().asText()));
            form.file("file", "me.jpg", SomePictures.withGps(SomePictures.jpeg(40, 30, uploaded.size()), 6));
            Answer answer = api.send(HttpRequest.newBuilder(URI.create(upload.get("uploadUrl").asText()))
                    .header("Content-Type", form.contentType()).POST(BodyPublishers.ofByteArray(form.bytes())));
            assertEquals(200, answer.status(), answer.response().body());
            uploaded.add(answer.json());
        }
        return uploaded;
    }

    /** Runs the sweeper as if everything were due. Afterwards only pictures of active characters may remain. */
    private void assertNoOrphans() throws IOException {
        Date past = Date.from(Instant.EPOCH);
        database.getCollection("characters").updateMany(new Document("sweepAt", new Document("$exists", true)),
                Updates.set("sweepAt", past));
        database.getCollection("uploads").updateMany(new Document(),
                Updates.combine(Updates.set("expiresAt", past), Updates.set("sweepAt", past)));
        proxied.nero().runSchedules();

        Set<String> shown = new HashSet<>();
        for (Document row : database.getCollection("characters").find()) {
            assertEquals("active", row.getString("status"));
            row.getList("images", Document.class).forEach(image -> shown.add(image.getString("publicId")));
        }
        Set<String> stored = direct.publicIds().stream().map(PublicId::value).collect(Collectors.toSet());
        assertEquals(Set.of(), difference(stored, shown), "stored pictures without a character");
        assertEquals(Set.of(), difference(shown, stored), "characters with missing pictures");
        assertEquals(0, database.getCollection("uploads").countDocuments());
    }

    private static Set<String> difference(Set<String> all, Set<String> others) {
        return all.stream().filter(item -> !others.contains(item)).collect(Collectors.toSet());
    }

    private static void assertUnavailable(String code, Answer answer) {
        assertEquals(503, answer.status(), answer.response().body());
        assertEquals(code, answer.code());
    }

    private Set<String> stored() throws IOException {
        return direct.publicIds().stream().map(PublicId::value).filter(publicId -> publicId.contains(userId()))
                .collect(Collectors.toSet());
    }

    private long count(String collection) {
        return database.getCollection(collection).countDocuments(new Document("userId", new ObjectId(userId())));
    }

    private String userId() {
        String claims = new String(Base64.getUrlDecoder().decode(token.split("[.]")[1]));
        return claims.replaceAll(".*\"sub\":\"([0-9a-f]+)\".*", "$1");
    }

    private static Set<String> publicIds(JsonNode character) {
        return StreamSupport.stream(character.get("images").spliterator(), false)
                .map(image -> image.get("publicId").asText()).collect(Collectors.toSet());
    }

    private static HttpResponse<byte[]> fetch(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
        }
    }
}
