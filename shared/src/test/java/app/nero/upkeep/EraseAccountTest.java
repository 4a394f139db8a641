package app.nero.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.account.InMemoryUsers;
import app.nero.account.User;
import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.kernel.Role;
import app.nero.kernel.UnavailableException;
import app.nero.session.CheckSession;
import app.nero.session.InMemorySessions;
import app.nero.session.RefreshToken;
import app.nero.session.Session;
import app.nero.stars.InMemoryErasedNumbers;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.upkeep.EraseAccount.Result;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EraseAccountTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryUsers users = new InMemoryUsers();
    private final InMemorySessions sessions = new InMemorySessions();
    private final InMemoryErasures erasures = new InMemoryErasures();
    private final User user = users.addIfAbsent(Some.user(clock.instant()));
    private final Session session = Session.begin(Some.id(), user.id(), RefreshToken.random(new SecureRandom()), "",
            clock.instant(), clock.instant().plus(Duration.ofDays(30)));
    private final InMemoryErasedNumbers erasedNumbers = new InMemoryErasedNumbers();
    private final EraseAccount useCase = new EraseAccount(users, sessions, erasures, erasedNumbers, clock);

    EraseAccountTest() {
        sessions.add(session);
    }

    @Test
    void erasesTheAccountAfterARecentSignIn() {
        clock.advance(Duration.ofMinutes(10).minusMillis(1));

        assertEquals(new Result.Erased(), useCase.erase(caller(user.id(), session.id())));
        assertEquals(List.of(new Erasure(user.id(), user.phoneNumber(), clock.instant())), erasures.erased());
    }

    @Test
    void storesTheRequestBeforeErasing() {
        erasures.fail(true);

        assertThrows(UnavailableException.class, () -> useCase.erase(caller(user.id(), session.id())));
        assertEquals(1, erasures.listDue(clock.instant().plusSeconds(1), 10).size());
    }

    @Test
    void requiresARecentSignIn() {
        clock.advance(Duration.ofMinutes(10));

        assertEquals(new Result.NotFresh(), useCase.erase(caller(user.id(), session.id())));
        assertEquals(List.of(), erasures.erased());
    }

    @Test
    void refusesASessionThatEndedOrBelongsToAnotherUser() {
        User other = users.addIfAbsent(Some.user(clock.instant()));

        assertEquals(new Result.NotSignedIn(), useCase.erase(caller(user.id(), Some.id())));
        assertEquals(new Result.NotSignedIn(), useCase.erase(caller(other.id(), session.id())));
        assertEquals(List.of(), erasures.erased());
    }

    @Test
    void finishesAnInterruptedErasureAndEndsItOnceNoRequestCanWrite() {
        Erasure interrupted = new Erasure(user.id(), user.phoneNumber(), clock.instant());
        erasures.begin(interrupted);
        FinishErasures finishErasures = new FinishErasures(erasures, erasedNumbers, Duration.ofMinutes(15),
                clock);

        clock.advance(Duration.ofSeconds(59));
        finishErasures.finish();
        assertEquals(List.of(), erasures.erased());

        clock.advance(Duration.ofSeconds(2));
        assertEquals(0, finishErasures.finish());
        assertEquals(0, finishErasures.finish());
        assertEquals(List.of(interrupted), erasures.erased());

        clock.advance(Duration.ofMinutes(15));
        assertEquals(1, finishErasures.finish());
        assertEquals(List.of(interrupted, interrupted), erasures.erased());
        assertEquals(0, finishErasures.finish());
    }

    @Test
    void triesAFailedErasureAgainAfterAMinute() {
        Erasure interrupted = new Erasure(user.id(), user.phoneNumber(), clock.instant());
        erasures.begin(interrupted);
        FinishErasures finishErasures = new FinishErasures(erasures, erasedNumbers, Duration.ofMinutes(15),
                clock);
        clock.advance(Duration.ofSeconds(61));
        erasures.fail(true);

        assertThrows(UnavailableException.class, finishErasures::finish);
        erasures.fail(false);
        clock.advance(Duration.ofSeconds(61));
        finishErasures.finish();

        assertEquals(List.of(interrupted), erasures.erased());
    }

    @Test
    void acceptsATokenOnlyWhileItsSessionIsActive() {
        Identity caller = caller(user.id(), session.id());
        CheckSession check = new CheckSession(_ -> Optional.of(caller), sessions, Some.sessionRules(), clock);
        CheckSession foreign = new CheckSession(_ -> Optional.of(caller(Some.id(), session.id())), sessions,
                Some.sessionRules(), clock);

        assertEquals(Optional.of(caller), check.verify("a token"));
        assertEquals(Optional.empty(), foreign.verify("a token"));
        sessions.remove(user.id(), session.id());
        assertEquals(Optional.empty(), check.verify("a token"));
    }

    private Identity caller(Id userId, Id sessionId) {
        return new Identity(userId, sessionId, Role.USER, clock.instant().plusSeconds(60));
    }
}
