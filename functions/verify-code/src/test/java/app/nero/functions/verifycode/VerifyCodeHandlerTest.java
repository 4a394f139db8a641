package app.nero.functions.verifycode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.InMemoryUsers;
import app.nero.kernel.PhoneNumber;
import app.nero.session.AccessToken;
import app.nero.session.InMemorySessions;
import app.nero.signin.CodeHashing;
import app.nero.signin.InMemoryVerificationCodes;
import app.nero.signin.VerificationCode;
import app.nero.signin.VerifyCode;
import app.nero.signin.phone.LibphonenumberPlan;
import app.nero.stars.InMemoryErasedNumbers;
import app.nero.stars.InMemoryStarsLedger;
import app.nero.stars.OpenLedger;
import app.nero.statistics.InMemoryStatistics;
import app.nero.testing.Answer;
import app.nero.testing.MutableClock;
import app.nero.testing.ProxyEvents;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyCodeHandlerTest {

    private static final PhoneNumber PHONE = new PhoneNumber("+989121234567");

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryVerificationCodes codes = new InMemoryVerificationCodes();
    private final InMemoryUsers users = new InMemoryUsers();
    private final InMemorySessions sessions = new InMemorySessions();
    private final CodeHashing hashing = Some.codeHashing();
    private final VerifyCodeHandler handler = new VerifyCodeHandler(
            new VerifyCode(new LibphonenumberPlan(), new InMemoryThrottles(), codes, hashing, users,
                    new OpenLedger(new InMemoryStarsLedger(), users, new InMemoryErasedNumbers(), clock,
                            new SecureRandom()),
                    sessions,
                    (_, _, _) -> new AccessToken("an-access-token", Duration.ofMinutes(15)), new InMemoryStatistics(),
                    Some.guessLimit(), Some.sessionRules(), clock, new SecureRandom()),
            Some.wiring(clock));

    @Test
    void signsInWithTheRightCodeInPersianDigits() {
        sent("012345");

        Answer answer = Answer.of(handler, verifyCode("{\"phoneNumber\":\"+989121234567\",\"code\":\"۰۱۲۳۴۵\"}")
                .header("User-Agent", "a browser"));

        assertEquals(200, answer.status());
        assertTrue(answer.body().contains("\"isNewUser\":true,\"accessToken\":\"an-access-token\",\"refreshToken\":\""),
                answer.body());
        assertTrue(answer.body().endsWith("\"expiresIn\":900}}"), answer.body());
        assertEquals("a browser", sessions.all().getFirst().userAgent());
    }

    @Test
    void signsInWithANumberWithoutCountryCodeAndItsCountry() {
        sent("012345");

        Answer answer = Answer.of(handler,
                verifyCode("{\"phoneNumber\":\"0912 123 4567\",\"country\":\"IR\",\"code\":\"012345\"}"));

        assertEquals(200, answer.status());
    }

    @Test
    void returnsTheNumberOfAttemptsLeft() {
        Answer answer = Answer.of(handler, verifyCode("{\"phoneNumber\":\"+989121234567\",\"code\":\"999999\"}"));

        assertEquals(401, answer.status());
        assertEquals("WRONG_CODE", answer.code());
        assertTrue(answer.body().contains("\"attemptsLeft\":19"), answer.body());
    }

    @Test
    void locksAfterTwentyWrongCodes() {
        for (int i = 0; i < 20; i++) {
            Answer.of(handler, verifyCode("{\"phoneNumber\":\"+989121234567\",\"code\":\"999999\"}"));
        }

        Answer answer = Answer.of(handler, verifyCode("{\"phoneNumber\":\"+989121234567\",\"code\":\"999999\"}"));

        assertEquals(429, answer.status());
        assertEquals("TOO_MANY_ATTEMPTS", answer.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"phoneNumber\":\"+989121234567\"}", "{\"code\":\"012345\"}",
            "{\"phoneNumber\":\"+989121234567\",\"code\":12345}",
            "{\"phoneNumber\":\"+989121234567\",\"code\":\"12345\"}",
            "{\"phoneNumber\":\"+989121234567\",\"code\":\"1234567\"}",
            "{\"phoneNumber\":\"+989121234567\",\"code\":{\"$ne\":\"\"}}",
            "{\"phoneNumber\":{\"$gt\":\"\"},\"code\":\"012345\"}", "{\"phoneNumber\":\"+98\",\"code\":\"012345\"}",
            "{\"phoneNumber\":\"+989121234567\",\"code\":\"012345\",\"role\":\"admin\"}"})
    void doesNotCountABadRequestAsAnAttempt(String body) {
        sent("012345");

        Answer answer = Answer.of(handler, verifyCode(body));

        assertEquals(400, answer.status());
        assertEquals("VALIDATION", answer.code());
        assertEquals(0, codes.all().getFirst().attempts());
    }

    private void sent(String code) {
        var id = Some.id();
        codes.add(new VerificationCode(id, PHONE, hashing.hash(id, PHONE, code), clock.instant(),
                clock.instant().plusSeconds(300), false, 0));
    }

    private static ProxyEvents verifyCode(String body) {
        return ProxyEvents.a("POST", "/v1/auth/verify-code").json(body);
    }
}
