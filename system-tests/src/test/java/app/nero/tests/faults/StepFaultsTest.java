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
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import java.io.IOException;
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

/** What is left where one step of browsing, liking, counting, staying signed in or leaving fails, before it or after. */
@Tag("slow")
class StepFaultsTest {

    /** What an answer may take; without one by then, the client fails the test. */
    private static final Duration DEADLINE = Duration.ofSeconds(8);

    private static LocalNero healthy;
    private static FaultyProxy proxy;
    private static LocalNero nero;
    private static ApiClient api;
    private static ApiClient visitor;
    private static MongoConnection connection;
    private static MongoTemplates templates;
    private static MongoClient mongo;
    private static MongoDatabase database;

    @BeforeAll
    static void start() throws IOException {
        healthy = RunningNero.start(Map.of("NERO_SENDS_PER_PHONE", "1000/PT1H"));
        proxy = new FaultyProxy(healthy.settings().get("MONGODB_URI"));
        nero = RunningNero.startBeside(healthy, Map.of("MONGODB_URI", proxy.uri()));
        api = new ApiClient(nero, DEADLINE);
        visitor = new ApiClient(healthy);
        connection = MongoConnection.open(healthy.settings().get("MONGODB_URI"));
        templates = new MongoTemplates(connection);
        mongo = MongoClients.create(healthy.settings().get("MONGODB_URI"));
        database = RunningNero.database(healthy, mongo);
    }

    @AfterAll
    static void stop() throws IOException {
        mongo.close();
        connection.close();
        nero.close();
        proxy.close();
        healthy.close();
    }

    @AfterEach
    void heal() throws IOException {
        proxy.passes();
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void endInTimeWhereTheDatabaseIsGone(Outage outage) throws IOException {
        Tokens tokens = visitor.begin(ApiClient.newPhone());
        String one = "/templates/" + template();
        List<Callable<Answer>> requests = List.of(() -> api.refresh(tokens.refresh()),
                () -> api.get("/auth/sessions", tokens.access()),
                () -> api.delete("/auth/sessions/" + new ObjectId(), tokens.access()),
                () -> api.send(api.request("/templates?limit=1")), () -> api.get(one, tokens.access()),
                () -> api.get("/templates/favorites", tokens.access()), () -> api.send(api.request("/categories")),
                () -> api.post(one + "/favorite", tokens.access(), ""), () -> like(one, tokens.access()),
                () -> api.delete(one + "/favorite", tokens.access()), () -> api.delete("/users/me", tokens.access()));

        outage.begin(proxy);
        List<Answer> during = Race.of(requests.size(), requests::get);
        proxy.passes();

        during.forEach(StepFaultsTest::assertUnavailable);
    }

    @Tag("mongodb")
    @ParameterizedTest
    @CsvSource({"find favoriteTemplates, false", "findAndModify templates, false", "findAndModify templates, true",
            "insert favoriteTemplates, false", "insert favoriteTemplates, true"})
    void leaveALikeToBeSetAgainAndCountedOnce(String step, boolean executed) throws IOException {
        String token = visitor.signIn(ApiClient.newPhone());
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
    void leaveALikeToBeTakenBackAgainAndUncountedOnce(String step, boolean executed) throws IOException {
        String token = visitor.signIn(ApiClient.newPhone());
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
    void leaveARecountToTheNextRun(String step, boolean executed) throws IOException {
        String token = visitor.signIn(ApiClient.newPhone());
        Id id = template();
        like("/templates/" + id, token);
        templates.like(id, 1);

        failing(step, executed, () -> {
            nero.runSchedules();
            return null;
        });

        assertRecounted(id, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"find templates", "find favoriteTemplates"})
    void countOneViewHoweverOftenItIsTried(String step) throws IOException {
        String token = visitor.signIn(ApiClient.newPhone());
        String one = "/templates/" + template();

        failing(step, false, () -> api.get(one, token));
        failing("findAndModify templates", true, () -> api.get(one, token));

        assertTrue(api.get(one, token).data().at("/template/viewCount").asInt() <= 1);
    }

    @ParameterizedTest
    @CsvSource({"findAndModify sessions, false", "findAndModify sessions, true", "find users, false"})
    void leaveARefreshToBeTriedAgain(String step, boolean executed) throws IOException {
        Tokens tokens = visitor.begin(ApiClient.newPhone());

        Answer failed = failing(step, executed, () -> api.refresh(tokens.refresh()));

        assertUnavailable(failed);
        Tokens next = Tokens.of(api.refresh(tokens.refresh()));
        assertEquals(1, api.get("/auth/sessions", next.access()).data().get("sessions").size());
        assertEquals(200, api.refresh(next.refresh()).status());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leaveASignOutToBeTriedAgain(boolean executed) throws IOException {
        Tokens tokens = visitor.begin(ApiClient.newPhone());

        Answer failed = failing("delete sessions", executed, () -> api.post("/auth/logout", tokens.access(), "{}"));

        assertUnavailable(failed);
        api.post("/auth/logout", tokens.access(), "{}");
        assertEquals(401, api.refresh(tokens.refresh()).status());
    }

    @Test
    void leaveAnErasureThatIsNotNotedUndone() throws IOException {
        String token = visitor.signIn(ApiClient.newPhone());

        for (String step : List.of("find users", "update erasures")) {
            assertUnavailable(failing(step, false, () -> api.delete("/users/me", token)));
        }

        assertEquals(200, api.get("/users/me", token).status());
        assertEquals(0, erasures());
        assertEquals(200, api.delete("/users/me", token).status());
    }

    @ParameterizedTest
    @CsvSource({"update erasures, true", "delete users, false", "delete users, true", "delete favoriteTemplates, false",
            "update characters, false", "delete verificationCodes, true", "delete idempotencyKeys, true"})
    void leaveAnErasureThatIsNotedToTheSweeper(String step, boolean executed) throws IOException {
        String phone = ApiClient.newPhone();
        String token = visitor.signIn(phone);
        String id = userId(token);
        Id liked = template();
        like("/templates/" + liked, token);

        Answer failed = failing(step, executed, () -> api.delete("/users/me", token));
        database.getCollection("erasures").updateMany(new Document(),
                Updates.set("requestedAt", Date.from(Instant.now().minus(Duration.ofMinutes(17)))));
        healthy.runSchedules();

        assertUnavailable(failed);
        assertEquals(0, erasures());
        for (String collection : List.of("sessions", "favoriteTemplates", "characters")) {
            assertEquals(0, database.getCollection(collection).countDocuments(new Document("userId",
                    new ObjectId(id))), collection);
        }
        assertEquals(0, database.getCollection("users").countDocuments(new Document("_id", new ObjectId(id))));
        assertEquals(401, api.get("/users/me", token).status());
        assertRecounted(liked, 0);
    }

    private static <T> T failing(String step, boolean executed, Callable<T> work) throws IOException {
        if (executed) {
            proxy.losesAnswerTo(step);
        } else {
            proxy.cutsBefore(step);
        }
        try {
            return work.call();
        } catch (Exception e) {
            throw new AssertionError(step, e);
        } finally {
            proxy.passes();
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

    private static long erasures() {
        return database.getCollection("erasures").countDocuments();
    }

    /** Behind two recounts, the second one long enough after the first, the count is that of the favourites. */
    private static void assertRecounted(Id id, int likes) {
        healthy.runSchedules();
        database.getCollection("templates").updateMany(new Document("likeDoubt", new Document("$exists", true)),
                Updates.set("likeDoubt.at", Date.from(Instant.now().minus(Duration.ofHours(1)))));
        healthy.runSchedules();

        assertEquals(likes, database.getCollection("favoriteTemplates")
                .countDocuments(new Document("templateId", new ObjectId(id.value()))));
        assertEquals(likes, templates.find(id).orElseThrow().likeCount());
    }

    private static void assertUnavailable(Answer answer) {
        assertEquals(503, answer.status(), answer.response().body());
        assertEquals("DATABASE_UNAVAILABLE", answer.code());
    }
}
