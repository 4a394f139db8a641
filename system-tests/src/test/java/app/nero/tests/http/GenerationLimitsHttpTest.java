package app.nero.tests.http;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.Allowance;
import app.nero.generation.EngineUse;
import app.nero.generation.FailureCode;
import app.nero.generation.Generation;
import app.nero.generation.GenerationBuilder;
import app.nero.generation.Lease;
import app.nero.generation.Sharing;
import app.nero.generation.Visibility;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.kernel.Id;
import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.Canaries;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.template.Template;
import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.Race;
import app.nero.testing.Some;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The limits of generations and of reports over HTTP. No worker runs, so that everything that is queued can be canceled. */
class GenerationLimitsHttpTest {

    private static final int DAY = 86_400;

    private static LocalNero nero;
    private static ApiClient api;
    private static MongoConnection connection;
    private static MongoGenerations generations;
    private static String request;

    private final String token = api.signIn(ApiClient.newPhone());
    private final Id userId = userId(token);

    @BeforeAll
    static void start() {
        nero = RunningNero.start(Map.of("NERO_GENERATION_ENABLED", "false"));
        api = new ApiClient(nero);
        connection = MongoConnection.open(nero.settings().get("MONGODB_URI"));
        generations = new MongoGenerations(connection);
        Template template = aTemplate().build();
        new MongoTemplates(connection).add(template);
        request = "{\"type\":\"generate\",\"prompt\":\"dusk\",\"templateId\":\"" + template.id() + "\"}";
    }

    @AfterAll
    static void stop() {
        connection.close();
        nero.close();
    }

    @Test
    void acceptsFiveGenerationsOnTheFirstDay() {
        String first = newKey();
        for (int repetition = 0; repetition < 3; repetition++) {
            assertEquals(202, api.post("/generations", token, request, first).status());
        }
        assertEquals(404, api.post("/generations", token,
                request.replaceAll("[0-9a-f]{24}", Some.id().value()), newKey()).status());
        assertEquals(400, api.post("/generations", token, request.replace("}", ",\"engine\":\"pro\"}"), newKey())
                .status());
        cancelAll();
        for (int i = 1; i < 5; i++) {
            assertEquals(202, api.post("/generations", token, request, newKey()).status());
            cancelAll();
        }
        String key = newKey();

        Answer sixth = api.post("/generations", token, request, key);
        Answer again = api.post("/generations", token, request, key);

        for (Answer refused : List.of(sixth, again)) {
            assertEquals(429, refused.status(), refused.response().body());
            assertEquals("DAILY_LIMIT", refused.code());
            int wait = Integer.parseInt(refused.header("Retry-After"));
            assertTrue(wait > DAY - 600 && wait <= DAY, () -> "Retry-After: " + wait);
        }
        assertEquals(202, api.post("/generations", token, request, first).status());
        assertEquals(3, balance());
        assertEquals(202,
                api.post("/generations", api.signIn(ApiClient.newPhone()), request, newKey()).status());
    }

    @Test
    void pausesAUserAfterFiveBlockedGenerations() {
        Instant now = Clock.systemUTC().instant();
        for (int i = 0; i < 5; i++) {
            Generation draft = GenerationBuilder.aGeneration().userId(userId).createdAt(now.minusSeconds(3_600))
                    .sweepAt(Optional.of(now.plus(Duration.ofDays(1)))).build();
            generations.draft(draft, new Allowance(100, List.of()));
            generations.closeDraft(draft.id(), Optional.of(FailureCode.CONTENT_BLOCKED),
                    now.plus(Duration.ofDays(1)));
        }

        Answer paused = api.post("/generations", token, request, newKey());

        assertEquals(429, paused.status(), paused.response().body());
        assertEquals("GENERATION_PAUSED", paused.code());
        int wait = Integer.parseInt(paused.header("Retry-After"));
        assertTrue(wait > DAY - 4_200 && wait <= DAY - 3_600, () -> "Retry-After: " + wait);
        assertEquals(3, balance());
    }

    @Test
    void acceptsNoMoreThanTheTotalOfAllUsers() {
        try (LocalNero small = RunningNero
                .start(Map.of("NERO_GENERATION_ENABLED", "false", "NERO_GENERATIONS_TOTAL", "3/P1D"));
                MongoConnection database = MongoConnection.open(small.settings().get("MONGODB_URI"))) {
            ApiClient users = new ApiClient(small);
            Template template = aTemplate().build();
            new MongoTemplates(database).add(template);
            String body = request.replaceAll("[0-9a-f]{24}", template.id().value());
            List<String> tokens = IntStream.range(0, 8).mapToObj(_ -> users.signIn(ApiClient.newPhone())).toList();

            List<Answer> answers = Race.of(tokens.size(),
                    i -> () -> users.post("/generations", tokens.get(i), body, newKey()));

            List<Answer> refused = answers.stream().filter(answer -> answer.status() != 202).toList();
            assertEquals(5, refused.size());
            refused.forEach(answer -> {
                assertEquals(503, answer.status(), answer.response().body());
                assertEquals("ENGINE_UNAVAILABLE", answer.code());
                assertTrue(Integer.parseInt(answer.header("Retry-After")) > DAY - 600);
            });
            assertEquals(3, tokens.stream()
                    .filter(one -> users.get("/stars", one).data().get("balance").asInt() == 2).count());
        }
    }

    @Test
    void storesThreeReportsAnHourFromOneAddressWithoutTheAddress() {
        String note = Canaries.note("it is me " + UUID.randomUUID());
        String slug = shared();
        String report = "{\"reason\":\"personal\",\"note\":\"" + note + "\"}";

        assertEquals(404, api.post("/shared/" + "x".repeat(22) + "/reports", report).status());
        assertEquals(400, api.post("/shared/" + slug + "/reports", "{\"reason\":\"ugly\"}").status());
        for (int i = 0; i < 3; i++) {
            assertEquals(202, api.post("/shared/" + slug + "/reports", report).status());
        }
        Answer fourth = api.post("/shared/" + slug + "/reports", report);

        assertEquals(429, fourth.status(), fourth.response().body());
        assertEquals("RATE_LIMITED", fourth.code());
        try (MongoClient mongo = MongoClients.create(nero.settings().get("MONGODB_URI"))) {
            List<Document> stored = RunningNero.database(nero, mongo).getCollection("reports")
                    .find(new Document("ownerId", new ObjectId(userId.value()))).into(new ArrayList<>());
            assertEquals(3, stored.size());
            assertEquals(note, stored.getFirst().getString("note"));
            assertFalse(stored.toString().contains("127.0.0.1"), stored::toString);
        }
    }

    /** Shares a result of the user, and returns its slug. */
    private String shared() {
        Instant now = Clock.systemUTC().instant();
        Generation draft = GenerationBuilder.aGeneration().userId(userId).createdAt(now).build();
        Lease lease = new Lease(Some.id(), now.plusSeconds(60));
        String slug = Base64.getUrlEncoder().withoutPadding()
                .encodeToString(UUID.randomUUID().toString().substring(0, 16)
                        .getBytes(StandardCharsets.US_ASCII));
        generations.draft(draft, new Allowance(1, List.of()));
        generations.accept(draft.id(), now, now.plusSeconds(60));
        generations.lease(draft.id(), lease, now);
        generations.succeed(draft.id(), lease.id(), GenerationBuilder.image(userId), "test",
                EngineUse.free("test-model"), now);
        generations.share(userId, draft.id(), Optional.empty(),
                new Sharing(Visibility.LINK, Optional.of(slug), false)).orElseThrow();
        return slug;
    }

    private void cancelAll() {
        api.get("/generations?status=active", token).data().get("generations")
                .forEach(generation -> assertEquals(200,
                        api.send(api.request("/generations/" + generation.get("id").asText() + "/cancel")
                                .header("Authorization", "Bearer " + token).POST(BodyPublishers.noBody())).status()));
    }

    private int balance() {
        return api.get("/stars", token).data().get("balance").asInt();
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    private static Id userId(String token) {
        String claims = new String(Base64.getUrlDecoder().decode(token.split("[.]")[1]), StandardCharsets.UTF_8);
        return new Id(claims.replaceAll(".*\"sub\":\"([0-9a-f]+)\".*", "$1"));
    }
}
