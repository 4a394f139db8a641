package app.nero.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.InMemoryUsers;
import app.nero.account.ProfileChange;
import app.nero.account.UpdateProfile;
import app.nero.account.User;
import app.nero.account.Users;
import app.nero.kernel.Identity;
import app.nero.kernel.PersonName;
import app.nero.kernel.Role;
import app.nero.kernel.UnavailableException;
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

/** Every call that a use case makes fails once, in every way: whoever tries again goes on as if nothing had failed. */
class SessionFaultsTest {

    private static final Duration TOKEN_TTL = Duration.ofMinutes(15);

    private final MutableClock clock = MutableClock.atNoon();
    private final SecureRandom random = new SecureRandom();
    private final Faults faults = new Faults();
    private final InMemoryUsers people = new InMemoryUsers();
    private final InMemorySessions begun = new InMemorySessions();
    private final InMemoryErasures wishes = new InMemoryErasures();
    private final Users users = faults.in(Users.class, people);
    private final Sessions sessions = faults.in(Sessions.class, begun);
    private final Erasures erasures = faults.in(Erasures.class, wishes);
    private final SessionRules rules = Some.sessionRules();
    private final RefreshSession refreshSession = new RefreshSession(sessions, users,
            (owner, sessionId, now) -> new AccessToken(owner.id() + " " + sessionId + " " + now, TOKEN_TTL), rules,
            clock, random);
    private final EraseAccount eraseAccount = new EraseAccount(users, sessions, erasures, clock);
    private final FinishErasures finishErasures = new FinishErasures(erasures, TOKEN_TTL, clock);

    private User user;
    private RefreshToken token;
    private Session session;

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void renewsByTheSameTokenWhereARefreshFailed(Faults.Kind kind) {
        atEachStep(kind, () -> refreshSession.refresh(token), () -> {
            RefreshToken next = refreshed(token);
            refreshed(next);
            assertEquals(1, begun.list(user.id(), clock.instant(), Instant.EPOCH).size());
        });
    }

    /** However the removal fails, the stolen token gets nothing, neither then nor later. */
    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void givesNothingForAReplacedTokenWhereItsReuseCannotBePunished(Faults.Kind kind) {
        atEachStep(kind, () -> {
            refreshed(token);
            clock.advance(rules.grace());
        }, () -> refreshSession.refresh(token), () -> {
            refreshSession.refresh(token);
            assertEquals(new RefreshSession.Result.Invalid(), refreshSession.refresh(token));
            assertEquals(List.of(), begun.list(user.id(), clock.instant(), Instant.EPOCH));
        });
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void endsTheSessionsThatASignOutMissed(Faults.Kind kind) {
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
    void changesAProfileWhereTheFirstTryFailed(Faults.Kind kind) {
        UpdateProfile updateProfile = new UpdateProfile(users, clock);
        ProfileChange change = new ProfileChange(Optional.of(Optional.of(new PersonName("سارا"))), Optional.empty());

        atEachStep(kind, () -> updateProfile.update(user.id(), change), () -> {
            assertEquals(people.find(user.id()), updateProfile.update(user.id(), new ProfileChange(Optional.empty(),
                    Optional.empty())));
            assertEquals(change.name().orElseThrow(), updateProfile.update(user.id(), change).orElseThrow().name());
        });
    }

    /** What was wished and noted is done; what was not noted never began. */
    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void finishesAnErasureThatWasNoted(Faults.Kind kind) {
        atEachStep(kind, this::erase, () -> {
            boolean noted = isNoted();
            clock.advance(TOKEN_TTL.plusMinutes(2));
            finishErasures.finish();
            assertEquals(noted, isErased());
            assertFalse(isNoted());
        });
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void finishesAnErasureWhereTheFirstRunFailed(Faults.Kind kind) {
        atEachStep(kind, () -> {
            erase();
            clock.advance(TOKEN_TTL.plusMinutes(2));
            finishErasures.finish();
        }, () -> {
            clock.advance(TOKEN_TTL.plusMinutes(2));
            boolean noted = isNoted();
            finishErasures.finish();
            assertTrue(!noted || isErased());
            assertFalse(isNoted());
        });
    }

    private void atEachStep(Faults.Kind kind, Runnable work, Runnable then) {
        atEachStep(kind, () -> {}, work, then);
    }

    private void atEachStep(Faults.Kind kind, Runnable before, Runnable work, Runnable then) {
        boolean failed = true;
        for (int step = 1; failed; step++) {
            user = people.addIfAbsent(Some.user(clock.instant()));
            token = RefreshToken.random(random);
            session = Session.begin(Some.id(), user.id(), token, "", clock.instant(), rules.expiry(clock.instant()));
            begun.add(session);
            before.run();
            faults.at(step, kind);
            try {
                work.run();
            } catch (UnavailableException | Faults.Crash _) {
                // What is left of it is the test's to see.
            }
            failed = faults.end();
            assertTrue(step > 1 || failed, "the work calls nobody");
            then.run();
        }
    }

    private void erase() {
        eraseAccount.erase(new Identity(user.id(), session.id(), Role.USER, clock.instant().plusSeconds(60)));
    }

    private boolean isNoted() {
        return wishes.listBegunBefore(clock.instant().plusMillis(1)).stream()
                .anyMatch(it -> it.userId().equals(user.id()));
    }

    private boolean isErased() {
        return wishes.erased().stream().anyMatch(it -> it.userId().equals(user.id()));
    }

    private RefreshToken refreshed(RefreshToken current) {
        return assertInstanceOf(RefreshSession.Result.Refreshed.class, refreshSession.refresh(current)).refreshToken();
    }
}
