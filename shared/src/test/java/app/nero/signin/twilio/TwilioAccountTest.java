package app.nero.signin.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.kernel.PhoneNumber;
import app.nero.signin.twilio.TwilioAccount.FromNumber;
import app.nero.signin.twilio.TwilioAccount.MessagingService;
import app.nero.signin.twilio.TwilioAccount.Sender;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioAccountTest {

    private static final String SID = "AC0123456789abcdef0123456789abcdef";
    private static final Sender SENDER = new FromNumber(new PhoneNumber("+15005550006"));

    @Test
    void usesTwiliosAddressByDefault() {
        TwilioAccount account = new TwilioAccount(SID, "canary-auth-token", SENDER, TwilioAccount.TWILIO);

        assertEquals(URI.create("https://api.twilio.com"), account.baseUri());
    }

    @Test
    void omitsTokenAndNumberFromItsText() {
        TwilioAccount account = new TwilioAccount(SID, "canary-auth-token", SENDER, TwilioAccount.TWILIO);

        String text = account.toString() + new TwilioCodeSender(account);

        assertFalse(text.contains("canary-auth-token"));
        assertFalse(text.contains("15005550006"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AC", "SK0123456789abcdef0123456789abcdef", "AC0123456789abcdef0123456789abcde/",
            "AC0123456789abcdef0123456789abcdef\n"})
    void rejectsAnInvalidAccountSid(String sid) {
        assertThrows(IllegalArgumentException.class,
                () -> new TwilioAccount(sid, "canary-auth-token", SENDER, TwilioAccount.TWILIO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AC0123456789abcdef0123456789abcdef", "MG0123456789abcdef0123456789abcde",
            "+15005550006"})
    void rejectsAnInvalidMessagingServiceSid(String sid) {
        assertThrows(IllegalArgumentException.class, () -> new MessagingService(sid));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "canary auth-token", "canary-auth-token\n", "canary-توکن"})
    void rejectsAnInvalidTokenWithoutQuotingIt(String token) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class,
                () -> new TwilioAccount(SID, token, SENDER, TwilioAccount.TWILIO));

        assertFalse(refusal.getMessage().contains("canary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.twilio.com", "ftp://api.twilio.com", "https:/api.twilio.com",
            "https://a:b@api.twilio.com",
            "https://api.twilio.com?a=b", "https://api.twilio.com#a",
            "mailto:a@b.example"})
    void rejectsAnInvalidBaseUrl(URI uri) {
        assertThrows(IllegalArgumentException.class, () -> new TwilioAccount(SID, "canary-auth-token", SENDER, uri));
    }
}
