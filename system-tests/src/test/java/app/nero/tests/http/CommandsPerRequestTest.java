package app.nero.tests.http;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.ops.Admin;
import app.nero.template.Template;
import app.nero.template.mongo.MongoTemplates;
import app.nero.tests.support.ProxiedNero;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The database commands of requests by a busy caller, for whom the function has leased permits of the request limit. A read writes
 * nothing.
 */
class CommandsPerRequestTest {

    private static LocalNero direct;
    private static ProxiedNero proxied;
    private static ApiClient api;
    private static Template template;

    @BeforeAll
    static void start() {
        direct = RunningNero.start(Map.of("NERO_SENDS_PER_PHONE", "1000/PT1H"));
        proxied = ProxiedNero.startBeside(direct, Map.of());
        api = proxied.api();
        template = aTemplate().build();
        try (MongoConnection connection = MongoConnection.open(direct.settings().get("MONGODB_URI"))) {
            new MongoTemplates(connection).add(template);
        }
    }

    @AfterAll
    static void stop() {
        proxied.close();
        direct.close();
    }

    @Test
    void aListOfAUserReadsTheTemplatesAndTheFavorites() {
        String token = api.signIn(ApiClient.newPhone());

        assertEquals(List.of("find templates", "find favoriteTemplates"),
                stepsOfLast(i -> api.get("/templates?limit=" + (50 + i), token)));
    }

    @Test
    void aListThatGuestsRepeatReadsNothing() {
        assertEquals(List.of(), stepsOfLast(_ -> api.send(api.request("/templates?limit=70"))));
        assertEquals(List.of(), stepsOfLast(_ -> api.send(api.request("/categories"))));
    }

    @Test
    void anAccountIsReadAtOnce() {
        String token = api.signIn(ApiClient.newPhone());

        assertEquals(List.of("find users"), stepsOfLast(_ -> api.get("/users/me", token)));
    }

    @Test
    void aLikeTakesThreeCommands() {
        String token = api.signIn(ApiClient.newPhone());

        assertEquals(
                List.of("findAndModify favoriteTemplates", "findAndModify templates", "insert favoriteTemplates"),
                stepsOfLast(_ -> api.post("/templates/" + template.id() + "/favorite", token, "")));
    }

    /** A count of the collection reads its metadata, not its documents. */
    @Test
    void statisticsEstimateTheTotals() throws IOException {
        String phone = ApiClient.newPhone();
        api.signIn(phone);
        assertEquals(Admin.OK,
                new Admin(direct.settings(), new PrintStream(OutputStream.nullOutputStream())).run("grant", phone));
        String token = api.signIn(phone);

        assertEquals(List.of("count favoriteTemplates", "count templates", "count users"),
                stepsOfLast(_ -> api.get("/admin/stats", token)).stream().filter(step -> step.startsWith("count"))
                        .sorted().toList());
    }

    /**
     * The second and third command from the end, and the two before the last update, run at the same time. At least one of three
     * requests finds a permit in memory.
     */
    @Test
    void aSignInOfAKnownAccountTakesSixStepsInSequence() {
        String phone = ApiClient.newPhone();

        assertEquals(List.of("delete throttles", "find sessions", "findAndModify dailyCounts",
                "findAndModify throttles guess-phone", "findAndModify users", "findAndModify verificationCodes",
                "insert sessions", "update verificationCodes"),
                IntStream.range(0, 3).mapToObj(_ -> {
                    api.sendCode(phone);
                    String code = api.lastCode(phone);
                    return steps(() -> api.verifyCode(phone, code));
                }).min(Comparator.comparing(List::size)).orElseThrow().stream().sorted().toList());
    }

    /** The third of three requests finds a permit in memory: the first took one, the second two. */
    private static List<String> stepsOfLast(IntFunction<?> request) {
        return IntStream.range(0, 3).mapToObj(i -> steps(() -> request.apply(i))).toList().getLast();
    }

    private static List<String> steps(Runnable request) {
        int before = proxied.proxy().steps().size();
        request.run();
        List<String> all = proxied.proxy().steps();
        return all.subList(before, all.size());
    }
}
