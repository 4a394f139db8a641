package app.nero.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.session.Session.Rotation;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link Sessions}. */
public abstract class SessionsContract {

    private static final Instant NOON = Instant.parse("2026-05-14T12:00:00.123Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(90));
    private static final Instant EXPIRY = NOON.plus(Duration.ofDays(30));

    private final SecureRandom random = new SecureRandom();
    private final Id userId = Some.id();
    private final RefreshToken token = RefreshToken.random(random);
    private final Session session = begun(token, NOON);

    protected abstract Sessions sessions();

    @Test
    void storesASessionUnchanged() {
        sessions().add(session);

        assertEquals(Optional.of(session), sessions().find(userId, session.id(), LATER, LONG_AGO));
        assertEquals(Optional.of(session), sessions().findByFamily(token.familyId()));
        assertEquals(List.of(session), sessions().list(userId, LATER, LONG_AGO));
    }

    @Test
    void findsASessionOnlyForItsOwner() {
        sessions().add(session);

        assertEquals(Optional.empty(), sessions().find(Some.id(), session.id(), LATER, LONG_AGO));
    }

    @Test
    void doesNotFindExpiredSessions() {
        sessions().add(session);

        assertEquals(Optional.empty(), sessions().find(userId, session.id(), EXPIRY, LONG_AGO));
        assertEquals(List.of(), sessions().list(userId, EXPIRY, LONG_AGO));
        assertEquals(Optional.empty(), sessions().find(userId, session.id(), LATER, NOON));
        assertEquals(List.of(), sessions().list(userId, LATER, NOON));
        assertEquals(Optional.of(session), sessions().findByFamily(token.familyId()));
    }

    @Test
    void replacesTheCurrentToken() {
        sessions().add(session);
        RefreshToken next = token.next(random);
        Rotation rotation = Rotation.of(token, next, LATER);

        Optional<Session> rotated = rotate(token, next);

        Session expected = new Session(session.id(), userId, token.familyId(), next.hash(), Optional.of(rotation),
                session.userAgent(), NOON, LATER, EXPIRY.plusSeconds(60));
        assertEquals(Optional.of(expected), rotated);
        assertEquals(rotated, sessions().find(userId, session.id(), LATER, LONG_AGO));
    }

    @Test
    void replacesATokenOnlyOnce() {
        sessions().add(session);
        rotate(token, token.next(random));

        assertEquals(Optional.empty(), rotate(token, token.next(random)));
    }

    @Test
    void doesNotReplaceTheTokenOfAnExpiredSession() {
        sessions().add(session);
        RefreshToken next = token.next(random);

        assertEquals(Optional.empty(), sessions().rotate(Rotation.of(token, next, EXPIRY), next.hash(), LONG_AGO,
                EXPIRY.plusSeconds(60)));
        assertEquals(Optional.empty(), sessions().rotate(Rotation.of(token, next, LATER), next.hash(), NOON,
                EXPIRY.plusSeconds(60)));
    }

    @Test
    void replacesATokenOnceUnderConcurrency() {
        sessions().add(session);

        List<Optional<Session>> rotated = Race.of(20, _ -> () -> rotate(token, token.next(random)));

        assertEquals(1, rotated.stream().filter(Optional::isPresent).count());
    }

    @Test
    void listsTheMostRecentlyUsedFirst() {
        Session older = begun(RefreshToken.random(random), NOON.minusSeconds(60));
        Session newer = begun(RefreshToken.random(random), NOON.minusSeconds(30));
        sessions().add(newer);
        sessions().add(older);
        sessions().add(session);

        assertEquals(List.of(session, newer, older), sessions().list(userId, LATER, LONG_AGO));
    }

    @Test
    void removesASessionOnlyForItsOwner() {
        sessions().add(session);

        assertFalse(sessions().remove(Some.id(), session.id()));
        assertTrue(sessions().remove(userId, session.id()));
        assertFalse(sessions().remove(userId, session.id()));
        assertEquals(Optional.empty(), sessions().findByFamily(token.familyId()));
    }

    @Test
    void removesAllSessionsOfOneUser() {
        Session another = Session.begin(Some.id(), Some.id(), RefreshToken.random(random), "", NOON, EXPIRY);
        sessions().add(session);
        sessions().add(begun(RefreshToken.random(random), NOON));
        sessions().add(another);

        sessions().removeAll(userId);

        assertEquals(List.of(), sessions().list(userId, LATER, LONG_AGO));
        assertEquals(Optional.of(another), sessions().find(another.userId(), another.id(), LATER, LONG_AGO));
    }

    @Test
    void keepsTheMostRecentlyUsedSessions() {
        List.of(3, 1, 5, 2, 4).forEach(
                i -> sessions().add(begun(RefreshToken.random(random), NOON.minusSeconds(i))));
        sessions().add(session);

        sessions().keepLastUsed(userId, 3);

        assertEquals(List.of(NOON, NOON.minusSeconds(1), NOON.minusSeconds(2)),
                sessions().list(userId, LATER, LONG_AGO).stream().map(Session::lastUsedAt).toList());
    }

    /** The session that was not used for the longest time is removed last, if it is not used meanwhile. */
    @Test
    void keepsASessionThatIsUsedMeanwhile() {
        sessions().add(session);
        List<Session> others = IntStream.rangeClosed(1, 60)
                .mapToObj(i -> begun(RefreshToken.random(random), NOON.plusSeconds(i))).toList();
        others.forEach(sessions()::add);
        Session removedFirst = others.get(others.size() - 2);

        List<Boolean> used = Race.of(2, i -> () -> {
            if (i == 0) {
                sessions().keepLastUsed(userId, 1);
                return false;
            }
            while (sessions().findByFamily(removedFirst.familyId()).isPresent()) {
                Thread.yield();
            }
            return rotate(token, token.next(random)).isPresent();
        });

        assertEquals(used.getLast(), sessions().findByFamily(token.familyId()).isPresent());
    }

    private Session begun(RefreshToken first, Instant now) {
        return Session.begin(Some.id(), userId, first, "a browser", now, EXPIRY);
    }

    private Optional<Session> rotate(RefreshToken from, RefreshToken to) {
        return sessions().rotate(Rotation.of(from, to, LATER), to.hash(), LONG_AGO, EXPIRY.plusSeconds(60));
    }
}
