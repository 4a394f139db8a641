package app.nero.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.Canaries;
import app.nero.local.testing.RunningNero;
import app.nero.signin.twilio.TwilioServer;
import app.nero.testing.Race;
import app.nero.tests.support.FaultyProxy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person gets while Twilio fails, and which of their codes is good afterwards. */
@Tag("slow")
class TwilioFaultsTest {

    /** What an answer may take; without one by then, the client fails the test. */
    private static final Duration DEADLINE = Duration.ofSeconds(8);

    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    private static LocalNero healthy;

    private Place place;

    @BeforeAll
    static void start() {
        healthy = RunningNero.start(Map.of("NERO_SENDS_PER_PHONE", "2/PT1H"));
    }

    @AfterAll
    static void stop() {
        healthy.close();
    }

    @BeforeEach
    void open() {
        place = Place.open();
    }

    @AfterEach
    void close() {
        place.close();
    }

    /** A Nero of its own between a Twilio and a database that can fail; two codes in an hour are all that it sends to one. */
    private record Place(TwilioServer twilio, FaultyProxy proxy, LocalNero nero,
            ApiClient api) implements AutoCloseable {

        static Place open() {
            try {
                TwilioServer twilio = new TwilioServer(TwilioServer.accepts());
                FaultyProxy proxy = new FaultyProxy(healthy.settings().get("MONGODB_URI"));
                Map<String, String> settings = new HashMap<>(healthy.settings());
                settings.put("MONGODB_URI", proxy.uri());
                settings.put("TWILIO_BASE_URL", twilio.uri().toString());
                LocalNero nero = RunningNero.start(settings);
                return new Place(twilio, proxy, nero, new ApiClient(nero, DEADLINE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Asks for a code, with which Twilio does nothing but what is said here. */
        Answer sendCode(String phone, TwilioServer.Behaviour behaviour) {
            twilio.becomes(behaviour);
            return api.sendCode(phone);
        }

        long requests(String phone) {
            return twilio.received().stream().filter(request -> request.form().get("To").equals(phone)).count();
        }

        /** The code in the last SMS that Twilio was asked to send. */
        String lastCode(String phone) {
            Matcher code = CODE.matcher(twilio.received().stream().map(TwilioServer.Received::form)
                    .filter(form -> form.get("To").equals(phone)).toList().getLast().get("Body"));
            assertTrue(code.find());
            return Canaries.note(code.group());
        }

        @Override
        public void close() {
            try (twilio; proxy; nero) {
                proxy.passes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A 503, an account that may not sign in, one that has run out of messages, and an answer of a stranger. */
    @ParameterizedTest
    @CsvSource({"503, 20503", "401, 20003", "429, 20429", "404, 0"})
    void letsAPersonAskAgainAtOnceWithTheOlderCodeAliveAfterARefusal(int status, int code) {
        String phone = ApiClient.newPhone();
        place.sendCode(phone, TwilioServer.accepts());
        String older = place.lastCode(phone);

        Answer refused = place.sendCode(phone, TwilioServer.refuses(status, code));

        assertSmsUnavailable(refused);
        assertEquals(2, place.requests(phone));
        assertEquals("WRONG_CODE", place.api().verifyCode(phone, place.lastCode(phone)).code());
        assertEquals(200, place.api().verifyCode(phone, older).status());
        assertEquals(200, place.sendCode(phone, TwilioServer.accepts()).status());
        assertEquals(200, place.api().verifyCode(phone, place.lastCode(phone)).status());
    }

    @ParameterizedTest
    @CsvSource({"21211, 400, VALIDATION, cannot receive SMS; use a different number",
            "21614, 400, VALIDATION, cannot receive SMS; use a different number",
            "21610, 400, VALIDATION, has opted out of our SMS; text START to our number to opt in again",
            "21408, 403, COUNTRY_NOT_SERVED, ", "60410, 403, COUNTRY_NOT_SERVED, "})
    void saysWhyANumberGetsNoCode(int twilioCode, int status, String code, String fieldError) {
        String phone = ApiClient.newPhone();

        Answer answer = place.sendCode(phone, TwilioServer.refuses(400, twilioCode));

        assertEquals(status, answer.status());
        assertEquals(code, answer.code());
        if (fieldError != null) {
            assertEquals("[{\"field\":\"phoneNumber\",\"message\":\"" + fieldError + "\"}]",
                    answer.json().get("errors").toString());
        }
        assertFalse(answer.response().body().contains(Integer.toString(twilioCode)));
        assertEquals(1, place.requests(phone));
        assertEquals("WRONG_CODE", place.api().verifyCode(phone, place.lastCode(phone)).code());
    }

    @Test
    void holdsThePauseAndKeepsTheNewCodeWhereTwilioCutsOff() {
        String phone = ApiClient.newPhone();
        place.sendCode(phone, TwilioServer.accepts());
        String older = place.lastCode(phone);

        Answer answer = place.sendCode(phone, TwilioServer.cutsOffBeforeTheAnswer());

        assertUncertain(answer, phone, older);
    }

    /** By itself, after calls of the database that take half a second each, and before one that hangs as well. */
    @Test
    void answersInTimeAndHoldsThePauseWhereTwilioHangs() {
        try (Place slow = Place.open(); Place late = Place.open()) {
            String phone = ApiClient.newPhone();
            place.sendCode(phone, TwilioServer.accepts());
            String older = place.lastCode(phone);
            slow.proxy().delays(Duration.ofMillis(500));
            List<Callable<Answer>> requests = List.of(
                    () -> place.sendCode(phone, TwilioServer.hangs()),
                    () -> slow.sendCode(ApiClient.newPhone(), TwilioServer.hangs()),
                    () -> late.sendCode(ApiClient.newPhone(), connection -> {
                        late.proxy().hangs();
                        refuseLate(connection);
                    }));

            List<Answer> answers = Race.of(requests.size(), requests::get);

            assertUncertain(answers.getFirst(), phone, older);
            assertSmsUnavailable(answers.get(1));
            assertEquals("DATABASE_UNAVAILABLE", answers.getLast().code());
        }
    }

    private static void refuseLate(Socket connection) throws IOException {
        try {
            Thread.sleep(Duration.ofSeconds(6));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        TwilioServer.refuses(503, 20503).answer(connection);
    }

    /** The SMS may have left: its code is good, the one before it is not, and no other leaves before the pause is over. */
    private void assertUncertain(Answer answer, String phone, String older) {
        assertSmsUnavailable(answer);
        assertEquals("RESEND_TOO_SOON", place.sendCode(phone, TwilioServer.accepts()).code());
        assertEquals(2, place.requests(phone));
        assertEquals("WRONG_CODE", place.api().verifyCode(phone, older).code());
        assertEquals(200, place.api().verifyCode(phone, place.lastCode(phone)).status());
    }

    private static void assertSmsUnavailable(Answer answer) {
        assertEquals(503, answer.status());
        assertEquals("{\"status\":\"error\",\"code\":\"SMS_UNAVAILABLE\","
                + "\"message\":\"Codes cannot be sent right now. Try again later.\",\"requestId\":\""
                + answer.header("X-Request-Id") + "\"}", answer.response().body());
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals(healthy.url(), answer.header("Access-Control-Allow-Origin"));
    }
}
