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
import app.nero.tests.support.ProxiedNero;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.time.Duration;
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

/** The responses to a request for a code while Twilio fails, and which codes are valid afterwards. */
@Tag("slow")
class TwilioFaultsTest {

    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    private static LocalNero direct;

    private Sender sender;

    @BeforeAll
    static void start() {
        direct = RunningNero.start(Map.of("NERO_SENDS_PER_PHONE", "2/PT1H"));
    }

    @AfterAll
    static void stop() {
        direct.close();
    }

    @BeforeEach
    void open() throws IOException {
        sender = Sender.open();
    }

    @AfterEach
    void close() throws IOException {
        sender.close();
    }

    /** A Nero whose Twilio and database can both fail. It sends at most two codes an hour to one phone. */
    private record Sender(TwilioServer twilio, ProxiedNero proxied) implements AutoCloseable {

        static Sender open() throws IOException {
            TwilioServer twilio = new TwilioServer(TwilioServer.accepts());
            return new Sender(twilio,
                    ProxiedNero.startBeside(direct, Map.of("TWILIO_BASE_URL", twilio.uri().toString())));
        }

        ApiClient api() {
            return proxied.api();
        }

        /** Requests a code, with this behaviour of Twilio. */
        Answer sendCode(String phone, TwilioServer.Behaviour behaviour) {
            twilio.becomes(behaviour);
            return api().sendCode(phone);
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
        public void close() throws IOException {
            try (twilio; proxied) {
                proxied.proxy().recover();
            }
        }
    }

    /** Twilio is unavailable, rejects the credentials, limits the rate, or returns an unknown error. */
    @ParameterizedTest
    @CsvSource({"503, 20503", "401, 20003", "429, 20429", "404, 0"})
    void doesNotCountTheSendAndKeepsTheOldCodeIfTwilioRefuses(int status, int code) {
        String phone = ApiClient.newPhone();
        sender.sendCode(phone, TwilioServer.accepts());
        String oldCode = sender.lastCode(phone);

        Answer refused = sender.sendCode(phone, TwilioServer.refuses(status, code));

        assertSmsUnavailable(refused);
        assertEquals(2, sender.requests(phone));
        assertEquals("WRONG_CODE", sender.api().verifyCode(phone, sender.lastCode(phone)).code());
        assertEquals(200, sender.api().verifyCode(phone, oldCode).status());
        assertEquals(200, sender.sendCode(phone, TwilioServer.accepts()).status());
        assertEquals(200, sender.api().verifyCode(phone, sender.lastCode(phone)).status());
    }

    @ParameterizedTest
    @CsvSource({"21211, 400, VALIDATION, cannot receive SMS; use a different number",
            "21614, 400, VALIDATION, cannot receive SMS; use a different number",
            "21610, 400, VALIDATION, has opted out of our SMS; text START to our number to opt in again",
            "21408, 403, COUNTRY_NOT_SERVED, ", "60410, 403, COUNTRY_NOT_SERVED, "})
    void reportsWhyANumberCannotReceiveACode(int twilioCode, int status, String code, String fieldError) {
        String phone = ApiClient.newPhone();

        Answer answer = sender.sendCode(phone, TwilioServer.refuses(400, twilioCode));

        assertEquals(status, answer.status());
        assertEquals(code, answer.code());
        if (fieldError != null) {
            assertEquals("[{\"field\":\"phoneNumber\",\"message\":\"" + fieldError + "\"}]",
                    answer.json().get("errors").toString());
        }
        assertFalse(answer.response().body().contains(Integer.toString(twilioCode)));
        assertEquals(1, sender.requests(phone));
        assertEquals("WRONG_CODE", sender.api().verifyCode(phone, sender.lastCode(phone)).code());
    }

    @Test
    void countsTheSendAndKeepsTheNewCodeIfTwilioDisconnects() {
        String phone = ApiClient.newPhone();
        sender.sendCode(phone, TwilioServer.accepts());
        String oldCode = sender.lastCode(phone);

        Answer answer = sender.sendCode(phone, TwilioServer.cutsOffBeforeTheAnswer());

        assertUncertain(answer, phone, oldCode);
    }

    /**
     * Three cases at once: only Twilio hangs; Twilio hangs and each database call takes half a second; the database hangs as
     * soon as Twilio is called, and Twilio refuses after 6 s.
     */
    @Test
    void returnsInTimeAndCountsTheSendIfTwilioHangs() throws IOException {
        try (Sender slow = Sender.open(); Sender late = Sender.open()) {
            String phone = ApiClient.newPhone();
            sender.sendCode(phone, TwilioServer.accepts());
            String oldCode = sender.lastCode(phone);
            slow.proxied().proxy().delay(Duration.ofMillis(500));
            List<Callable<Answer>> requests = List.of(
                    () -> sender.sendCode(phone, TwilioServer.hangs()),
                    () -> slow.sendCode(ApiClient.newPhone(), TwilioServer.hangs()),
                    () -> late.sendCode(ApiClient.newPhone(), connection -> {
                        late.proxied().proxy().hang();
                        refuseLate(connection);
                    }));

            List<Answer> answers = Race.of(requests.size(), requests::get);

            assertUncertain(answers.getFirst(), phone, oldCode);
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

    /** The SMS may have been sent, so its code is valid, the older code is not, and the send counts toward the limit. */
    private void assertUncertain(Answer answer, String phone, String oldCode) {
        assertSmsUnavailable(answer);
        assertEquals("RESEND_TOO_SOON", sender.sendCode(phone, TwilioServer.accepts()).code());
        assertEquals(2, sender.requests(phone));
        assertEquals("WRONG_CODE", sender.api().verifyCode(phone, oldCode).code());
        assertEquals(200, sender.api().verifyCode(phone, sender.lastCode(phone)).status());
    }

    private static void assertSmsUnavailable(Answer answer) {
        assertEquals(503, answer.status());
        assertEquals("{\"status\":\"error\",\"code\":\"SMS_UNAVAILABLE\","
                + "\"message\":\"Codes cannot be sent right now. Try again later.\",\"requestId\":\""
                + answer.header("X-Request-Id") + "\"}", answer.response().body());
        assertEquals("1", answer.header("Retry-After"));
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals(direct.url(), answer.header("Access-Control-Allow-Origin"));
    }
}
