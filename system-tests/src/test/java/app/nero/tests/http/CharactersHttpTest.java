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
import app.nero.tests.support.FaultyPictureHost.Fate;
import app.nero.tests.support.FaultyProxy;
import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Characters as a client makes them, and what is left where the database or the host of pictures fails in between. */
class CharactersHttpTest {

    /** What an answer may take; without one by then, the client fails the test. */
    private static final Duration DEADLINE = Duration.ofSeconds(8);

    private static LocalNero healthy;
    private static FaultyProxy database;
    private static FaultyPictureHost pictures;
    private static LocalNero nero;
    private static ApiClient api;
    private static MongoClient mongo;
    private static MongoDatabase rows;

    private final String token = api.signIn(ApiClient.newPhone());

    @BeforeAll
    static void start() throws IOException {
        healthy = RunningNero.start(Map.of("NERO_UPLOADS_PER_USER", "1000/PT1H"));
        database = new FaultyProxy(healthy.settings().get("MONGODB_URI"));
        pictures = new FaultyPictureHost(healthy.settings().get("CLOUDINARY_URL"));
        Map<String, String> settings = new HashMap<>(healthy.settings());
        settings.put("MONGODB_URI", database.uri());
        settings.put("CLOUDINARY_URL", pictures.cloudinaryUrl());
        nero = RunningNero.start(settings);
        api = new ApiClient(nero, DEADLINE);
        mongo = MongoClients.create(healthy.settings().get("MONGODB_URI"));
        rows = RunningNero.database(healthy, mongo);
    }

    @AfterAll
    static void stop() throws IOException {
        mongo.close();
        nero.close();
        pictures.close();
        database.close();
        healthy.close();
    }

    @AfterEach
    void heal() throws IOException {
        database.passes();
        pictures.passes();
    }

    @Test
    void areMadeOfAFormAndSeenAndDeleted() throws Exception {
        Answer made = create(MultipartForm.ofCharacter("سارا", 3));

        assertEquals(201, made.status(), made.response().body());
        JsonNode character = made.data().get("character");
        String id = character.get("id").asText();
        assertEquals(character, api.get("/characters/" + id, token).data().get("character"));
        assertEquals(character, api.get("/characters", token).data().get("characters").get(0));
        assertEquals(1, api.get("/users/profile", token).data().get("stats").get("characterCount").asInt());
        assertEquals(publicIds(character), stored());
        for (JsonNode image : character.get("images")) {
            HttpResponse<byte[]> picture = see(image.get("url").asText());
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
        assertEquals(404, see(character.get("images").get(0).get("url").asText()).statusCode());
        assertEquals(0, rows("characters"));
    }

    @Test
    void areMadeOfPicturesThatTheClientUploadedItself() throws Exception {
        List<JsonNode> uploaded = uploadDirectly(4).subList(0, 3);

        Answer made = create(uploaded);

        assertEquals(201, made.status(), made.response().body());
        JsonNode character = made.data().get("character");
        assertEquals(uploaded.stream().map(it -> it.get("public_id").asText()).collect(Collectors.toSet()),
                publicIds(character));
        assertEquals(400, create(uploaded).status());
        assertSettled();
        assertEquals(publicIds(character), stored());
        byte[] seen = see(character.get("images").get(0).get("url").asText()).body();
        assertEquals(-1, new String(seen, StandardCharsets.ISO_8859_1).indexOf("GPS"));
    }

    @Test
    void areTwentyAtMostHoweverManyAreMadeAtOnce() throws IOException {
        List<Answer> answers = Race.of(30, _ -> () -> create(MultipartForm.ofCharacter("Sara", 3)));

        assertEquals(20, answers.stream().filter(it -> it.status() == 201).count());
        assertEquals(10, answers.stream().filter(it -> it.code().equals("QUOTA_REACHED")).count());
        assertEquals(60, stored().size());
        assertSettled();
    }

    @Test
    void areMadeOnceHoweverOftenARequestIsSent() {
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
    void saysHowPicturesThatAreTooLargeForOneRequestGo() {
        MultipartForm form = MultipartForm.ofCharacter("Sara", 2).file("images", "a", new byte[5_000_000]);

        Answer answer = create(form);

        assertEquals(413, answer.status());
        assertEquals("PAYLOAD_TOO_LARGE", answer.code());
        assertTrue(answer.json().get("message").asText().contains("POST /v1/characters/uploads"));
    }

    @Test
    void goWithTheAccount() throws IOException {
        create(MultipartForm.ofCharacter("Sara", 3));
        uploadDirectly(3);

        assertEquals(200, api.delete("/users/me", token).status());

        assertSettled();
        assertEquals(Set.of(), stored());
        assertEquals(0, rows("characters"));
    }

    @ParameterizedTest
    @EnumSource(value = Fate.class, names = "PASSES", mode = EnumSource.Mode.EXCLUDE)
    void leaveNothingBehindWhereTheHostOfPicturesFails(Fate fate) throws IOException {
        int calls = fate == Fate.HANGS ? 1 : 3;
        for (int call = 1; call <= calls; call++) {
            pictures.at(call, call, fate);
            assertUnavailable("STORAGE_UNAVAILABLE", create(MultipartForm.ofCharacter("Sara", 3)));
            pictures.passes();
            assertSettled();
        }
        assertEquals(Set.of(), stored());
    }

    @ParameterizedTest
    @EnumSource(value = Fate.class, names = "PASSES", mode = EnumSource.Mode.EXCLUDE)
    void keepUploadsGoodWhereTheHostOfPicturesFails(Fate fate) throws IOException {
        List<JsonNode> uploaded = uploadDirectly(3);
        pictures.at(1, 3, fate);
        assertUnavailable("STORAGE_UNAVAILABLE", create(uploaded));
        pictures.passes();

        assertEquals(201, create(uploaded).status());
        assertSettled();
    }

    @ParameterizedTest
    @EnumSource(value = Fate.class, names = "PASSES", mode = EnumSource.Mode.EXCLUDE)
    void areGoneForTheirUserWhereTheHostOfPicturesFails(Fate fate) throws IOException {
        String id = create(MultipartForm.ofCharacter("Sara", 3)).data().get("character").get("id").asText();
        pictures.at(2, 3, fate);

        assertEquals(200, api.delete("/characters/" + id, token).status());

        pictures.passes();
        assertEquals(404, api.get("/characters/" + id, token).status());
        assertSettled();
        assertEquals(Set.of(), stored());
    }

    @ParameterizedTest
    @ValueSource(strings = {"insert idempotencyKeys", "find characters", "insert characters",
            "findAndModify characters", "update idempotencyKeys"})
    void leaveNothingBehindWhereTheDatabaseFailsWhileAFormIsTaken(String step) throws IOException {
        database.cutsBefore(step);
        Answer before = create(MultipartForm.ofCharacter("Sara", 3), "k-1");
        database.passes();
        assertSettled();
        database.losesAnswerTo(step);
        Answer after = create(MultipartForm.ofCharacter("Sara", 3), "k-2");
        database.passes();
        assertSettled();

        for (Answer answer : List.of(before, after)) {
            if (!step.equals("update idempotencyKeys")) {
                assertUnavailable("DATABASE_UNAVAILABLE", answer);
            } else {
                assertEquals(201, answer.status());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"update uploads", "find characters", "insert characters", "findAndModify characters"})
    void leaveNothingBehindWhereTheDatabaseFailsWhileUploadsAreTaken(String step) throws IOException {
        List<JsonNode> first = uploadDirectly(3);
        database.cutsBefore(step);
        assertUnavailable("DATABASE_UNAVAILABLE", create(first));
        database.passes();
        List<JsonNode> second = uploadDirectly(3);
        database.losesAnswerTo(step);
        assertUnavailable("DATABASE_UNAVAILABLE", create(second));
        database.passes();

        assertSettled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"findAndModify characters", "delete characters"})
    void leaveNothingBehindWhereTheDatabaseFailsWhileOneIsDeleted(String step) throws IOException {
        for (boolean before : List.of(true, false)) {
            String id = create(MultipartForm.ofCharacter("Sara", 3)).data().get("character").get("id").asText();
            if (before) {
                database.cutsBefore(step);
            } else {
                database.losesAnswerTo(step);
            }
            api.delete("/characters/" + id, token);
            database.passes();
            assertSettled();
        }
    }

    /** A request whose answer was lost, sent again with its key, finds what the first one made. */
    @Test
    void areFoundByTheSecondTryWhereTheAnswerToTheLastStepWasLost() throws IOException {
        database.losesAnswerTo("findAndModify characters");
        Answer lost = create(MultipartForm.ofCharacter("Sara", 3), "a-key");
        database.passes();
        Answer again = create(MultipartForm.ofCharacter("Sara", 3), "a-key");

        assertUnavailable("DATABASE_UNAVAILABLE", lost);
        assertEquals(201, again.status());
        assertEquals(1, api.get("/characters", token).data().get("characters").size());
        assertEquals(3, stored().size());
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
        return api.post("/characters", token, "{\"name\":\"Sara\",\"uploads\":[" + uploaded.stream()
                .map(it -> "{\"publicId\":" + it.get("public_id") + ",\"version\":" + it.get("version")
                        + ",\"signature\":" + it.get("signature") + "}")
                .collect(Collectors.joining(",")) + "]}");
    }

    /** As a browser does it, straight to the host. */
    private List<JsonNode> uploadDirectly(int count) {
        Answer leave = api.post("/characters/uploads", token, "{\"count\":" + count + "}");
        assertEquals(201, leave.status(), leave.response().body());
        List<JsonNode> uploaded = new ArrayList<>();
        for (JsonNode upload : leave.data().get("uploads")) {
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

    /** Behind one sweep of all that is due, the pictures are those of the characters that are shown. */
    private void assertSettled() throws IOException {
        Date past = Date.from(Instant.EPOCH);
        rows.getCollection("characters").updateMany(new Document("sweepAt", new Document("$exists", true)),
                Updates.set("sweepAt", past));
        rows.getCollection("uploads").updateMany(new Document(), Updates.set("sweepAt", past));
        nero.runSchedules();

        Set<String> shown = new HashSet<>();
        for (Document row : rows.getCollection("characters").find()) {
            assertEquals("active", row.getString("status"));
            row.getList("images", Document.class).forEach(image -> shown.add(image.getString("publicId")));
        }
        Set<String> stored = healthy.publicIds().stream().map(PublicId::value).collect(Collectors.toSet());
        assertEquals(Set.of(), minus(stored, shown), "pictures that nothing shows");
        assertEquals(Set.of(), minus(shown, stored), "pictures that are shown and gone");
        assertEquals(0, rows.getCollection("uploads").countDocuments());
    }

    private static Set<String> minus(Set<String> all, Set<String> some) {
        return all.stream().filter(it -> !some.contains(it)).collect(Collectors.toSet());
    }

    private static void assertUnavailable(String code, Answer answer) {
        assertEquals(503, answer.status(), answer.response().body());
        assertEquals(code, answer.code());
    }

    private Set<String> stored() throws IOException {
        return healthy.publicIds().stream().map(PublicId::value).filter(it -> it.contains(userId()))
                .collect(Collectors.toSet());
    }

    private long rows(String collection) {
        return rows.getCollection(collection).countDocuments(new Document("userId", new ObjectId(userId())));
    }

    private String userId() {
        String claims = new String(Base64.getUrlDecoder().decode(token.split("[.]")[1]));
        return claims.replaceAll(".*\"sub\":\"([0-9a-f]+)\".*", "$1");
    }

    private static Set<String> publicIds(JsonNode character) {
        return StreamSupport.stream(character.get("images").spliterator(), false)
                .map(image -> image.get("publicId").asText()).collect(Collectors.toSet());
    }

    private static HttpResponse<byte[]> see(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
        }
    }
}
