package app.nero.functions.sendcode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.PhoneNumber;
import app.nero.signin.CodeSender.Delivery;
import app.nero.signin.InMemoryVerificationCodes;
import app.nero.signin.RecordingCodeSender;
import app.nero.signin.SendRules;
import app.nero.signin.SendVerificationCode;
import app.nero.signin.phone.LibphonenumberPlan;
import app.nero.statistics.InMemoryStatistics;
import app.nero.testing.Answer;
import app.nero.testing.MutableClock;
import app.nero.testing.Output;
import app.nero.testing.ProxyEvents;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import app.nero.throttle.Limit;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendCodeHandlerTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final RecordingCodeSender sms = new RecordingCodeSender();
    private final SendCodeHandler handler = new SendCodeHandler(
            new SendVerificationCode(new LibphonenumberPlan(), new InMemoryThrottles(),
                    new InMemoryVerificationCodes(), Some.codeHashing(), sms, new InMemoryStatistics(),
                    Some.sendRules(), clock,
                    new SecureRandom()),
            Some.wiring(clock));

    @Test
    void sendsACode() {
        Answer answer = Answer.of(handler, sendCode("{\"phoneNumber\":\"+989121234567\"}"));

        assertEquals(200, answer.status());
        assertEquals("{\"status\":\"success\",\"message\":\"Verification code sent successfully\","
                + "\"data\":{\"expiresIn\":300,\"resendIn\":60}}", answer.body());
        assertTrue(sms.last().text().matches("(?s)[0-9]{6} is your Nero code.*@nero\\.example #[0-9]{6}"),
                sms.last().text());
    }

    @Test
    void takesANumberWithoutCountryCodeForOneOfTheCountry() {
        Answer answer = Answer.of(handler, sendCode("{\"phoneNumber\":\"۰۹۱۲ ۱۲۳ ۴۵۶۷\",\"country\":\"IR\"}"));

        assertEquals(200, answer.status());
        assertEquals(new PhoneNumber("+989121234567"), sms.last().to());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{\"phoneNumber\":\"+989121234567\"} | fa-IR",
            "{\"phoneNumber\":\"+989121234567\",\"locale\":\"fa\"} | en"})
    void writesTheSmsInTheRequestedLanguage(String body, String acceptLanguage) {
        Answer.of(handler, sendCode(body).header("Accept-Language", acceptLanguage));

        assertTrue(sms.last().text().startsWith("کد ورود شما به Nero"), sms.last().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"phoneNumber\":null}", "{\"phoneNumber\":9891212}", "{\"phoneNumber\":\"\"}",
            "{\"phoneNumber\":{\"$gt\":\"\"}}", "{\"phoneNumber\":[\"+989121234567\"]}",
            "{\"phoneNumber\":\"+98000000000\"}", "{\"phoneNumber\":\"+989121234567\",\"locale\":\"de\"}",
            "{\"phoneNumber\":\"09121234567\"}", "{\"phoneNumber\":\"09121234567\",\"country\":\"ZZ\"}",
            "{\"phoneNumber\":\"+989121234567\",\"country\":\"ir\"}",
            "{\"phoneNumber\":\"+989121234567\",\"to\":\"x\"}"})
    void sendsNothingForABadRequest(String body) {
        Answer answer = Answer.of(handler, sendCode(body));

        assertEquals(400, answer.status());
        assertEquals("VALIDATION", answer.code());
        assertEquals(List.of(), sms.sent());
    }

    @Test
    void returnsEachRefusalWithItsCode() {
        assertEquals("COUNTRY_NOT_SERVED", code("+19002345678"));
        Answer.of(handler, sendCode("{\"phoneNumber\":\"+989121234567\"}"));
        assertEquals("RESEND_TOO_SOON", code("+989121234567"));
        sms.answers(new Delivery.NotSent("busy"));
        assertEquals("SMS_UNAVAILABLE", code("+989121234568"));
        sms.answers(new Delivery.NotServed());
        assertEquals("COUNTRY_NOT_SERVED", code("+989121234568"));
        sms.answers(new Delivery.CountryRefused());
        assertEquals("COUNTRY_NOT_SERVED", code("+989121234561"));
        sms.answers(new Delivery.NotReachable());
        assertEquals("VALIDATION", code("+989121234569"));
        sms.answers(new Delivery.OptedOut());
        assertEquals("VALIDATION", code("+989121234560"));
    }

    @Test
    void countsWhatTheAlarmsWatch() {
        String sent = Output.of(() -> code("+989121234567"));
        sms.answers(new Delivery.NotSent("busy"));
        String failed = Output.of(() -> code("+989121234568"));
        sms.answers(new Delivery.CountryRefused());
        String refused = Output.of(() -> code("+989121234569"));
        sms.answers(new Delivery.NotServed());
        String blocked = Output.of(() -> code("+989121234561"));

        assertTrue(sent.contains("\"CodesSent\":1"), sent);
        assertFalse(sent.contains("\"SmsFailures\""), sent);
        assertTrue(failed.contains("\"SmsFailures\":1"), failed);
        assertFalse(failed.contains("\"CodesSent\""), failed);
        assertTrue(refused.contains("\"SmsFailures\":1") && refused.contains("\"country\":\"IR\""), refused);
        assertFalse(blocked.contains("\"SmsFailures\""), blocked);
    }

    @Test
    void sendsRetryAfterWhenTheTotalLimitIsReached() {
        SendRules usual = Some.sendRules();
        SendRules one = new SendRules(usual.countries(), usual.perPhone(), usual.perIp(), usual.countriesPerIp(),
                Limit.parseAll("1/P1D"), usual.guesses(), usual.codeTtl(), usual.webDomain());
        SendCodeHandler capped = new SendCodeHandler(new SendVerificationCode(new LibphonenumberPlan(),
                new InMemoryThrottles(), new InMemoryVerificationCodes(), Some.codeHashing(), sms,
                new InMemoryStatistics(), one, clock, new SecureRandom()), Some.wiring(clock));
        Answer.of(capped, sendCode("{\"phoneNumber\":\"+989121234567\"}"));

        AtomicReference<Answer> last = new AtomicReference<>();
        String printed = Output
                .of(() -> last.set(Answer.of(capped, sendCode("{\"phoneNumber\":\"+989121234568\"}"))));

        Answer answer = last.get();
        assertEquals(503, answer.status());
        assertEquals("SMS_UNAVAILABLE", answer.code());
        assertEquals("86400", answer.headers().get("Retry-After"));
        assertTrue(printed.contains("\"SmsCeilingReached\":1"), printed);
    }

    private String code(String phoneNumber) {
        return Answer.of(handler, sendCode("{\"phoneNumber\":\"" + phoneNumber + "\"}")).code();
    }

    private static ProxyEvents sendCode(String body) {
        return ProxyEvents.a("POST", "/v1/auth/send-code").json(body);
    }
}
