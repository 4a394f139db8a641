package app.nero.application;

import app.nero.domain.Id;
import app.nero.domain.session.Session;
import app.nero.domain.session.Sessions;
import java.time.Clock;
import java.util.List;

/** Lists the devices that a person is signed in on, the last used first. */
public final class ListSessions {

    private final Sessions sessions;
    private final Clock clock;

    public ListSessions(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    public List<Session> list(Id userId) {
        return sessions.list(userId, clock.instant());
    }
}
