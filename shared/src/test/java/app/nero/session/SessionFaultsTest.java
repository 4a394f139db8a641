package app.nero.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.InMemoryUsers;
import app.nero.account.ProfileChange;
import app.nero.account.User;
import app.nero.account.Users;
import app.nero.kernel.Identity;
import app.nero.kernel.PersonName;
import app.nero.kernel.Role;
import app.nero.stars.ErasedNumbers;
import app.nero.stars.InMemoryErasedNumbers;
import app.nero.testing.Faults;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.upkeep.EraseAccount;
import app.nero.upkeep.Erasures;
import app.nero.upkeep.FinishErasures;
import app.nero.upkeep.InMemoryErasures;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Makes each call of a use case fail once, in each way, and checks that a retry succeeds. */
class SessionFaultsTest {

    private static final Duration TOKEN_TTL = Duration.ofMinutes(15);

    private final MutableClock clock = MutableClock.atNoon();
    private final SecureRandom random = new SecureRandom();
    private final Faults faults = new Faults();
    private final InMemoryUsers storedUsers = new InMemoryUsers();
    private final InMemorySessions storedSessions = new InMemorySessions();
    private final InMemoryErasures storedErasures = new InMemoryErasures();
    private final InMemoryErasedNumbers storedNumbers = new InMemoryErasedNumbers();
    private final Users users = faults.in(Users.class, storedUsers);
    private final Sessions sessions = faults.in(Sessions.class, storedSessions);
    private final Erasures erasures = faults.in(Erasures.class, storedErasures);
    private final ErasedNumbers erasedNumbers = faults.in(ErasedNumbers.class, storedNumbers);
    private final SessionRules rules = Some.sessionRules();
    private final RefreshSession refreshSession = new RefreshSession(sessions, users,
            (owner, sessionId, now) -> new AccessToken(owner.id() + " " + sessionId + " " + now, TOKEN_TTL), rules,
            clock, random);
    private final EraseAccount eraseAccount = new EraseAccount(users, sessions, erasures, erasedNumbers, clock);
    private final FinishErasures finishErasures = new FinishErasures(erasures, erasedNumbers, TOKEN_TTL, clock);

    private User user;
    private RefreshToken token;
    private Session session;

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void refreshesWithTheSameTokenAfterAFailure(Faults.Kind kind) {
        atEachStep(kind, () -> refreshSession.refresh(token), () -> {
            RefreshToken next = refreshed(token);
            refreshed(next);
            assertEquals(1, storedSessions.list(user.id(), clock.instant(), Instant.EPOCH).size());
        });
    }

    /** A stolen token is rejected then and later, however the removal of its session fails. */
    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void rejectsAReusedTokenIfItsSessionCannotBeRemoved(Faults.Kind kind) {
        atEachStep(kind, () -> {
            refreshed(token);
            clock.advance(rules.grace());
        }, () -> refreshSession.refresh(token), () -> {
            refreshSession.refresh(token);
            assertEquals(new RefreshSession.Result.Invalid(), refreshSession.refresh(token));
            assertEquals(List.of(), storedSessions.list(user.id(), clock.instant(), Instant.EPOCH));
        });
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void endsTheSessionsAfterAFailedSignOut(Faults.Kind kind) {
        atEachStep(kind, () -> sessions.remove(user.id(), session.id()), () -> {
            sessions.remove(user.id(), session.id());
            assertEquals(new RefreshSession.Result.Invalid(), refreshSession.refresh(token));
        });
        atEachStep(kind, () -> sessions.removeAll(user.id()), () -> {
            sessions.removeAll(user.id());
            assertEquals(new RefreshSession.Result.Invalid(), refreshSession.refresh(token));
        });
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void updatesAProfileAfterAFailure(Faults.Kind kind) {
        ProfileChange change = new ProfileChange(Optional.of(Optional.of(new PersonName("سارا"))), Optional.empty());

        atEachStep(kind, () -> users.update(user.id(), change, clock.instant()), () -> {
            User changed = users.update(user.id(), change, clock.instant()).orElseThrow();
            assertEquals(change.name().orElseThrow(), changed.name());
            assertEquals(Optional.of(changed), storedUsers.find(user.id()));
        });
    }

    /** An erasure that was stored is completed. One that was not stored never began. */
    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void finishesAnErasureThatWasStored(Faults.Kind kind) {
        atEachStep(kind, this::erase, () -> {
            boolean stored = isStored();
            clock.advance(TOKEN_TTL.plusMinutes(2));
            finishErasures.finish();
            assertEquals(stored, isErased());
            assertFalse(isStored());
        });
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void finishesAnErasureAfterAFailedRun(Faults.Kind kind) {
        atEachStep(kind, () -> {
            erase();
            clock.advance(TOKEN_TTL.plusMinutes(2));
            finishErasures.finish();
        }, () -> {
            clock.advance(TOKEN_TTL.plusMinutes(2));
            boolean stored = isStored();
            finishErasures.finish();
            assertTrue(!stored || isErased());
            assertFalse(isStored());
        });
    }

    private void atEachStep(Faults.Kind kind, Runnable work, Runnable then) {
        atEachStep(kind, () -> {}, work, then);
    }

    private void atEachStep(Faults.Kind kind, Runnable before, Runnable work, Runnable then) {
        boolean failed = true;
        for (int step = 1; failed; step++) {
            user = storedUsers.addIfAbsent(Some.user(clock.instant()));
            token = RefreshToken.random(random);
            session = Session.begin(Some.id(), user.id(), token, "", clock.instant(), rules.expiry(clock.instant()));
            storedSessions.add(session);
            before.run();
            faults.at(step, kind);
            faults.attempt(work);
            failed = faults.end();
            assertTrue(step > 1 || failed, "the work makes no call");
            then.run();
        }
    }

    private void erase() {
        eraseAccount.erase(new Identity(user.id(), session.id(), Role.USER, clock.instant().plusSeconds(60)));
    }

    private boolean isStored() {
        return storedErasures.listDue(Instant.MAX, Integer.MAX_VALUE).stream()
                .anyMatch(erasure -> erasure.userId().equals(user.id()));
    }

    private boolean isErased() {
        boolean erased = storedErasures.erased().stream().anyMatch(erasure -> erasure.userId().equals(user.id()));
        // The number is remembered before anything is erased.
        assertTrue(!erased || storedNumbers.contains(user.phoneNumber(), clock.instant()));
        return erased;
    }

    private RefreshToken refreshed(RefreshToken current) {
        return assertInstanceOf(RefreshSession.Result.Refreshed.class, refreshSession.refresh(current)).refreshToken();
    }
}
