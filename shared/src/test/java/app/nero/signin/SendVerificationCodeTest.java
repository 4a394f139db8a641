package app.nero.signin;

import static app.nero.signin.TypedNumbers.typed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.kernel.Language;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.signin.CodeSender.Delivery;
import app.nero.signin.SendVerificationCode.Result;
import app.nero.signin.phone.LibphonenumberPlan;
import app.nero.statistics.InMemoryStatistics;
import app.nero.testing.MutableClock;
import app.nero.testing.Race;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import app.nero.throttle.Limit;
import app.nero.throttle.Throttle;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SendVerificationCodeTest {

    private static final String PHONE = "+989121234567";
    private static final String SOURCE = "192.0.2.1";

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryThrottles throttles = new InMemoryThrottles();
    private final InMemoryVerificationCodes codes = new InMemoryVerificationCodes();
    private final CodeHashing hashing = Some.codeHashing();
    private final RecordingCodeSender sms = new RecordingCodeSender();
    private final InMemoryStatistics statistics = new InMemoryStatistics();
    private SendVerificationCode useCase = with(Some.sendRules());

    @Test
    void sendsACodeThatIsStoredAsAHash() {
        Result result = send(PHONE);

        assertEquals(new Result.Sent(Duration.ofMinutes(5), Duration.ofMinutes(1)), result);
        VerificationCode stored = codes.all().getFirst();
        assertEquals(new PhoneNumber(PHONE), sms.last().to());
        assertEquals(Duration.ofMinutes(5), sms.last().validity());
        assertTrue(hashing.matches(stored, sms.last().code()));
        assertEquals(clock.instant().plus(Duration.ofMinutes(5)), stored.expiresAt());
        assertFalse(stored.toString().contains(sms.last().code()));
    }

    @Test
    void sendsToTheCanonicalNumber() {
        send("۰۰۹۸ (۰) ۹۱۲ ۱۲۳ ۴۵۶۷");

        assertEquals(new PhoneNumber(PHONE), sms.last().to());
    }

    @Test
    void countsSentCodesAndSendsEvenIfCountingFails() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        send(PHONE);
        send(PHONE);

        assertEquals(1, statistics.read(today, 1).days().getFirst().codesSent());
        statistics.fail();
        clock.advance(Duration.ofMinutes(1));
        assertInstanceOf(Result.Sent.class, send(PHONE));
    }

    @Test
    void usesTheRequestedLanguage() {
        useCase.send(typed(PHONE), Language.FA, SOURCE);

        assertTrue(sms.last().text().startsWith("کد ورود"));
    }

    @Test
    void rejectsInvalidNumbers() {
        assertEquals(new Result.InvalidNumber(), send("+989"));
        assertEquals(new Result.InvalidNumber(), send("+98000000000"));
        assertEquals(new Result.InvalidNumber(), send("09121234567"));
        assertEquals(List.of(), sms.sent());
    }

    @Test
    void rejectsPremiumRateAndSpecialNumbers() {
        List<String> special = List.of("+19002345678", "+449012345678", "+447012345678", "+979123456789",
                "+4918012345678", "+448001111111");

        special.forEach(number -> assertEquals(new Result.NotServed(), send(number), number));
        assertEquals(List.of(), sms.sent());
    }

    @Test
    void servesOnlyTheListedCountries() {
        useCase = with(rules(Set.of("TR", "DE"), "5000/P1D"));

        assertEquals(new Result.NotServed(), send(PHONE));
        assertInstanceOf(Result.Sent.class, send("+905321234567"));
    }

    @Test
    void pausesAMinuteBetweenTwoCodes() {
        send(PHONE);
        clock.advance(Duration.ofSeconds(59));
        Result early = send(PHONE);
        clock.advance(Duration.ofSeconds(1));

        assertEquals(new Result.TooSoon(Duration.ofSeconds(1)), early);
        assertInstanceOf(Result.Sent.class, send(PHONE));
        assertEquals(2, sms.sent().size());
    }

    @Test
    void sendsFiveAnHourToOnePhone() {
        for (int i = 0; i < 4; i++) {
            send(PHONE);
            clock.advance(Duration.ofMinutes(1));
        }
        Result fifth = send(PHONE);
        clock.advance(Duration.ofMinutes(1));

        assertEquals(new Result.Sent(Duration.ofMinutes(5), Duration.ofMinutes(56)), fifth);
        assertEquals(new Result.TooManyCodes(Duration.ofMinutes(55)), send(PHONE));
    }

    @Test
    void sendsTenADayToOnePhone() {
        for (int i = 0; i < 10; i++) {
            assertInstanceOf(Result.Sent.class, send(PHONE));
            clock.advance(Duration.ofMinutes(61));
        }

        assertInstanceOf(Result.TooManyCodes.class, send(PHONE));
    }

    @Test
    void sendsTenAnHourFromOneSource() {
        for (int i = 0; i < 10; i++) {
            assertInstanceOf(Result.Sent.class, send("+98912123456" + i));
        }

        assertEquals(new Result.TooManyRequests(Duration.ofHours(1)), send("+989121234599"));
        assertInstanceOf(Result.Sent.class, useCase.send(typed("+989121234599"), Language.EN, "192.0.2.2"));
    }

    @Test
    void sendsToThreeCountriesADayFromOneSource() {
        send("+989121234567");
        send("+905321234567");
        send("+491701234567");

        assertEquals(new Result.TooManyRequests(Duration.ofDays(1)), send("+33612345678"));
        assertInstanceOf(Result.Sent.class, send("+989121234568"));
    }

    @Test
    void limitsTheCodesOfAllUsersTogether() {
        useCase = with(rules(Set.of(), "2/P1D"));
        send("+989121234561");
        send("+989121234562");

        Result third = useCase.send(typed("+989121234563"), Language.EN, "192.0.2.2");

        assertEquals(new Result.CeilingReached(Duration.ofDays(1)), third);
        assertEquals(2, sms.sent().size());
    }

    @Test
    void takesNoPermitsForARefusedCode() {
        send(PHONE);
        for (int i = 0; i < 20; i++) {
            send(PHONE);
        }

        assertInstanceOf(Result.Sent.class, send("+989121234568"));
        clock.advance(Duration.ofMinutes(1));
        assertInstanceOf(Result.Sent.class, send(PHONE));
    }

    @Test
    void sendsNothingToALockedPhone() {
        Throttle guesses = Some.guessLimit().of(new PhoneNumber(PHONE));
        for (int i = 0; i < 20; i++) {
            throttles.take(guesses, clock.instant());
        }

        assertEquals(new Result.Locked(Duration.ofDays(1)), send(PHONE));
        assertEquals(List.of(), sms.sent());
    }

    @Test
    void doesNotStartThePauseForARefusedCode() {
        for (int i = 0; i < 10; i++) {
            send("+98912123450" + i);
        }
        assertInstanceOf(Result.TooManyRequests.class, send(PHONE));
        clock.advance(Duration.ofSeconds(50));

        Result sent = useCase.send(typed(PHONE), Language.EN, "192.0.2.2");

        assertEquals(new Result.Sent(Duration.ofMinutes(5), Duration.ofMinutes(1)), sent);
    }

    @Test
    void takesNoPermitsIfTheDatabaseFails() {
        VerificationCodes failing = new VerificationCodes() {

            @Override
            public void add(VerificationCode code) {
                throw new UnavailableException(Service.DATABASE, new IllegalStateException("down"));
            }

            @Override
            public void remove(Id id) {}

            @Override
            public Optional<VerificationCode> countGuess(PhoneNumber phoneNumber) {
                return Optional.empty();
            }

            @Override
            public boolean use(Id id) {
                return false;
            }
        };
        SendVerificationCode broken = new SendVerificationCode(new LibphonenumberPlan(), throttles, failing, hashing,
                sms, statistics, Some.sendRules(), clock, new SecureRandom());

        assertThrows(UnavailableException.class, () -> broken.send(typed(PHONE), Language.EN, SOURCE));

        assertInstanceOf(Result.Sent.class, send(PHONE));
        assertEquals(1, sms.sent().size());
    }

    @Test
    void keepsNothingOfAnSmsThatWasNotSent() {
        sms.answers(new Delivery.NotSent("busy"));
        Result failed = send(PHONE);
        sms.answers(new Delivery.Accepted());

        assertEquals(new Result.SmsUnavailable("busy"), failed);
        assertEquals(List.of(), codes.all());
        assertInstanceOf(Result.Sent.class, send(PHONE));
    }

    @Test
    void keepsTheCodeOfAnSmsThatMayHaveBeenSent() {
        sms.answers(new Delivery.Uncertain("no answer"));
        Result uncertain = send(PHONE);

        assertEquals(new Result.SmsUnavailable("no answer"), uncertain);
        assertTrue(hashing.matches(codes.all().getFirst(), sms.last().code()));
        assertInstanceOf(Result.TooSoon.class, send(PHONE));
    }

    @Test
    void reportsWhyAnSmsCannotBeDelivered() {
        sms.answers(new Delivery.NotReachable());
        assertEquals(new Result.NotReachable(), send("+989121234561"));
        sms.answers(new Delivery.NotServed());
        assertEquals(new Result.NotServed(), send("+989121234562"));
        sms.answers(new Delivery.CountryRefused());
        assertEquals(new Result.CountryRefused("IR"), send("+989121234564"));
        sms.answers(new Delivery.OptedOut());
        assertEquals(new Result.OptedOut(), send("+989121234563"));

        assertEquals(List.of(), codes.all());
    }

    @Test
    void sendsOneSmsUnderConcurrency() {
        List<Result> results = Race.of(50, i -> () -> useCase.send(typed(PHONE), Language.EN, "192.0.2." + i));

        assertEquals(1, results.stream().filter(Result.Sent.class::isInstance).count());
        assertEquals(1, sms.sent().size());
    }

    private Result send(String phoneNumber) {
        return useCase.send(typed(phoneNumber), Language.EN, SOURCE);
    }

    private SendVerificationCode with(SendRules rules) {
        return new SendVerificationCode(new LibphonenumberPlan(), throttles, codes, hashing, sms, statistics, rules,
                clock, new SecureRandom());
    }

    private static SendRules rules(Set<String> countries, String total) {
        SendRules usual = Some.sendRules();
        return new SendRules(countries, usual.perPhone(), usual.perIp(), usual.countriesPerIp(),
                Limit.parseAll(total), usual.guesses(), usual.codeTtl(), Optional.empty());
    }
}
