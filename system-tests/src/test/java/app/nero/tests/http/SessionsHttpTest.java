package app.nero.tests.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalNero;
import app.nero.local.LocalSecrets;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.ApiClient.Tokens;
import app.nero.local.testing.RunningNero;
import app.nero.session.RefreshToken;
import app.nero.testing.Race;
import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refresh, sign-out and session lists over HTTP, on two instances that share only the database. */
@Tag("mongodb")
class SessionsHttpTest {

    /** Long enough for slow machines. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private static LocalNero first;
    private static LocalNero second;
    private static List<ApiClient> apis;
    private static ApiClient api;
    private static MongoClient mongo;
    private static MongoDatabase database;

    @BeforeAll
    static void start() {
        first = RunningNero.start(Map.of("NERO_SENDS_PER_PHONE", "1000/PT1H", "NERO_REFRESH_GRACE", GRACE.toString()));
        second = RunningNero.startBeside(first);
        apis = List.of(new ApiClient(first), new ApiClient(second));
        api = apis.getFirst();
        mongo = MongoClients.create(first.settings().get("MONGODB_URI"));
        database = RunningNero.database(first, mongo);
    }

    @AfterAll
    static void stop() {
        mongo.close();
        second.close();
        first.close();
    }

    @Test
    void refreshReturnsNewTokens() {
        Tokens tokens = api.begin(ApiClient.newPhone());

        Answer answer = api.refresh(tokens.refresh());
        Tokens renewed = Tokens.of(answer);

        assertEquals(900, answer.data().get("expiresIn").asInt());
        assertNotEquals(tokens.access(), renewed.access());
        assertNotEquals(tokens.refresh(), renewed.refresh());
        assertEquals(200, api.get("/users/me", renewed.access()).status());
    }

    @Test
    void returnsTheSameRefreshTokenToTwentyConcurrentRefreshes() {
        for (int round = 0; round < 5; round++) {
            Tokens tokens = api.begin(ApiClient.newPhone());

            List<Answer> answers = Race.of(20, i -> () -> apis.get(i % 2).refresh(tokens.refresh()));

            assertTrue(answers.stream().allMatch(answer -> answer.status() == 200));
            assertEquals(1, answers.stream().map(answer -> Tokens.of(answer).refresh()).distinct().count());
            assertEquals(200, api.refresh(Tokens.of(answers.getFirst()).refresh()).status());
        }
    }

    @Test
    void endsTheSessionIfAnOldTokenIsReusedDuringConcurrentRefreshes() {
        for (int round = 0; round < 5; round++) {
            Tokens tokens = api.begin(ApiClient.newPhone());
            String stolen = tokens.refresh();
            String current = Tokens.of(api.refresh(Tokens.of(api.refresh(stolen)).refresh())).refresh();

            List<Answer> answers = Race.of(20, i -> () -> apis.get(i % 2).refresh(i % 4 == 0 ? stolen : current));

            for (int i = 0; i < 20; i += 4) {
                assertEquals("INVALID_REFRESH_TOKEN", answers.get(i).code());
            }
            answers.stream().filter(answer -> answer.status() == 200).forEach(
                    answer -> assertEquals(401, api.refresh(Tokens.of(answer).refresh()).status()));
            assertEquals(401, api.refresh(current).status());
            assertEquals("[]", api.get("/auth/sessions", tokens.access()).data().get("sessions").toString());
        }
    }

    @Test
    void acceptsAReplacedTokenInItsGracePeriodAndEndsTheSessionAfterIt() {
        Tokens tokens = api.begin(ApiClient.newPhone());
        Tokens renewed = Tokens.of(api.refresh(tokens.refresh()));

        assertEquals(renewed.refresh(), Tokens.of(apis.getLast().refresh(tokens.refresh())).refresh());
        // As if the token had been replaced when the grace period began.
        Date graceBegan = Date.from(Instant.now().minus(GRACE));
        database.getCollection("sessions").updateOne(
                Filters.eq("tokenHash", RefreshToken.parse(renewed.refresh()).orElseThrow().hash()),
                Updates.set("rotatedAt", graceBegan));
        assertEquals("INVALID_REFRESH_TOKEN", api.refresh(tokens.refresh()).code());
        assertEquals("INVALID_REFRESH_TOKEN", api.refresh(renewed.refresh()).code());
    }

    @Test
    void returnsTheSameErrorForEveryBadRefreshToken() {
        Tokens tokens = api.begin(ApiClient.newPhone());
        List<String> bad = List.of("", "x", tokens.access(), RefreshToken.random(new SecureRandom()).value(),
                tokens.refresh() + "A", tokens.refresh().substring(1), "A".repeat(60_000));

        List<String> bodies = bad.stream().map(token -> {
            Answer answer = api.refresh(token);
            assertEquals(401, answer.status());
            return answer.response().body().replaceAll("\"requestId\":\"[^\"]*\"", "");
        }).distinct().toList();

        assertEquals(
                List.of("{\"status\":\"error\",\"code\":\"INVALID_REFRESH_TOKEN\","
                        + "\"message\":\"Your session has ended. Sign in again.\",}"),
                bodies);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"refreshToken\":1}", "{\"refreshToken\":{\"$gt\":\"\"}}", "[]", ""})
    void refusesARefreshWithoutAToken(String body) {
        assertEquals("VALIDATION", api.post("/auth/refresh", body).code());
    }

    @Test
    void signOutEndsOnlyThisSession() {
        String phone = ApiClient.newPhone();
        Tokens phoneBrowser = api.begin(phone);
        Tokens laptop = api.begin(phone);

        Answer answer = api.send(api.request("/auth/logout").header("Authorization", "Bearer " + laptop.access())
                .POST(BodyPublishers.noBody()));

        assertEquals("{\"status\":\"success\",\"message\":\"Signed out\"}", answer.response().body());
        assertEquals(401, api.refresh(laptop.refresh()).status());
        assertEquals(200, api.refresh(phoneBrowser.refresh()).status());
        assertEquals(200, api.get("/users/me", laptop.access()).status());
    }

    @Test
    void signOutEverywhereEndsAllSessions() {
        String phone = ApiClient.newPhone();
        Tokens phoneBrowser = api.begin(phone);
        Tokens laptop = api.begin(phone);
        Tokens otherUser = api.begin(ApiClient.newPhone());

        Answer answer = api.post("/auth/logout", laptop.access(), "{\"everywhere\":true}");

        assertEquals(200, answer.status());
        assertEquals(401, api.refresh(laptop.refresh()).status());
        assertEquals(401, api.refresh(phoneBrowser.refresh()).status());
        assertEquals(200, api.refresh(otherUser.refresh()).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"everywhere\":\"true\"}", "{\"everywhere\":null}", "{\"all\":true}", "[true]"})
    void refusesAMalformedSignOut(String body) {
        Tokens tokens = api.begin(ApiClient.newPhone());

        assertEquals("VALIDATION", api.post("/auth/logout", tokens.access(), body).code());
        assertEquals(200, api.refresh(tokens.refresh()).status());
    }

    @Test
    void listsTheUsersSessionsAndEndsOne() {
        String phone = ApiClient.newPhone();
        Tokens phoneBrowser = api.begin(phone);
        Tokens laptop = api.begin(phone);

        JsonNode before = api.get("/auth/sessions", laptop.access()).data().get("sessions");
        String other = StreamSupport.stream(before.spliterator(), false)
                .filter(session -> !session.get("current").asBoolean()).findFirst().orElseThrow().get("id").asText();
        Answer ended = api.delete("/auth/sessions/" + other, laptop.access());
        JsonNode after = api.get("/auth/sessions", laptop.access()).data().get("sessions");

        assertEquals(2, before.size());
        assertEquals(List.of("id", "current", "userAgent", "createdAt", "lastUsedAt"),
                before.get(0).properties().stream().map(Map.Entry::getKey).toList());
        assertTrue(before.get(0).get("userAgent").asText().startsWith("Java-http-client"));
        assertEquals(200, ended.status());
        assertEquals(1, after.size());
        assertTrue(after.get(0).get("current").asBoolean());
        assertEquals(401, api.refresh(phoneBrowser.refresh()).status());
        assertEquals(200, api.refresh(laptop.refresh()).status());
    }

    @Test
    void returnsTheSameErrorForForeignUnknownAndMalformedSessionIds() {
        Tokens own = api.begin(ApiClient.newPhone());
        Tokens foreign = api.begin(ApiClient.newPhone());
        String foreignId = api.get("/auth/sessions", foreign.access()).data().get("sessions").get(0).get("id").asText();

        List<String> bodies = List.of(foreignId, "507f1f77bcf86cd799439011", "x", "%7B%22$gt%22:%22%22%7D").stream()
                .map(id -> {
                    Answer answer = api.delete("/auth/sessions/" + id, own.access());
                    assertEquals(404, answer.status());
                    return answer.response().body().replaceAll("\"requestId\":\"[^\"]*\"", "");
                }).distinct().toList();

        assertEquals(1, bodies.size());
        assertEquals(200, api.refresh(foreign.refresh()).status());
    }

    @Test
    void keepsTheLastTwentySessionsOfAUser() {
        String phone = ApiClient.newPhone();
        Tokens oldest = api.begin(phone);
        Tokens newest = oldest;
        for (int i = 0; i < 20; i++) {
            newest = api.begin(phone);
        }

        assertEquals(20, api.get("/auth/sessions", newest.access()).data().get("sessions").size());
        assertEquals(401, api.refresh(oldest.refresh()).status());
        assertEquals(200, api.refresh(newest.refresh()).status());
    }

    @Test
    void publishesTheVerificationKeys() {
        Answer answer = api.send(api.request("/auth/jwks.json"));

        JsonNode key = answer.json().get("keys").get(0);
        assertEquals(200, answer.status());
        assertEquals(List.of("keys"), answer.json().properties().stream().map(Map.Entry::getKey).toList());
        assertEquals(List.of("kty", "use", "alg", "kid", "n", "e"),
                key.properties().stream().map(Map.Entry::getKey).toList());
        assertEquals("public, max-age=300", answer.header("Cache-Control"));
    }

    @Test
    void erasesAnAccountWithAllItsData() {
        String phone = ApiClient.newPhone();
        Tokens tokens = api.begin(phone);
        Tokens otherUser = api.begin(ApiClient.newPhone());
        String id = api.get("/users/me", tokens.access()).data().get("user").get("id").asText();
        fill(id);

        Answer answer = api.delete("/users/me", tokens.access());

        assertEquals("{\"status\":\"success\",\"message\":\"Account deleted\"}", answer.response().body());
        first.runSchedules();
        assertNoDataOf(id, phone);
        assertEquals(401, api.get("/users/me", tokens.access()).status());
        assertEquals(401, api.refresh(tokens.refresh()).status());
        assertEquals(200, api.get("/users/me", otherUser.access()).status());
        assertTrue(api.verifyCode(phone, code(phone)).data().get("isNewUser").asBoolean());
    }

    @Test
    void givesNoSecondWelcomeGiftFor30DaysAfterAnErasure() {
        String phone = ApiClient.newPhone();
        String account = api.signIn(phone);
        assertEquals(3, stars(account));
        api.delete("/users/me", account);

        String second = api.signIn(phone);
        Date until = database.getCollection("erasedNumbers").find().sort(new Document("expiresAt", -1)).first()
                .getDate("expiresAt");

        assertEquals(0, stars(second));
        assertEquals(1, database.getCollection("starsLedger").countDocuments(new Document("userId",
                new ObjectId(userId(second))).append("kind", "welcome").append("amount", 0)));
        assertEquals(30, Duration.between(Instant.now().minusSeconds(60), until.toInstant()).toDays());

        api.delete("/users/me", second);
        forgetErasedNumbers();
        assertEquals(3, stars(api.signIn(phone)));
    }

    @Test
    void remembersErasedNumbersWhileTheErasureKeysRotate() {
        String phone = ApiClient.newPhone();
        String oldKey = first.settings().get("NERO_ERASURE_KEYS");
        String newKey = LocalSecrets.generate().get("NERO_ERASURE_KEYS").replaceFirst("1:", "2:");
        api.delete("/users/me", api.signIn(phone));

        try (LocalNero rotating = RunningNero.startBeside(first,
                Map.of("NERO_ERASURE_KEYS", newKey + "," + oldKey));
                LocalNero rotated = RunningNero.startBeside(first, Map.of("NERO_ERASURE_KEYS", newKey))) {
            ApiClient during = new ApiClient(rotating);
            String second = during.signIn(phone);
            assertEquals(0, stars(second));
            during.delete("/users/me", second);

            assertEquals(0, stars(new ApiClient(rotated).signIn(phone)));
        }
    }

    @Test
    void finishesAnErasureAfterACrash() {
        String phone = ApiClient.newPhone();
        Tokens tokens = api.begin(phone);
        String id = api.get("/users/me", tokens.access()).data().get("user").get("id").asText();
        fill(id);
        Date longAgo = new Date(System.currentTimeMillis() - (long) 17 * 60_000);
        database.getCollection("erasures").insertOne(new Document("_id", new ObjectId(id))
                .append("phoneNumber", phone).append("requestedAt", longAgo).append("sweepAt", longAgo));

        first.runSchedules();

        assertEquals(401, api.get("/users/me", tokens.access()).status());
        assertNoDataOf(id, null);
        assertEquals(0, database.getCollection("erasures").countDocuments(new Document("_id", new ObjectId(id))));
        assertEquals(0, stars(api.signIn(phone)));
    }

    @Test
    void acceptsOldAndNewKeysDuringARotation() {
        Map<String, String> next = LocalSecrets.generate();
        String oldKey = first.settings().get("NERO_JWT_PUBLIC_KEYS");
        String newKey = next.get("NERO_JWT_PUBLIC_KEYS");
        Tokens before = api.begin(ApiClient.newPhone());

        try (LocalNero rotating = RunningNero.startBeside(first,
                Map.of("NERO_JWT_PUBLIC_KEYS", newKey + "," + oldKey, "NERO_JWT_PRIVATE_KEY",
                        next.get("NERO_JWT_PRIVATE_KEY")));
                LocalNero rotated = RunningNero.startBeside(first, Map.of("NERO_JWT_PUBLIC_KEYS", newKey,
                        "NERO_JWT_PRIVATE_KEY", next.get("NERO_JWT_PRIVATE_KEY")))) {
            ApiClient during = new ApiClient(rotating);
            ApiClient after = new ApiClient(rotated);
            Tokens renewed = Tokens.of(during.refresh(before.refresh()));

            assertEquals(200, during.get("/users/me", before.access()).status());
            assertEquals(200, during.get("/users/me", renewed.access()).status());
            assertEquals(2, during.send(during.request("/auth/jwks.json")).json().get("keys").size());
            assertEquals(401, api.get("/users/me", renewed.access()).status());
            assertEquals(401, after.get("/users/me", before.access()).status());
            assertEquals(200, after.get("/users/me", renewed.access()).status());
        }
    }

    @Test
    void signOutIsImmediateIfSessionsAreChecked() {
        try (LocalNero checking = RunningNero.startBeside(first, Map.of("NERO_CHECK_SESSIONS", "true"))) {
            ApiClient checked = new ApiClient(checking);
            Tokens alive = checked.begin(ApiClient.newPhone());
            Tokens ended = checked.begin(ApiClient.newPhone());
            api.post("/auth/logout", ended.access(), "{}");

            assertEquals(200, checked.get("/users/me", alive.access()).status());
            assertEquals(401, checked.get("/users/me", ended.access()).status());
        }
    }

    @Test
    void returnsTheSameResponseForKnownAndUnknownPhones() {
        String known = ApiClient.newPhone();
        api.begin(known);

        Answer toKnown = api.sendCode(known);
        Answer toUnknown = api.sendCode(ApiClient.newPhone());

        assertEquals(toUnknown.status(), toKnown.status());
        assertEquals(toUnknown.response().body().replaceAll("[0-9]+", "n"),
                toKnown.response().body().replaceAll("[0-9]+", "n"));
        assertEquals(toUnknown.response().headers().map().keySet(), toKnown.response().headers().map().keySet());
        assertFalse(toKnown.response().headers().map().isEmpty());
    }

    private static int stars(String token) {
        return api.get("/users/me", token).data().at("/user/stars").asInt();
    }

    private static String userId(String token) {
        return api.get("/users/me", token).data().at("/user/id").asText();
    }

    private static void forgetErasedNumbers() {
        database.getCollection("erasedNumbers").updateMany(new Document(), Updates.set("expiresAt", new Date()));
    }

    private static String code(String phone) {
        api.sendCode(phone);
        return api.lastCode(phone);
    }

    private static void fill(String userId) {
        String picture = "nero/characters/" + userId + "/" + userId;
        database.getCollection("characters").insertOne(new Document("userId", new ObjectId(userId))
                .append("status", "active").append("images", List.of(new Document("publicId", picture))));
        for (String collection : List.of("favoriteTemplates", "starsLedger")) {
            database.getCollection(collection)
                    .insertOne(new Document("userId", new ObjectId(userId)).append("ref", userId));
        }
        database.getCollection("idempotencyKeys").insertOne(new Document("_id", userId + ":POST /characters:a-key"));
    }

    private static void assertNoDataOf(String userId, String phone) {
        for (String collection : database.listCollectionNames()) {
            if (collection.equals("erasures") || collection.equals("throttles")) {
                continue;
            }
            for (Document document : database.getCollection(collection).find()) {
                assertFalse(document.toJson().contains(userId), collection);
                assertFalse(phone != null && document.toJson().contains(phone), collection);
            }
        }
    }
}
