package app.nero.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndSessionTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemorySessions sessions = new InMemorySessions();
    private final EndSession endSession = new EndSession(sessions);
    private final EndAllSessions endAllSessions = new EndAllSessions(sessions);
    private final ListSessions listSessions = new ListSessions(sessions, Some.sessionRules(), clock);
    private final Id sara = Some.id();
    private final Id omid = Some.id();

    @Test
    void endsOneOfTheCallersAndNobodyElses() {
        Session first = begin(sara);
        Session second = begin(sara);
        Session other = begin(omid);

        assertFalse(endSession.end(sara, other.id()));
        assertTrue(endSession.end(sara, first.id()));
        assertFalse(endSession.end(sara, first.id()));

        assertEquals(List.of(second), listSessions.list(sara));
        assertEquals(List.of(other), listSessions.list(omid));
    }

    @Test
    void endsAllOfTheCallersAndNobodyElses() {
        begin(sara);
        begin(sara);
        Session other = begin(omid);

        endAllSessions.end(sara);

        assertEquals(List.of(), listSessions.list(sara));
        assertEquals(List.of(other), listSessions.list(omid));
    }

    @Test
    void listsNoneThatIsOver() {
        begin(sara);
        clock.advance(Duration.ofDays(30));

        assertEquals(List.of(), listSessions.list(sara));
    }

    private Session begin(Id user) {
        Session session = Session.begin(Some.id(), user, RefreshToken.random(new SecureRandom()), "", clock.instant(),
                Some.sessionRules().expiry(clock.instant()));
        sessions.add(session);
        return session;
    }
}
