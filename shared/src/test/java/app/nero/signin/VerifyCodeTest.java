package app.nero.signin;

import static app.nero.signin.TypedNumbers.typed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.InMemoryUsers;
import app.nero.account.User;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.session.AccessToken;
import app.nero.session.AccessTokens;
import app.nero.session.InMemorySessions;
import app.nero.session.Session;
import app.nero.signin.VerifyCode.Result;
import app.nero.signin.phone.LibphonenumberPlan;
import app.nero.stars.InMemoryErasedNumbers;
import app.nero.stars.InMemoryStarsLedger;
import app.nero.stars.OpenLedger;
import app.nero.stars.StarsEntry;
import app.nero.statistics.InMemoryStatistics;
import app.nero.testing.MutableClock;
import app.nero.testing.Race;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifyCodeTest {

    private static final PhoneNumber PHONE = new PhoneNumber("+989121234567");
    private static final String RIGHT = "012345";
    private static final String WRONG = "999999";

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryThrottles throttles = new InMemoryThrottles();
    private final InMemoryVerificationCodes codes = new InMemoryVerificationCodes();
    private final CodeHashing hashing = Some.codeHashing();
    private final InMemoryUsers users = new InMemoryUsers();
    private final InMemoryStarsLedger starsLedger = new InMemoryStarsLedger();
    private final InMemoryErasedNumbers erasedNumbers = new InMemoryErasedNumbers();
    private final InMemorySessions sessions = new InMemorySessions();
    private final InMemoryStatistics statistics = new InMemoryStatistics();
    private final AccessTokens accessTokens = (user, session, now) -> new AccessToken("token of " + user.id(),
            Duration.ofMinutes(15));
    private VerifyCode useCase = with(accessTokens);

    @Test
    void signsInWithTheRightCode() {
        addCode(RIGHT);

        Result.Verified verified = assertInstanceOf(Result.Verified.class, verify(RIGHT));

        assertTrue(verified.isNewUser());
        User account = User.first(verified.user().id(), PHONE, clock.instant());
        assertEquals(account.with(starsLedger.findLast(account.id()).orElseThrow()), verified.user());
        assertEquals(Optional.of(verified.user()), users.find(account.id()));
        Session session = sessions.all().getFirst();
        assertEquals(verified.user().id(), session.userId());
        assertEquals(verified.refreshToken().hash(), session.tokenHash());
        assertEquals(verified.refreshToken().familyId(), session.familyId());
        assertEquals("curl", session.userAgent());
        assertEquals(clock.instant().plus(Duration.ofDays(30)), session.expiresAt());
    }

    @Test
    void returnsTheExistingAccountAtTheNextSignIn() {
        addCode(RIGHT);
        Result.Verified first = assertInstanceOf(Result.Verified.class, verify(RIGHT));
        clock.advance(Duration.ofMinutes(1));
        addCode("543210");
        Result.Verified second = assertInstanceOf(Result.Verified.class, verify("543210"));

        assertFalse(second.isNewUser());
        assertEquals(first.user(), second.user());
    }

    @Test
    void recordsTheFirstStarsOnce() {
        addCode(RIGHT);
        User user = assertInstanceOf(Result.Verified.class, verify(RIGHT)).user();
        clock.advance(Duration.ofMinutes(1));
        addCode("543210");
        verify("543210");

        List<StarsEntry> entries = starsLedger.of(user.id());
        assertEquals(1, entries.size());
        assertEquals(3, user.stars());
        assertEquals(3, entries.getFirst().amount());
        assertEquals(3, entries.getFirst().balance());
    }

    @Test
    void opensTheLedgerAtTheNextSignInIfTheFirstOneStoppedBefore() {
        User unfinished = users.addIfAbsent(User.first(Some.id(), PHONE, clock.instant()));
        clock.advance(Duration.ofMinutes(10));
        addCode(RIGHT);

        Result.Verified verified = assertInstanceOf(Result.Verified.class, verify(RIGHT));

        assertFalse(verified.isNewUser());
        assertEquals(unfinished.id(), verified.user().id());
        assertEquals(3, verified.user().stars());
        assertEquals(1, starsLedger.of(unfinished.id()).size());
    }

    @Test
    void givesNoStarsToANumberWhoseAccountWasErasedRecently() {
        erasedNumbers.add(PHONE, clock.instant().plusSeconds(60));
        addCode(RIGHT);

        User user = assertInstanceOf(Result.Verified.class, verify(RIGHT)).user();

        assertEquals(0, user.stars());
        assertEquals(List.of(0), starsLedger.of(user.id()).stream().map(StarsEntry::amount).toList());
    }

    @Test
    void countsSignInsAndSignsInEvenIfCountingFails() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        addCode(RIGHT);
        verify(WRONG);
        verify(RIGHT);
        clock.advance(Duration.ofMinutes(1));
        addCode("543210");

        assertEquals(1, statistics.read(today, 1).days().getFirst().signIns());
        statistics.fail();
        assertInstanceOf(Result.Verified.class, verify("543210"));
    }

    @Test
    void acceptsACodeOnce() {
        addCode(RIGHT);
        verify(RIGHT);

        assertInstanceOf(Result.WrongCode.class, verify(RIGHT));
        assertEquals(1, sessions.all().size());
    }

    @Test
    void acceptsACodeUntilItExpires() {
        addCode(RIGHT);
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertInstanceOf(Result.Verified.class, verify(RIGHT));

        addCode(RIGHT);
        clock.advance(Duration.ofMinutes(5));
        assertInstanceOf(Result.WrongCode.class, verify(RIGHT));
    }

    @Test
    void acceptsOnlyTheNewestCode() {
        addCode("111111");
        clock.advance(Duration.ofMinutes(1));
        addCode("222222");

        assertInstanceOf(Result.WrongCode.class, verify("111111"));
        assertInstanceOf(Result.Verified.class, verify("222222"));
    }

    @Test
    void refusesTheSixthGuess() {
        addCode(RIGHT);
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(Result.WrongCode.class, verify(WRONG));
        }

        assertInstanceOf(Result.WrongCode.class, verify(RIGHT));
    }

    @Test
    void acceptsTheFifthGuess() {
        addCode(RIGHT);
        for (int i = 0; i < 4; i++) {
            verify(WRONG);
        }

        assertInstanceOf(Result.Verified.class, verify(RIGHT));
    }

    @Test
    void doesNotRevealWhetherACodeWasSent() {
        addCode(RIGHT);

        assertEquals(new Result.WrongCode(19), verify(WRONG));
        assertEquals(new Result.WrongCode(19), useCase.verify(typed("+989121234568"), WRONG, "curl"));
    }

    @Test
    void locksAPhoneFor24HoursAfterTwentyWrongGuesses() {
        for (int i = 0; i < 19; i++) {
            clock.advance(Duration.ofMinutes(30));
            verify(WRONG);
        }
        clock.advance(Duration.ofMinutes(30));
        Result twentieth = verify(WRONG);
        addCode(RIGHT);

        assertEquals(new Result.WrongCode(0), twentieth);
        assertEquals(new Result.Locked(Duration.ofHours(24)), verify(RIGHT));
        clock.advance(Duration.ofHours(24).minusMillis(1));
        assertInstanceOf(Result.Locked.class, verify(RIGHT));
        clock.advance(Duration.ofMillis(1));
        assertEquals(new Result.WrongCode(19), verify(WRONG));
    }

    @Test
    void doesNotCountRightGuesses() {
        for (int i = 0; i < 30; i++) {
            addCode(RIGHT);
            assertInstanceOf(Result.Verified.class, verify(RIGHT));
            clock.advance(Duration.ofMinutes(1));
        }

        assertEquals(new Result.WrongCode(19), verify(WRONG));
    }

    @Test
    void normalizesThePhoneNumber() {
        addCode(RIGHT);

        assertInstanceOf(Result.Verified.class, useCase.verify(typed("00 98 0912 123 4567"), RIGHT, "curl"));
    }

    @Test
    void rejectsInvalidNumbers() {
        assertEquals(new Result.InvalidNumber(), useCase.verify(typed("+98000000000"), RIGHT, "curl"));
    }

    @Test
    void keepsTheTwentyMostRecentlyUsedSessions() {
        for (int i = 0; i < 21; i++) {
            addCode(RIGHT);
            verify(RIGHT);
            clock.advance(Duration.ofMinutes(1));
        }

        assertEquals(20, sessions.all().size());
        assertEquals(MutableClock.atNoon().instant().plus(Duration.ofMinutes(1)),
                sessions.all().getFirst().createdAt());
    }

    @Test
    void refusesACodeThatSomebodyElseJustUsed() {
        addCode(RIGHT);
        useCase = with((user, session, now) -> {
            codes.use(codes.all().getFirst().id());
            return accessTokens.issue(user, session, now);
        });

        assertInstanceOf(Result.WrongCode.class, verify(RIGHT));
        assertEquals(List.of(), sessions.all());
    }

    @Test
    void acceptsOneOfManyConcurrentRightGuesses() {
        addCode(RIGHT);

        List<Result> results = Race.of(50, _ -> () -> verify(RIGHT));

        assertEquals(1, results.stream().filter(Result.Verified.class::isInstance).count());
        assertEquals(1, sessions.all().size());
    }

    @Test
    void keepsTheCodeValidIfTheDatabaseFailsBeforeItIsUsed() {
        addCode(RIGHT);
        useCase = with((_, _, _) -> {
            throw new UnavailableException(Service.DATABASE, new IllegalStateException("down"));
        });
        assertThrows(UnavailableException.class, () -> verify(RIGHT));
        assertThrows(UnavailableException.class, () -> verify(RIGHT));
        assertEquals(new Result.WrongCode(19), verify(WRONG));
        useCase = with(accessTokens);
        clock.advance(Duration.ofSeconds(30));

        assertTrue(assertInstanceOf(Result.Verified.class, verify(RIGHT)).isNewUser());
    }

    private Result verify(String code) {
        return useCase.verify(typed(PHONE.value()), code, "curl");
    }

    private void addCode(String code) {
        var id = Some.id();
        Instant now = clock.instant();
        codes.add(new VerificationCode(id, PHONE, hashing.hash(id, PHONE, code), now,
                now.plus(Duration.ofMinutes(5)), false, 0));
    }

    private VerifyCode with(AccessTokens issuer) {
        OpenLedger openLedger = new OpenLedger(starsLedger, users, erasedNumbers, clock, new SecureRandom());
        return new VerifyCode(new LibphonenumberPlan(), throttles, codes, hashing, users, openLedger, sessions,
                issuer, statistics, Some.guessLimit(), Some.sessionRules(), clock, new SecureRandom());
    }
}
