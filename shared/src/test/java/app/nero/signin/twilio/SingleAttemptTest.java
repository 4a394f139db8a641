package app.nero.signin.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.signin.twilio.TwilioAccount.MessagingService;
import com.twilio.exception.ApiConnectionException;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import java.io.IOException;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SingleAttemptTest {

    private TwilioServer twilio;
    private SingleAttempt attempt;

    @BeforeEach
    void startTwilio() throws IOException {
        twilio = new TwilioServer(TwilioServer.refuses(503, 20503));
        TwilioAccount account = new TwilioAccount("AC0123456789abcdef0123456789abcdef", "canary-auth-token",
                new MessagingService("MG0123456789abcdef0123456789abcdef"), twilio.uri());
        attempt = new SingleAttempt(new TwilioCodeSender(account)::transport, twilio.uri());
    }

    @AfterEach
    void stopTwilio() throws IOException {
        twilio.close();
    }

    @Test
    void sendsOnlyOneRequest() {
        attempt.reliableRequest(request());

        assertThrows(ApiConnectionException.class, () -> attempt.reliableRequest(request()));
        assertThrows(ApiConnectionException.class, () -> attempt.makeRequest(request()));

        assertTrue(attempt.sent());
        assertEquals(OptionalInt.of(503), attempt.status());
        assertEquals(1, twilio.received().size());
    }

    @Test
    void sendsNothingAfterACancel() {
        attempt.cancel();

        assertThrows(ApiConnectionException.class, () -> attempt.reliableRequest(request()));

        assertFalse(attempt.sent());
        assertEquals(0, twilio.received().size());
    }

    @Test
    void staysSentIfCancelledAfterwards() {
        attempt.reliableRequest(request());

        attempt.cancel();

        assertTrue(attempt.sent());
    }

    private static Request request() {
        Request request = new Request(HttpMethod.POST, "api", "/2010-04-01/Accounts/AC0/Messages.json");
        request.setAuth("AC0", "canary-auth-token");
        request.addPostParam("To", "+989121234567");
        return request;
    }
}
