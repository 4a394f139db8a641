package app.nero.signin.kavenegar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.kernel.Language;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.TimeLimits;
import app.nero.signin.CodeMessage;
import app.nero.signin.CodeSender.Delivery;
import app.nero.signin.NumberingPlan.Line;
import app.nero.testing.FaultyServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that accepts, refuses, hangs, sends slowly or cuts the connection. */
class KavenegarCodeSenderTest {

    private static final String API_KEY = "43616e6172794b6579";
    private static final CodeMessage MESSAGE = new CodeMessage(Language.FA, "012345", Optional.of("nero.example"));
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    /** For servers that never answer. */
    private static final TimeLimits SHORT = new TimeLimits(Duration.ofMillis(500), Duration.ofMillis(500));

    /** For servers that answer, on a busy machine. */
    private static final TimeLimits LONG = new TimeLimits(Duration.ofSeconds(30), Duration.ofSeconds(30));

    /** What Kavenegar answers; the HTTP status is the same as the result. */
    private static String body(int result) {
        return """
            {"return":{"status":%d,"message":"-"},"entries":[{"messageid":8792343,"message":"-","status":5,\
            "receptor":"09121234567","date":1356619709,"cost":120}]}""".formatted(result);
    }

    private FaultyServer kavenegar;

    @BeforeEach
    void start() throws IOException {
        kavenegar = server(FaultyServer.answers(200, body(200)));
    }

    @AfterEach
    void stop() throws IOException {
        kavenegar.close();
    }

    @Test
    void sendsTheCodeForTheTemplate() {
        Delivery delivery = send("+989121234567", LONG);

        assertEquals(new Delivery.Accepted(), delivery);
        FaultyServer.Received request = kavenegar.received().getFirst();
        assertEquals("POST /v1/" + API_KEY + "/verify/lookup.json HTTP/1.1", request.line());
        assertEquals(Map.of("receptor", "09121234567", "token", "012345", "template", "nero-login"), request.form());
    }

    @Test
    void sendsToOtherCountriesWithTheirCode() {
        send("+4915123456789", LONG);

        assertEquals("004915123456789", kavenegar.received().getFirst().form().get("receptor"));
    }

    @ParameterizedTest
    @CsvSource({"411, NotReachable", "400, NotSent", "401, NotSent", "403, NotSent", "407, NotSent", "409, NotSent",
            "418, NotSent",
            "424, NotSent", "431, NotSent", "501, NotSent", "402, Uncertain", "500, Uncertain"})
    void sendsOnceAndMapsTheResult(int result, String outcome) {
        kavenegar.becomes(FaultyServer.answers(result, body(result)));

        assertEquals(outcome, send("+989121234567", LONG).getClass().getSimpleName());
        assertEquals(1, kavenegar.received().size());
    }

    /** The result is more precise than the HTTP status, and both must report a success. */
    @ParameterizedTest
    @CsvSource({"200, 418, NotSent", "200, 411, NotReachable", "500, 200, Uncertain", "302, 200, Uncertain"})
    void needsTheStatusAndTheResult(int status, int result, String outcome) {
        kavenegar.becomes(FaultyServer.answers(status, body(result)));

        assertEquals(outcome, send("+989121234567", LONG).getClass().getSimpleName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "<html></html>", "[200]", "{\"return\":200}",
            "{\"return\":{\"status\":\"yes\"}}"})
    void isUncertainAboutASuccessThatKavenegarDidNotSend(String body) {
        kavenegar.becomes(FaultyServer.answers(200, body));

        assertInstanceOf(Delivery.Uncertain.class, send("+989121234567", LONG));
    }

    @Test
    void sendsOnceToAServerThatHangsDripsOrDisconnects() {
        for (FaultyServer.Behaviour behaviour : new FaultyServer.Behaviour[]{FaultyServer.hangs(), FaultyServer.drips(),
                FaultyServer.cutsOffBeforeTheAnswer(), FaultyServer.cutsOffInTheMiddleOf(200)}) {
            int before = kavenegar.connections();
            kavenegar.becomes(behaviour);

            assertInstanceOf(Delivery.Uncertain.class, send("+989121234567", SHORT));
            assertEquals(before + 1, kavenegar.connections());
        }
    }

    @Test
    void knowsThatNothingWasSentWithoutAConnection() {
        assertInstanceOf(Delivery.NotSent.class, send(FaultyServer.REFUSES_CONNECTIONS, "+989121234567", LONG));
        assertInstanceOf(Delivery.NotSent.class, send(URI.create("http://nobody.invalid"), "+989121234567", LONG));
    }

    @Test
    void keepsTheKeyAndTheCodeOutOfTexts() {
        KavenegarAccount account = account(kavenegar.uri());
        kavenegar.becomes(FaultyServer.answers(403, body(403)));

        String texts = account + " " + new KavenegarCodeSender(account) + " " + MESSAGE + " "
                + send("+989121234567", LONG);

        assertFalse(texts.contains(API_KEY), texts);
        assertFalse(texts.contains("012345"), texts);
        assertFalse(texts.contains("9121234567"), texts);
    }

    @ParameterizedTest
    @CsvSource({"key/../x, nero-login", "'', nero-login", "key, a b", "key, ''"})
    void refusesWhatDoesNotFitIntoAUrl(String key, String template) {
        assertThrows(IllegalArgumentException.class, () -> new KavenegarAccount(key, template, kavenegar.uri()));
    }

    private Delivery send(String number, TimeLimits limits) {
        return send(kavenegar.uri(), number, limits);
    }

    private static Delivery send(URI uri, String number, TimeLimits limits) {
        Line to = new Line(new PhoneNumber(number), number.startsWith("+98") ? "IR" : "DE", true);
        return new KavenegarCodeSender(account(uri), limits).send(to, MESSAGE, FIVE_MINUTES);
    }

    private static KavenegarAccount account(URI uri) {
        return new KavenegarAccount(API_KEY, "nero-login", uri);
    }

    private static FaultyServer server(FaultyServer.Behaviour behaviour) throws IOException {
        return new FaultyServer(behaviour) {
        };
    }
}
