package app.nero.payment.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.http.EventLog;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.UnavailableException;
import app.nero.payment.PaymentProvider;
import app.nero.testing.MutableClock;
import app.nero.testing.Output;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderCallTest {

    private final ProviderCall call = new ProviderCall(PaymentProvider.STRIPE,
            new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(3)),
            new EventLog(MutableClock.atNoon(), "test"));

    @Test
    void returnsWhatTheCallsReturnAndWrapsTheirFailureWithoutItsMessage() {
        assertEquals("paid", call.within(() -> "paid"));

        UnavailableException failure = assertThrows(UnavailableException.class, () -> call.within(() -> {
            throw new IOException("canary");
        }));

        assertEquals(UnavailableException.Service.PAYMENT, failure.service());
        assertFalse(failure.getCause().toString().contains("canary"));
    }

    @ParameterizedTest
    @CsvSource({"card_declined,card_declined", "-51,-51", "sk_test canary,other", "{canary},other",
            "canary!,other",
            "a23456789b23456789c23456789d23456789e23456789f23456789g23456,a23456789b23456789c23456789d23456789e23456789f23456789g23456",
            "a23456789b23456789c23456789d23456789e23456789f23456789g234567,other"})
    void logsTheCodeOfARefusalAndNothingThatIsNoCode(String code, String logged) {
        String log = Output.of(() -> call.report(402, code));

        assertTrue(log.contains("\"event\":\"PaymentProviderRefused\""), log);
        assertTrue(log.contains("\"provider\":\"stripe\",\"status\":402,\"code\":\"" + logged + "\"}"), log);
    }

    @ParameterizedTest
    @CsvSource({"https://api.example,https://api.example", "https://api.example/v1//,https://api.example/v1",
            "http://localhost:5000/_local/,http://localhost:5000/_local", "http://127.0.0.1,http://127.0.0.1",
            "http://[::1]:5000,http://[::1]:5000"})
    void takesTheUrlOfAnApiWithoutItsLastSlash(String url, String base) {
        assertEquals(URI.create(base), ProviderCall.requireBase(URI.create(url)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.example", "ftp://localhost", "https:/path", "https:opaque", "http:/path",
            "//api.example", "https://user@api.example", "https://api.example?key=canary",
            "https://api.example#canary"})
    void refusesOtherUrls(String url) {
        assertThrows(IllegalArgumentException.class, () -> ProviderCall.requireBase(URI.create(url)));
    }

    @ParameterizedTest
    @CsvSource({"https://nero.example/stars,https://nero.example/stars?payment=1",
            "https://nero.example/stars?lang=en,https://nero.example/stars?lang=en&payment=1"})
    void addsThePaymentToTheReturnUrl(URI returnTo, String url) {
        assertEquals(url, ProviderCall.returnUrl(returnTo, "1"));
    }
}
