package app.nero.tests.faults;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.ApiClient.Tokens;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.template.Template;
import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.Race;
import app.nero.tests.support.FaultyProxy;
import app.nero.tests.support.ProxiedNero;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stored data after one database step of a request or schedule fails, before or after the database executes it. */
@Tag("slow")
class StepFaultsTest {

    private static LocalNero direct;
    private static ProxiedNero proxied;
    private static FaultyProxy proxy;
    private static ApiClient api;
    private static ApiClient directApi;
    private static MongoConnection connection;
    private static MongoTemplates templates;
    private static MongoDatabase database;

    @BeforeAll
    static void start() {
        direct = RunningNero.start(Map.of("NERO_SENDS_PER_PHONE", "1000/PT1H"));
        proxied = ProxiedNero.startBeside(direct, Map.of());
        proxy = proxied.proxy();
        api = proxied.api();
        directApi = new ApiClient(direct);
        connection = MongoConnection.open(direct.settings().get("MONGODB_URI"));
        templates = new MongoTemplates(connection);
        database = proxied.database();
    }

    @AfterAll
    static void stop() {
        connection.close();
        proxied.close();
        direct.close();
    }

    @AfterEach
    void recover() {
        proxy.recover();
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void returns503InTimeDuringAnOutage(Outage outage) {
        Tokens tokens = directApi.begin(ApiClient.newPhone());
        String path = "/templates/" + template();
        List<Callable<Answer>> requests = List.of(() -> api.refresh(tokens.refresh()),
                () -> api.get("/auth/sessions", tokens.access()),
                () -> api.delete("/auth/sessions/" + new ObjectId(), tokens.access()),
                () -> api.send(api.request("/templates?limit=1")), () -> api.get(path, tokens.access()),
                () -> api.get("/templates/favorites", tokens.access()), () -> api.send(api.request("/categories")),
                () -> api.post(path + "/favorite", tokens.access(), ""), () -> like(path, tokens.access()),
                () -> api.delete(path + "/favorite", tokens.access()), () -> api.delete("/users/me", tokens.access()));

        outage.begin(proxy);
        List<Answer> during = Race.of(requests.size(), requests::get);
        proxy.recover();

        during.forEach(StepFaultsTest::assertUnavailable);
    }

    @Tag("mongodb")
    @ParameterizedTest
    @CsvSource({"find favoriteTemplates, false", "findAndModify templates, false", "findAndModify templates, true",
            "insert favoriteTemplates, false", "insert favoriteTemplates, true"})
    void likeCanBeRetriedAndCountsOnce(String step, boolean executed) {
        String token = directApi.signIn(ApiClient.newPhone());
        Id id = template();

        Answer failed = failing(step, executed, () -> like("/templates/" + id, token));

        assertUnavailable(failed);
        assertEquals(200, like("/templates/" + id, token).status());
        assertRecounted(id, 1);
    }

    @Tag("mongodb")
    @ParameterizedTest
    @CsvSource({"findAndModify favoriteTemplates, false", "findAndModify favoriteTemplates, true",
            "findAndModify templates, false", "findAndModify templates, true"})
    void unlikeCanBeRetriedAndCountsOnce(String step, boolean executed) {
        String token = directApi.signIn(ApiClient.newPhone());
        Id id = template();
        like("/templates/" + id, token);

        Answer failed = failing(step, executed, () -> api.delete("/templates/" + id + "/favorite", token));

        assertUnavailable(failed);
        assertEquals(200, api.delete("/templates/" + id + "/favorite", token).status());
        assertRecounted(id, 0);
    }

    @ParameterizedTest
    @CsvSource({"find templates, false", "update templates, false", "update templates, true",
            "aggregate favoriteTemplates, false"})
    void nextRunFinishesARecount(String step, boolean executed) {
        String token = directApi.signIn(ApiClient.newPhone());
        Id id = template();
        like("/templates/" + id, token);
        templates.like(id, 1);

        failing(step, executed, () -> {
            proxied.nero().runSchedules();
            return null;
        });

        assertRecounted(id, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"find templates", "find favoriteTemplates"})
    void viewCountsAtMostOnceAfterRetries(String step) {
        String token = directApi.signIn(ApiClient.newPhone());
        String path = "/templates/" + template();

        failing(step, false, () -> api.get(path, token));
        failing("findAndModify templates", true, () -> api.get(path, token));

        assertTrue(api.get(path, token).data().at("/template/viewCount").asInt() <= 1);
    }

    @ParameterizedTest
    @CsvSource({"findAndModify sessions, false", "findAndModify sessions, true", "find users, false"})
    void refreshCanBeRetried(String step, boolean executed) {
        Tokens tokens = directApi.begin(ApiClient.newPhone());

        Answer failed = failing(step, executed, () -> api.refresh(tokens.refresh()));

        assertUnavailable(failed);
        Tokens next = Tokens.of(api.refresh(tokens.refresh()));
        assertEquals(1, api.get("/auth/sessions", next.access()).data().get("sessions").size());
        assertEquals(200, api.refresh(next.refresh()).status());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void signOutCanBeRetried(boolean executed) {
        Tokens tokens = directApi.begin(ApiClient.newPhone());

        Answer failed = failing("delete sessions", executed, () -> api.post("/auth/logout", tokens.access(), "{}"));

        assertUnavailable(failed);
        api.post("/auth/logout", tokens.access(), "{}");
        assertEquals(401, api.refresh(tokens.refresh()).status());
    }

    @Test
    void accountStaysIfItsErasureWasNotRecorded() {
        String token = directApi.signIn(ApiClient.newPhone());

        for (String step : List.of("find users", "insert erasures")) {
            assertUnavailable(failing(step, false, () -> api.delete("/users/me", token)));
        }

        assertEquals(200, api.get("/users/me", token).status());
        assertEquals(0, erasures());
        assertEquals(200, api.delete("/users/me", token).status());
    }

    @ParameterizedTest
    @CsvSource({"insert erasures, true", "update erasedNumbers, false", "update erasedNumbers, true",
            "delete users, false", "delete users, true", "delete favoriteTemplates, false",
            "update generatedImages, false", "update generatedImages, true", "delete starsLedger, false",
            "delete starsLedger, true", "update characters, false", "delete verificationCodes, true",
            "delete idempotencyKeys, true"})
    void sweeperFinishesARecordedErasure(String step, boolean executed) {
        String phone = ApiClient.newPhone();
        String token = directApi.signIn(phone);
        String id = userId(token);
        Id liked = template();
        like("/templates/" + liked, token);

        Answer failed = failing(step, executed, () -> api.delete("/users/me", token));
        Date longAgo = Date.from(Instant.now().minus(Duration.ofMinutes(17)));
        database.getCollection("erasures").updateMany(new Document(),
                Updates.combine(Updates.set("requestedAt", longAgo), Updates.set("sweepAt", longAgo)));
        direct.runSchedules();

        assertUnavailable(failed);
        assertEquals(0, erasures());
        for (String collection : List.of("sessions", "favoriteTemplates", "characters", "starsLedger")) {
            assertEquals(0, database.getCollection(collection).countDocuments(new Document("userId",
                    new ObjectId(id))), collection);
        }
        assertEquals(0, database.getCollection("users").countDocuments(new Document("_id", new ObjectId(id))));
        assertEquals(401, api.get("/users/me", token).status());
        assertRecounted(liked, 0);
        assertEquals(0, stars(directApi.signIn(phone)));
    }

    private static <T> T failing(String step, boolean executed, Callable<T> work) {
        proxy.fail(step, executed);
        try {
            return work.call();
        } catch (Exception e) {
            throw new AssertionError(step, e);
        } finally {
            proxy.recover();
        }
    }

    private static Answer like(String template, String token) {
        return api.send(api.request(template + "/favorite").header("Authorization", "Bearer " + token)
                .PUT(BodyPublishers.noBody()));
    }

    private static Id template() {
        Template template = aTemplate().build();
        templates.add(template);
        return template.id();
    }

    private static String userId(String token) {
        return api.get("/users/me", token).data().at("/user/id").asText();
    }

    private static int stars(String token) {
        return api.get("/users/me", token).data().at("/user/stars").asInt();
    }

    private static long erasures() {
        return database.getCollection("erasures").countDocuments();
    }

    /** Recounts twice: the first recount records a difference, the second repairs it if it is old enough. */
    private static void assertRecounted(Id id, int likes) {
        direct.runSchedules();
        database.getCollection("templates").updateMany(new Document("likeMismatch", new Document("$exists", true)),
                Updates.set("likeMismatch.at", Date.from(Instant.now().minus(Duration.ofHours(1)))));
        direct.runSchedules();

        assertEquals(likes, database.getCollection("favoriteTemplates")
                .countDocuments(new Document("templateId", new ObjectId(id.value()))));
        assertEquals(likes, templates.find(id).orElseThrow().likeCount());
    }

    private static void assertUnavailable(Answer answer) {
        assertEquals(503, answer.status(), answer.response().body());
        assertEquals("DATABASE_UNAVAILABLE", answer.code());
    }
}
