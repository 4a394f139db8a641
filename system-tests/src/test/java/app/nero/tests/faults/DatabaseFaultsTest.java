package app.nero.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.testing.Race;
import app.nero.tests.support.FaultyProxy;
import app.nero.tests.support.ProxiedNero;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The API's responses while the database fails, and the stored data after it recovers. The embedded server is not a replica
 * set, so the driver does not retry writes. On a replica set, retries would succeed in many of these cases.
 */
@Tag("slow")
class DatabaseFaultsTest {

    private static final String TAKE_PERMIT = "findAndModify throttles guess-phone";
    private static final String COUNT_GUESS = "findAndModify verificationCodes";
    private static final String USE_CODE = "update verificationCodes";
    private static final String STORE_CODE = "insert verificationCodes";
    private static final String RETURN_PERMIT = "delete throttles";

    private static LocalNero direct;
    private static ProxiedNero proxied;
    private static FaultyProxy proxy;
    private static ApiClient api;
    private static MongoDatabase database;

    @BeforeAll
    static void start() {
        direct = RunningNero.start(Map.of("NERO_SENDS_PER_PHONE", "1000/PT1H"));
        proxied = ProxiedNero.startBeside(direct, Map.of());
        proxy = proxied.proxy();
        api = proxied.api();
        database = proxied.database();
    }

    @AfterAll
    static void stop() {
        proxied.close();
        direct.close();
    }

    @AfterEach
    void recover() {
        proxy.recover();
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void returns503InTimeAndRecoversAfterAnOutage(Outage outage) {
        String phone = phoneWithCode();
        List<Callable<Answer>> requests = oneOfEachRoute(phone, api.lastCode(phone));

        outage.begin(proxy);
        List<Answer> during = Race.of(requests.size(), requests::get);
        proxy.recover();
        List<Answer> after = Race.of(requests.size(), requests::get);

        during.forEach(DatabaseFaultsTest::assertUnavailable);
        assertEquals(List.of(200, 200, 200, 200, 200), after.stream().map(Answer::status).toList());
        assertEquals(1, users(phone));
        assertEquals(1, sessions(phone).size());
    }

    /** Each call is within the time limit of a single call, but their sum exceeds the request's limit. */
    @Test
    void returns503InTimeIfManySlowCallsAddUp() {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);
        List<Callable<Answer>> requests = oneOfEachRoute(phone, code);

        proxy.delay(Duration.ofSeconds(2));
        List<Answer> slow = Race.of(requests.size(), requests::get);
        proxy.recover();

        slow.subList(0, 2).forEach(DatabaseFaultsTest::assertUnavailable);
        assertEquals(List.of(200, 200, 200), slow.stream().skip(2).map(Answer::status).toList());
        assertEquals(200, api.verifyCode(phone, code).status());
    }

    /** After an environment was frozen, its connections may be gone without having been closed. */
    @Test
    void answersAtOnceIfIdleConnectionsWereDropped() throws Exception {
        try (FaultyProxy nat = new FaultyProxy(direct.settings().get("MONGODB_URI"));
                MongoConnection connection = MongoConnection.open(nat.uri() + "&maxIdleTimeMS=50")) {
            assertTrue(connection.ping());

            nat.loseConnections();
            Thread.sleep(100);

            assertTrue(connection.ping());
        }
    }

    /** A search uses a hint in each find, so it works while the list's find hangs. */
    @Test
    void searchesWhileFindsWithoutAHintHang() {
        proxy.hangAt("find templates");

        Answer list = api.send(api.request("/templates"));
        Answer search = api.send(api.request("/templates?search=neon&sort=popular"));

        assertUnavailable(list);
        assertEquals(200, search.status());
    }

    @ParameterizedTest
    @CsvSource({COUNT_GUESS + ", 0", "findAndModify users, 0", "find erasedNumbers, 0", "insert starsLedger, 0",
            "update users, 0", "insert sessions, 0", USE_CODE + ", 1"})
    void codeStaysValidIfSignInFailsBefore(String step, int sessionsLeft) {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);

        proxy.failBefore(step);
        Answer during = api.verifyCode(phone, code);
        proxy.recover();

        assertUnavailable(during);
        assertOrphanedSessions(sessionsLeft, phone);
        assertSignsInAsTheOnlyUser(phone, code, sessionsLeft);
    }

    @ParameterizedTest
    @CsvSource({COUNT_GUESS + ", 0", "findAndModify users, 0", "insert starsLedger, 0", "update users, 0",
            "insert sessions, 1"})
    void codeStaysValidIfTheResponseIsLostTo(String step, int sessionsLeft) {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);

        proxy.failAfter(step);
        Answer during = api.verifyCode(phone, code);
        proxy.recover();

        assertUnavailable(during);
        assertOrphanedSessions(sessionsLeft, phone);
        assertSignsInAsTheOnlyUser(phone, code, sessionsLeft);
    }

    /** Nero cannot know whether the code was used. Accepting it again could let two callers sign in with one code. */
    @Test
    void requiresANewCodeIfTheResponseToTheLastStepIsLost() {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);

        proxy.failAfter(USE_CODE);
        Answer during = api.verifyCode(phone, code);
        proxy.recover();
        Answer again = api.verifyCode(phone, code);

        assertUnavailable(during);
        assertEquals("WRONG_CODE", again.code());
        assertOrphanedSessions(1, phone);
        api.sendCode(phone);
        assertSignsInAsTheOnlyUser(phone, api.lastCode(phone), 1);
    }

    @Test
    void signsInEvenIfTheGuessPermitCannotBeReturned() {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);

        proxy.failBefore(RETURN_PERMIT);
        Answer verified = api.verifyCode(phone, code);
        proxy.recover();

        assertEquals(200, verified.status());
        assertEquals(18, attemptsLeft(api.verifyCode(phone, code)));
    }

    /**
     * Sends two guesses that fail and a wrong one that completes, which leaves 19 of the phone's 20 guesses. A failed guess is
     * counted only if the response to taking its permit was lost.
     */
    @ParameterizedTest
    @CsvSource({TAKE_PERMIT + ", false, 19", TAKE_PERMIT + ", true, 17", COUNT_GUESS + ", true, 19"})
    void failedRequestsCostAtMostOneGuessEach(String step, boolean executed, int left) {
        String phone = phoneWithCode();
        String wrong = ApiClient.wrong(api.lastCode(phone));

        proxy.fail(step, executed);
        List<Answer> failed = times(2, () -> api.verifyCode(phone, wrong));
        proxy.recover();
        Answer completed = api.verifyCode(phone, wrong);

        failed.forEach(DatabaseFaultsTest::assertUnavailable);
        assertEquals(left, attemptsLeft(completed));
        assertEquals(20 - left, guessesCounted(phone));
    }

    @Test
    void refusesTheSixthGuessIfEarlierResponsesWereLost() {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);

        proxy.failAfter(COUNT_GUESS);
        List<Answer> failed = times(2, () -> api.verifyCode(phone, ApiClient.wrong(code)));
        proxy.recover();
        List<Answer> wrong = times(3, () -> api.verifyCode(phone, ApiClient.wrong(code)));
        Answer sixth = api.verifyCode(phone, code);

        failed.forEach(DatabaseFaultsTest::assertUnavailable);
        wrong.forEach(answer -> assertEquals("WRONG_CODE", answer.code()));
        assertEquals("WRONG_CODE", sixth.code());
    }

    /** The first failed guess is not counted and the second is. After three more, one guess is left. */
    @Test
    void acceptsTheFifthGuessAfterFailedRequests() {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);

        proxy.failBefore(COUNT_GUESS);
        assertUnavailable(api.verifyCode(phone, ApiClient.wrong(code)));
        proxy.failAfter(COUNT_GUESS);
        assertUnavailable(api.verifyCode(phone, ApiClient.wrong(code)));
        proxy.recover();
        times(3, () -> api.verifyCode(phone, ApiClient.wrong(code)));

        assertEquals(200, api.verifyCode(phone, code).status());
    }

    @Test
    void sendsNoSmsAndKeepsTheOldCodeIfTheNewOneCannotBeStored() {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);

        proxy.failBefore(STORE_CODE);
        Answer during = api.sendCode(phone);
        proxy.recover();

        assertUnavailable(during);
        assertTrue(code.equals(api.lastCode(phone)), "Another SMS was sent.");
        assertEquals(200, api.verifyCode(phone, code).status());
    }

    @Test
    void sendsNoSmsIfItIsUnknownWhetherTheCodeIsStored() {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);

        proxy.failAfter(STORE_CODE);
        Answer during = api.sendCode(phone);
        proxy.recover();

        assertUnavailable(during);
        assertTrue(code.equals(api.lastCode(phone)), "Another SMS was sent.");
        api.sendCode(phone);
        assertEquals(200, api.verifyCode(phone, api.lastCode(phone)).status());
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void updatesTheProfileCompletelyOrNotAtAll(boolean executed) {
        String token = api.signIn(ApiClient.newPhone());
        String before = user(token);

        proxy.fail("findAndModify users", executed);
        Answer during = api.patch("/users/profile", token,
                "{\"name\":\"Sara\",\"email\":\"sara@nero.example\"}");
        proxy.recover();

        assertUnavailable(during);
        String after = user(token);
        if (executed) {
            assertTrue(after.contains("\"name\":\"Sara\",\"email\":\"sara@nero.example\""));
        } else {
            assertEquals(before, after);
        }
    }

    private static String phoneWithCode() {
        String phone = ApiClient.newPhone();
        assertEquals(200, api.sendCode(phone).status());
        return phone;
    }

    private static List<Callable<Answer>> oneOfEachRoute(String phone, String code) {
        String token = api.signIn(ApiClient.newPhone());
        String otherPhone = ApiClient.newPhone();
        return List.of(() -> api.sendCode(otherPhone), () -> api.verifyCode(phone, code),
                () -> api.get("/users/me", token), () -> api.get("/users/profile", token),
                () -> api.patch("/users/profile", token, "{\"name\":\"Sara\"}"));
    }

    private static List<Answer> times(int count, Callable<Answer> request) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.addAll(Race.of(1, _ -> request));
        }
        return answers;
    }

    private static void assertUnavailable(Answer answer) {
        assertEquals(503, answer.status());
        assertEquals("{\"status\":\"error\",\"code\":\"DATABASE_UNAVAILABLE\","
                + "\"message\":\"The service is temporarily unavailable. Try again.\",\"requestId\":\""
                + answer.header("X-Request-Id") + "\"}", answer.response().body());
        assertEquals("1", answer.header("Retry-After"));
        assertEquals("application/json; charset=utf-8", answer.header("Content-Type"));
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
        assertEquals("default-src 'none'; frame-ancestors 'none'", answer.header("Content-Security-Policy"));
        assertEquals("no-referrer", answer.header("Referrer-Policy"));
        assertEquals(direct.url(), answer.header("Access-Control-Allow-Origin"));
        assertFalse(answer.header("Strict-Transport-Security").isEmpty());
        assertFalse(answer.header("Cross-Origin-Resource-Policy").isEmpty());
        assertFalse(answer.header("X-Request-Id").isEmpty());
    }

    /** Their tokens were never returned to a client. They expire by themselves. */
    private static void assertOrphanedSessions(int count, String phone) {
        List<Document> sessions = sessions(phone);
        assertEquals(count, sessions.size());
        Date latestEnd = Date.from(Instant.now().plus(Duration.ofDays(30)));
        sessions.forEach(session -> assertFalse(session.getDate("expiresAt").after(latestEnd)));
    }

    private static void assertSignsInAsTheOnlyUser(String phone, String code, int sessionsBefore) {
        Answer verified = api.verifyCode(phone, code);

        assertEquals(200, verified.status());
        assertEquals(3, verified.data().at("/user/stars").asInt());
        assertEquals(1, users(phone));
        List<Document> sessions = sessions(phone);
        assertEquals(sessionsBefore + 1, sessions.size());
        assertEquals(sessions.size(),
                sessions.stream().map(session -> session.getString("tokenHash")).distinct().count());
    }

    private static String user(String token) {
        return api.get("/users/me", token).data().get("user").toString();
    }

    private static int attemptsLeft(Answer wrong) {
        assertEquals("WRONG_CODE", wrong.code());
        return wrong.json().get("attemptsLeft").asInt();
    }

    private static int guessesCounted(String phone) {
        return database.getCollection("throttles").find(new Document("_id", "guess-phone:" + phone + ":PT24H"))
                .first().getInteger("count");
    }

    private static long users(String phone) {
        return database.getCollection("users").countDocuments(new Document("phoneNumber", phone));
    }

    private static List<Document> sessions(String phone) {
        Document user = database.getCollection("users").find(new Document("phoneNumber", phone)).first();
        return user == null
                ? List.of()
                : database.getCollection("sessions").find(new Document("userId", user.get("_id")))
                        .into(new ArrayList<>());
    }
}
