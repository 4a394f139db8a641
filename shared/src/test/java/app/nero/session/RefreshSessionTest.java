package app.nero.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import app.nero.account.InMemoryUsers;
import app.nero.account.User;
import app.nero.session.RefreshSession.Result;
import app.nero.testing.MutableClock;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefreshSessionTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final SecureRandom random = new SecureRandom();
    private final InMemorySessions sessions = new InMemorySessions();
    private final InMemoryUsers users = new InMemoryUsers();
    private final SessionRules rules = Some.sessionRules();
    private final User user = users.addIfAbsent(Some.user(clock.instant()));
    private final RefreshToken first = RefreshToken.random(random);
    private final Session session = Session.begin(Some.id(), user.id(), first, "", clock.instant(),
            rules.expiry(clock.instant()));
    private final RefreshSession useCase = new RefreshSession(sessions, users,
            (owner, sessionId, now) -> new AccessToken(owner.id() + " " + sessionId + " " + now,
                    Duration.ofMinutes(15)),
            rules, clock, random);

    RefreshSessionTest() {
        sessions.add(session);
    }

    @Test
    void replacesTheTokenAtEachUse() {
        clock.advance(Duration.ofDays(1));
        Result.Refreshed second = refreshed(first);
        Result.Refreshed third = refreshed(second.refreshToken());

        assertNotEquals(first.value(), second.refreshToken().value());
        assertNotEquals(second.refreshToken().value(), third.refreshToken().value());
        assertEquals(user.id() + " " + session.id() + " " + clock.instant(), third.accessToken().value());
        assertEquals(clock.instant(), sessions.all().getFirst().lastUsedAt());
    }

    @Test
    void returnsTheSameSuccessorDuringTheGracePeriod() {
        Result.Refreshed once = refreshed(first);
        clock.advance(Duration.ofMillis(9_999));
        Result.Refreshed again = refreshed(first);

        assertEquals(once.refreshToken().value(), again.refreshToken().value());
        assertInstanceOf(Result.Refreshed.class, useCase.refresh(again.refreshToken()));
    }

    @Test
    void endsTheSessionWhenAReplacedTokenIsUsedAfterTheGracePeriod() {
        RefreshToken second = refreshed(first).refreshToken();
        clock.advance(Duration.ofSeconds(10));

        assertEquals(new Result.Reused(user.id(), session.id()), useCase.refresh(first));
        assertEquals(new Result.Invalid(), useCase.refresh(second));
        assertEquals(List.of(), sessions.all());
    }

    @Test
    void endsTheSessionWhenAnOlderTokenIsUsed() {
        RefreshToken second = refreshed(first).refreshToken();
        RefreshToken third = refreshed(second).refreshToken();

        assertEquals(new Result.Reused(user.id(), session.id()), useCase.refresh(first));
        assertEquals(new Result.Invalid(), useCase.refresh(third));
    }

    @Test
    void doesNotEndASessionForAGuessedToken() {
        RefreshToken guess = RefreshToken.random(random);

        assertEquals(new Result.Invalid(), useCase.refresh(guess));
        assertInstanceOf(Result.Refreshed.class, useCase.refresh(first));
    }

    @Test
    void endsAnUnusedSessionAfterThirtyDays() {
        clock.advance(Duration.ofDays(30).minusMillis(1));
        RefreshToken second = refreshed(first).refreshToken();
        clock.advance(Duration.ofDays(30));

        assertEquals(new Result.Invalid(), useCase.refresh(second));
    }

    @Test
    void endsAnySessionAfterNinetyDays() {
        RefreshToken token = first;
        for (int day = 0; day < 89; day++) {
            clock.advance(Duration.ofDays(1));
            token = refreshed(token).refreshToken();
        }
        clock.advance(Duration.ofDays(1));

        assertEquals(new Result.Invalid(), useCase.refresh(token));
    }

    @Test
    void refusesTheSessionOfAnErasedUser() {
        RefreshToken orphan = RefreshToken.random(random);
        sessions.add(Session.begin(Some.id(), Some.id(), orphan, "", clock.instant(), rules.expiry(clock.instant())));

        assertEquals(new Result.Invalid(), useCase.refresh(orphan));
        assertEquals(List.of(session), sessions.all());
    }

    @Test
    void returnsOneSuccessorUnderConcurrency() {
        List<String> successors = Race.of(20, _ -> () -> refreshed(first).refreshToken().value());

        assertEquals(1, successors.stream().distinct().count());
    }

    private Result.Refreshed refreshed(RefreshToken token) {
        return assertInstanceOf(Result.Refreshed.class, useCase.refresh(token));
    }
}
