package app.nero.tests.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.favorite.Favorite;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.kernel.Id;
import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.testing.Some;
import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Exports over HTTP, with the limit of a deployed stack. */
@Tag("mongodb")
class ExportHttpTest {

    private static final int DAY = 86_400;
    /** The maximum size of a response of Lambda, which contains the body as a JSON string. */
    private static final int LAMBDA_BYTES = 6 * 1024 * 1024;

    /** A long prompt whose characters take several bytes in JSON. */
    private static final String ESCAPED = "\"\\\n".repeat(600) + "غروب".repeat(40);

    private static final String EXPORT = "/users/me/export";

    private static LocalNero nero;
    private static ApiClient api;
    private static MongoClient mongo;
    private static MongoDatabase database;
    private static MongoConnection connection;

    private final Instant now = Clock.systemUTC().instant();
    private final String phone = ApiClient.newPhone();
    private final String token = api.signIn(phone);
    private final Id userId = userId(token);

    @BeforeAll
    static void start() {
        nero = RunningNero.start(Map.of());
        api = new ApiClient(nero);
        mongo = MongoClients.create(nero.settings().get("MONGODB_URI"));
        database = RunningNero.database(nero, mongo);
        connection = MongoConnection.open(nero.settings().get("MONGODB_URI"));
    }

    @AfterAll
    static void stop() {
        connection.close();
        mongo.close();
        nero.close();
    }

    @Test
    void exportsTheDataOfTheCallerAlone() {
        String otherPhone = ApiClient.newPhone();
        Id other = userId(api.signIn(otherPhone));
        favorite(userId);
        favorite(other);
        generate(userId, 1, "dusk");
        generate(other, 1, "dawn");

        Answer answer = api.get(EXPORT, token);

        String body = answer.response().body();
        assertEquals(200, answer.status(), body);
        assertEquals("attachment; filename=\"nero-export.json\"", answer.header("Content-Disposition"));
        assertEquals("no-store", answer.header("Cache-Control"));
        assertTrue(answer.data().get("nextCursor").isNull(), body);
        JsonNode sections = answer.data().at("/export/sections");
        assertEquals(phone, sections.at("/users/0/phoneNumber").asText());
        assertEquals(1, sections.get("favoriteTemplates").size());
        assertEquals("dusk", sections.at("/generatedImages/0/prompt").asText());
        assertEquals(3, sections.at("/starsLedger/0/balance").asInt());
        assertFalse(body.contains(other.value()) || body.contains(otherPhone) || body.contains("dawn"), body);
    }

    @Test
    void refusesGuests() {
        Answer guest = api.send(api.request(EXPORT).GET());

        assertEquals(401, guest.status());
        assertEquals("UNAUTHORIZED", guest.code());
    }

    @Test
    void refusesAThirdStartOnOneDay() {
        assertEquals(200, api.get(EXPORT, token).status());
        assertEquals(200, api.get(EXPORT, token).status());

        Answer third = api.get(EXPORT, token);

        assertEquals(429, third.status(), third.response().body());
        assertEquals("RATE_LIMITED", third.code());
        int wait = Integer.parseInt(third.header("Retry-After"));
        assertTrue(wait > DAY - 600 && wait <= DAY, () -> "Retry-After: " + wait);
        assertEquals(200, api.get(EXPORT, api.signIn(ApiClient.newPhone())).status());
    }

    @Test
    void exportsEveryDocumentOnceOverSeveralPages() throws IOException {
        List<String> before = generate(userId, 1_500, ESCAPED);

        List<String> read = new ArrayList<>();
        Answer page = api.get(EXPORT, token);
        for (int number = 1;; number++) {
            assertEquals(200, page.status(), page.response().body());
            assertEquals("attachment; filename=\"nero-export-" + number + ".json\"",
                    page.header("Content-Disposition"));
            assertEquals(number, page.data().at("/export/page").asInt());
            page.data().at("/export/sections/generatedImages").forEach(it -> read.add(it.get("id").asText()));
            assertTrue(ApiClient.JSON.writeValueAsBytes(page.response().body()).length < LAMBDA_BYTES);
            generate(userId, 1, "added meanwhile");
            if (page.data().get("nextCursor").isNull()) {
                break;
            }
            page = api.get(EXPORT + "?cursor=" + page.data().get("nextCursor").asText(), token);
        }

        assertTrue(read.containsAll(before));
        assertEquals(read.size(), new HashSet<>(read).size());
        assertTrue(page.data().at("/export/page").asInt() > 1);
    }

    @Test
    void refusesCursorsOfOthersAndChangedOnes() {
        generate(userId, 1_500, ESCAPED);
        String cursor = api.get(EXPORT, token).data().get("nextCursor").asText();
        String other = api.signIn(ApiClient.newPhone());
        int middle = cursor.length() / 2;
        String changed = cursor.substring(0, middle) + (cursor.charAt(middle) == 'A' ? 'B' : 'A')
                + cursor.substring(middle + 1);

        for (Answer refused : List.of(api.get(EXPORT + "?cursor=" + cursor, other),
                api.get(EXPORT + "?cursor=" + changed, token), api.get(EXPORT + "?cursor=", token))) {
            assertEquals(400, refused.status(), refused.response().body());
            assertEquals("VALIDATION", refused.code());
        }
        assertEquals(200, api.get(EXPORT + "?cursor=" + cursor, token).status());
    }

    private void favorite(Id owner) {
        new MongoFavorites(connection).add(new Favorite(Some.id(), owner, Some.id(), now));
    }

    /** Stores what an export reads of a generation. */
    private List<String> generate(Id owner, int count, String prompt) {
        List<Document> rows = Stream.generate(() -> new Document("_id", new ObjectId(Some.id().value()))
                .append("userId", new ObjectId(owner.value())).append("prompt", prompt)).limit(count).toList();
        database.getCollection(MongoGenerations.COLLECTION).insertMany(rows);
        return rows.stream().map(row -> row.getObjectId("_id").toHexString()).toList();
    }

    private static Id userId(String token) {
        return new Id(api.get("/users/me", token).data().at("/user/id").asText());
    }
}
