package app.nero.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.RunningNero;
import app.nero.testing.Race;
import app.nero.tests.support.FaultyProxy;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
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
 * What a person gets while the database fails, and what is left when it is back. The embedded server is no replica set, so
 * the driver tries no write twice: a set heals much of what fails here.
 */
@Tag("slow")
class DatabaseFaultsTest {

    /** What an answer may take; without one by then, the client fails the test. */
    private static final Duration DEADLINE = Duration.ofSeconds(8);

    private static final String TAKE_PERMIT = "findAndModify throttles guess-phone";
    private static final String COUNT_GUESS = "findAndModify verificationCodes";
    private static final String USE_CODE = "update verificationCodes";
    private static final String STORE_CODE = "insert verificationCodes";
    private static final String GIVE_PERMIT_BACK = "delete throttles";

    private static LocalNero healthy;
    private static FaultyProxy proxy;
    private static LocalNero nero;
    private static ApiClient api;
    private static MongoClient mongo;
    private static MongoDatabase database;

    @BeforeAll
    static void start() throws IOException {
        healthy = RunningNero.start(Map.of("NERO_SENDS_PER_PHONE", "1000/PT1H"));
        proxy = new FaultyProxy(healthy.settings().get("MONGODB_URI"));
        Map<String, String> settings = new HashMap<>(healthy.settings());
        settings.put("MONGODB_URI", proxy.uri());
        nero = RunningNero.start(settings);
        api = new ApiClient(nero, DEADLINE);
        mongo = MongoClients.create(healthy.settings().get("MONGODB_URI"));
        database = RunningNero.database(healthy, mongo);
    }

    @AfterAll
    static void stop() throws IOException {
        mongo.close();
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
    void saysInTimeThatItIsUnavailableAndServesAgainOnceItIsBack(Outage outage) throws IOException {
        String phone = phoneWithCode();
        List<Callable<Answer>> requests = oneOfEachRoute(phone, api.lastCode(phone));

        outage.begin(proxy);
        List<Answer> during = Race.of(requests.size(), requests::get);
        proxy.passes();
        List<Answer> after = Race.of(requests.size(), requests::get);

        during.forEach(DatabaseFaultsTest::assertUnavailable);
        assertEquals(List.of(200, 200, 200, 200, 200), after.stream().map(Answer::status).toList());
        assertEquals(1, users(phone));
        assertEquals(1, sessions(phone).size());
    }

    /** Each call stays within the limit of one, and all of them together would not. */
    @Test
    void answersInTimeHoweverManySlowCallsARequestMakes() throws IOException {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);
        List<Callable<Answer>> requests = oneOfEachRoute(phone, code);

        proxy.delays(Duration.ofSeconds(2));
        List<Answer> slow = Race.of(requests.size(), requests::get);
        proxy.passes();

        slow.subList(0, 2).forEach(DatabaseFaultsTest::assertUnavailable);
        assertEquals(List.of(200, 200, 200), slow.stream().skip(2).map(Answer::status).toList());
        assertEquals(200, api.verifyCode(phone, code).status());
    }

    @Test
    void walksTheOrderWhereASearchIsNotFoundInTime() {
        proxy.hangsAt("find templates");

        Answer list = api.send(api.request("/templates"));
        Answer search = api.send(api.request("/templates?search=neon&sort=popular"));

        assertUnavailable(list);
        assertEquals(200, search.status());
    }

    @ParameterizedTest
    @CsvSource({COUNT_GUESS + ", 0", "findAndModify users, 0", "insert sessions, 0",
            USE_CODE + ", 1"})
    void keepsARightCodeGoodWhereASignInFailsBefore(String step, int sessionsLeft) throws IOException {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);

        proxy.cutsBefore(step);
        Answer during = api.verifyCode(phone, code);
        proxy.passes();

        assertUnavailable(during);
        assertSessionsThatNobodyHas(sessionsLeft, phone);
        assertSignsInAsTheOnlyUser(phone, code, sessionsLeft);
    }

    @ParameterizedTest
    @CsvSource({COUNT_GUESS + ", 0", "findAndModify users, 0", "insert sessions, 1"})
    void keepsARightCodeGoodWhereTheAnswerIsLostTo(String step, int sessionsLeft) throws IOException {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);

        proxy.losesAnswerTo(step);
        Answer during = api.verifyCode(phone, code);
        proxy.passes();

        assertUnavailable(during);
        assertSessionsThatNobodyHas(sessionsLeft, phone);
        assertSignsInAsTheOnlyUser(phone, code, sessionsLeft);
    }

    /** It cannot know that it did use the code up, and to let the code be used again would be worse. */
    @Test
    void signsInWithANewCodeWhereTheAnswerToTheLastStepWasLost() throws IOException {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);

        proxy.losesAnswerTo(USE_CODE);
        Answer during = api.verifyCode(phone, code);
        proxy.passes();
        Answer again = api.verifyCode(phone, code);

        assertUnavailable(during);
        assertEquals("WRONG_CODE", again.code());
        assertSessionsThatNobodyHas(1, phone);
        api.sendCode(phone);
        assertSignsInAsTheOnlyUser(phone, api.lastCode(phone), 1);
    }

    @Test
    void signsInAllTheSameWhereARightGuessCannotBeForgiven() throws IOException {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);

        proxy.cutsBefore(GIVE_PERMIT_BACK);
        Answer verified = api.verifyCode(phone, code);
        proxy.passes();

        assertEquals(200, verified.status());
        assertEquals(18, attemptsLeft(api.verifyCode(phone, code)));
    }

    /** A wrong guess leaves 19 of the phone's 20; of two that failed before it, those stay taken whose taking alone is known. */
    @ParameterizedTest
    @CsvSource({TAKE_PERMIT + ", false, 19", TAKE_PERMIT + ", true, 17", COUNT_GUESS + ", true, 19"})
    void takesAtMostOneGuessFromThePhoneForEachThatFailed(String step, boolean executed, int left)
            throws IOException {
        String phone = phoneWithCode();
        String wrong = ApiClient.wrong(api.lastCode(phone));

        fail(step, executed);
        List<Answer> failed = times(2, () -> api.verifyCode(phone, wrong));
        proxy.passes();
        Answer acknowledged = api.verifyCode(phone, wrong);

        failed.forEach(DatabaseFaultsTest::assertUnavailable);
        assertEquals(left, attemptsLeft(acknowledged));
        assertEquals(20 - left, guessesCounted(phone));
    }

    @Test
    void comparesNoSixthGuessAfterSomeWhoseAnswersWereLost() throws IOException {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);

        proxy.losesAnswerTo(COUNT_GUESS);
        List<Answer> failed = times(2, () -> api.verifyCode(phone, ApiClient.wrong(code)));
        proxy.passes();
        List<Answer> wrong = times(3, () -> api.verifyCode(phone, ApiClient.wrong(code)));
        Answer sixth = api.verifyCode(phone, code);

        failed.forEach(DatabaseFaultsTest::assertUnavailable);
        wrong.forEach(answer -> assertEquals("WRONG_CODE", answer.code()));
        assertEquals("WRONG_CODE", sixth.code());
    }

    /** One guess never reached the code and one did, once: with three more, there is one left. */
    @Test
    void keepsTheFifthGuessWhereOthersFailed() throws IOException {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);

        proxy.cutsBefore(COUNT_GUESS);
        assertUnavailable(api.verifyCode(phone, ApiClient.wrong(code)));
        proxy.losesAnswerTo(COUNT_GUESS);
        assertUnavailable(api.verifyCode(phone, ApiClient.wrong(code)));
        proxy.passes();
        times(3, () -> api.verifyCode(phone, ApiClient.wrong(code)));

        assertEquals(200, api.verifyCode(phone, code).status());
    }

    @Test
    void sendsNothingAndKeepsTheOlderCodeWhereTheNewOneCannotBeStored() throws IOException {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);

        proxy.cutsBefore(STORE_CODE);
        Answer during = api.sendCode(phone);
        proxy.passes();

        assertUnavailable(during);
        assertTrue(code.equals(api.lastCode(phone)), "another SMS was sent");
        assertEquals(200, api.verifyCode(phone, code).status());
    }

    @Test
    void sendsNothingWhereItIsUnknownWhetherTheCodeIsStored() throws IOException {
        String phone = phoneWithCode();
        String code = api.lastCode(phone);

        proxy.losesAnswerTo(STORE_CODE);
        Answer during = api.sendCode(phone);
        proxy.passes();

        assertUnavailable(during);
        assertTrue(code.equals(api.lastCode(phone)), "another SMS was sent");
        api.sendCode(phone);
        assertEquals(200, api.verifyCode(phone, api.lastCode(phone)).status());
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void makesAChangeOfTheProfileWholeOrNotAtAll(boolean executed) throws IOException {
        String token = api.signIn(ApiClient.newPhone());
        String before = user(token);

        fail("findAndModify users", executed);
        Answer during = api.patch("/users/profile", token,
                "{\"name\":\"Sara\",\"email\":\"sara@nero.example\"}");
        proxy.passes();

        assertUnavailable(during);
        String after = user(token);
        if (executed) {
            assertTrue(after.contains("\"name\":\"Sara\",\"email\":\"sara@nero.example\""));
        } else {
            assertEquals(before, after);
        }
    }

    private static void fail(String step, boolean executed) {
        if (executed) {
            proxy.losesAnswerTo(step);
        } else {
            proxy.cutsBefore(step);
        }
    }

    private static String phoneWithCode() {
        String phone = ApiClient.newPhone();
        assertEquals(200, api.sendCode(phone).status());
        return phone;
    }

    private static List<Callable<Answer>> oneOfEachRoute(String phone, String code) {
        String token = api.signIn(ApiClient.newPhone());
        String another = ApiClient.newPhone();
        return List.of(() -> api.sendCode(another), () -> api.verifyCode(phone, code),
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
        assertEquals(healthy.url(), answer.header("Access-Control-Allow-Origin"));
        assertFalse(answer.header("Strict-Transport-Security").isEmpty());
        assertFalse(answer.header("Cross-Origin-Resource-Policy").isEmpty());
        assertFalse(answer.header("X-Request-Id").isEmpty());
    }

    /** No answer held their tokens, and they end by themselves. */
    private static void assertSessionsThatNobodyHas(int count, String phone) {
        List<Document> left = sessions(phone);
        assertEquals(count, left.size());
        Date latestEnd = Date.from(Instant.now().plus(Duration.ofDays(30)));
        left.forEach(session -> assertFalse(session.getDate("expiresAt").after(latestEnd)));
    }

    private static void assertSignsInAsTheOnlyUser(String phone, String code, int sessionsBefore) {
        Answer verified = api.verifyCode(phone, code);

        assertEquals(200, verified.status());
        assertEquals(1, users(phone));
        List<Document> sessions = sessions(phone);
        assertEquals(sessionsBefore + 1, sessions.size());
        assertEquals(sessions.size(), sessions.stream().map(it -> it.getString("tokenHash")).distinct().count());
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
