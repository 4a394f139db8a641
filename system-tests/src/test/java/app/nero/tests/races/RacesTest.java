package app.nero.tests.races;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalLimits;
import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.RunningNero;
import app.nero.testing.Race;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Concurrent requests over HTTP to two instances that share only the database. */
@Tag("mongodb")
class RacesTest {

    private static LocalNero first;
    private static LocalNero second;
    private static List<ApiClient> apis;
    private static MongoClient mongo;
    private static MongoDatabase database;

    @BeforeAll
    static void start() {
        first = RunningNero.start(Map.of("NERO_SENDS_PER_PHONE", "1000/PT1H"));
        second = RunningNero.startBeside(first);
        apis = List.of(new ApiClient(first), new ApiClient(second));
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
    void acceptsOneOfFiftyConcurrentRightCodes() {
        String phone = ApiClient.newPhone();
        apis.getFirst().sendCode(phone);
        String code = apis.getFirst().lastCode(phone);

        List<Answer> answers = Race.of(50, i -> () -> apis.get(i % 2).verifyCode(phone, code));

        assertEquals(1, count(answers, 200));
        assertEquals(49, count(answers, 401) + count(answers, 429));
        Document user = user(phone);
        assertEquals(1, database.getCollection("sessions").countDocuments(new Document("userId", user.get("_id"))));
    }

    @Test
    void locksThePhoneAfterTwentyOfAHundredConcurrentWrongCodes() {
        String phone = ApiClient.newPhone();
        apis.getFirst().sendCode(phone);
        String code = apis.getFirst().lastCode(phone);

        List<Answer> answers = Race.of(100, i -> () -> apis.get(i % 2).verifyCode(phone, ApiClient.wrong(code)));
        Answer right = apis.getLast().verifyCode(phone, code);

        assertEquals(20, count(answers, 401));
        assertEquals(80, count(answers, 429));
        assertEquals(20, answers.stream().filter(answer -> answer.status() == 401)
                .map(answer -> answer.json().get("attemptsLeft").asInt()).distinct().count());
        assertEquals("TOO_MANY_ATTEMPTS", right.code());
    }

    /** After five wrong guesses, ten concurrent right ones must all be refused. */
    @Test
    void refusesTheSixthOfManyConcurrentGuesses() {
        for (int round = 0; round < 5; round++) {
            String phone = ApiClient.newPhone();
            apis.getFirst().sendCode(phone);
            String code = apis.getFirst().lastCode(phone);
            List<Answer> wrong = Race.of(5, i -> () -> apis.get(i % 2).verifyCode(phone, ApiClient.wrong(code)));

            List<Answer> right = Race.of(10, i -> () -> apis.get(i % 2).verifyCode(phone, code));

            assertEquals(5, count(wrong, 401));
            assertEquals(10, count(right, 401));
        }
    }

    /** A code accepts five guesses, so all five callers may create the account before one of them uses the code. */
    @Test
    void createsOneUserForFiveConcurrentFirstSignIns() {
        for (int round = 0; round < 6; round++) {
            String phone = ApiClient.newPhone();
            apis.getFirst().sendCode(phone);
            String code = apis.getFirst().lastCode(phone);

            List<Answer> answers = Race.of(5, i -> () -> apis.get(i % 2).verifyCode(phone, code));

            List<Answer> signedIn = answers.stream().filter(answer -> answer.status() == 200).toList();
            assertEquals(1, signedIn.size(), () -> answers.stream().map(Answer::code).toList().toString());
            assertTrue(signedIn.getFirst().data().get("isNewUser").asBoolean());
            assertEquals(4, count(answers, 401), () -> answers.stream().map(Answer::code).toList().toString());
            assertEquals(1, database.getCollection("users").countDocuments(new Document("phoneNumber", phone)));
        }
    }

    @Test
    void sendsOneSmsForManyConcurrentRequests() {
        LocalNero strict = RunningNero.start(Map.of());
        try (strict; LocalNero other = RunningNero.startBeside(strict)) {
            List<ApiClient> both = List.of(new ApiClient(strict), new ApiClient(other));
            String phone = ApiClient.newPhone();

            List<Answer> answers = Race.of(40, i -> () -> both.get(i % 2).sendCode(phone));

            assertEquals(1, count(answers, 200));
            assertTrue(answers.stream().allMatch(
                    answer -> answer.status() == 200 || answer.code().equals("RESEND_TOO_SOON")));
        }
    }

    /** The instances take permits ahead, and may lose some of them, but never give out more than the limit. */
    @Test
    void allowsHalfToAllOfTheRequestLimitToAThousandRequests() {
        Map<String, String> limits = Map.of("NERO_RATE_LIMIT", LocalLimits.DEPLOYED.get("NERO_RATE_LIMIT"));
        try (LocalNero one = RunningNero.startBeside(first, limits);
                LocalNero other = RunningNero.startBeside(first, limits)) {
            List<ApiClient> both = List.of(new ApiClient(one), new ApiClient(other));
            String token = apis.getFirst().signIn(ApiClient.newPhone());

            List<Answer> answers = Race.of(20, i -> () -> IntStream.range(0, 50)
                    .mapToObj(_ -> both.get(i % 2).get("/users/me", token)).toList())
                    .stream().flatMap(List::stream).toList();

            long passed = count(answers, 200);
            assertTrue(passed <= 100, passed + " passed");
            assertTrue(passed >= 50, passed + " passed");
            assertEquals(1_000 - passed, count(answers, 429));
        }
    }

    private static Document user(String phone) {
        return database.getCollection("users").find(new Document("phoneNumber", phone)).first();
    }

    private static long count(List<Answer> answers, int status) {
        return answers.stream().filter(answer -> answer.status() == status).count();
    }
}
