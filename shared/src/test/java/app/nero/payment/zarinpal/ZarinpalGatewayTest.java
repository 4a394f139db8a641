package app.nero.payment.zarinpal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.http.EventLog;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.UnavailableException;
import app.nero.payment.Charge;
import app.nero.payment.Money;
import app.nero.payment.Payment;
import app.nero.payment.PaymentPage;
import app.nero.payment.PaymentProvider;
import app.nero.payment.SomePayments;
import app.nero.testing.FaultyServer;
import app.nero.testing.MutableClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZarinpalGatewayTest {

    private static final String MERCHANT = "00000000-0000-4000-8000-000000000000";
    private static final Money PRICE = new Money(1_990_000, "IRR");
    private static final URI RETURN_TO = URI.create("https://nero.example/stars");

    private final Payment payment = SomePayments.pack(PaymentProvider.ZARINPAL, PRICE);
    private final MutableClock clock = MutableClock.atNoon();
    private Server server;
    private ZarinpalGateway gateway;

    private static final class Server extends FaultyServer {
        Server() throws IOException {
            super(hangs());
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = new Server();
        gateway = new ZarinpalGateway(new ZarinpalAccount(MERCHANT, server.uri()),
                new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(2)), new EventLog(clock, "test"), clock);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void answers(int status, String body) {
        server.becomes(FaultyServer.answers(status, body));
    }

    private void verifies(int code) {
        answers(200, "{\"data\":{\"code\":" + code + ",\"ref_id\":201,\"fee\":0},\"errors\":[]}");
    }

    private Payment known() {
        return SomePayments.known(payment, "A0001");
    }

    @Test
    void opensAPageForThePriceInRials() {
        answers(200, "{\"data\":{\"code\":100,\"authority\":\"A0001\",\"fee\":0},\"errors\":[]}");

        PaymentPage page = gateway.open(payment, RETURN_TO);

        assertEquals("A0001", page.ref());
        assertEquals(server.uri() + "/pg/StartPay/A0001", page.url().toString());
        assertTrue(server.received().getFirst().line().startsWith("POST /pg/v4/payment/request.json "));
        assertEquals(
                "{\"merchant_id\":\"" + MERCHANT + "\",\"amount\":1990000,\"currency\":\"IRR\","
                        + "\"description\":\"Nero: stars-20\",\"callback_url\":\"" + RETURN_TO + "?payment="
                        + payment.id() + "\"}",
                server.received().getFirst().body());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101})
    void isPaidOnceOrAgainVerified(int code) {
        verifies(code);

        assertEquals(Charge.paid(PRICE), gateway.look(known()));
        assertEquals("{\"merchant_id\":\"" + MERCHANT
                + "\",\"amount\":1990000,\"currency\":\"IRR\",\"authority\":\"A0001\"}",
                server.received().getFirst().body());
    }

    @Test
    void staysOpenWhileNobodyPaid() {
        answers(401, "{\"data\":[],\"errors\":{\"message\":\"x\",\"code\":-51,\"validations\":[]}}");

        assertEquals(Charge.unpaid(Charge.State.OPEN), gateway.look(known()));
    }

    /** Among them another amount, another merchant and an unknown authority. */
    @ParameterizedTest
    @ValueSource(ints = {-9, -10, -12, -50, -52, -53, -54, -99, 102})
    void concludesNothingFromOtherCodes(int code) {
        answers(200, "{\"data\":[],\"errors\":{\"message\":\"x\",\"code\":" + code + "}}");

        assertThrows(UnavailableException.class, () -> gateway.look(known()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "<html>", "{\"data\":{\"code\":\"100\"}}", "{\"code\":100}",
            "{\"data\":{\"code\":100}"})
    void concludesNothingFromAnAnswerThatIsNotUnderstood(String body) {
        answers(200, body);

        assertThrows(UnavailableException.class, () -> gateway.look(known()));
        assertEquals(1, server.received().size());
    }

    @Test
    void concludesNothingFromASilentServer() {
        assertThrows(UnavailableException.class, () -> gateway.look(known()));
    }

    @Test
    void opensNoPageWithAMalformedAuthority() {
        answers(200, "{\"data\":{\"code\":100,\"authority\":\"../x\"},\"errors\":[]}");

        assertThrows(UnavailableException.class, () -> gateway.open(payment, RETURN_TO));
    }

    @Test
    void takesOnlySafeUrlsAndHidesTheMerchantId() {
        assertFalse(new ZarinpalAccount(MERCHANT, ZarinpalAccount.SANDBOX).toString().contains(MERCHANT));
        assertThrows(IllegalArgumentException.class,
                () -> new ZarinpalAccount(MERCHANT, URI.create("http://example.com")));
    }
}
