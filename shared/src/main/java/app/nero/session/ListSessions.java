package app.nero.session;

import app.nero.kernel.Id;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Lists the devices that a person is signed in on, the last used first. */
public final class ListSessions {

    private final Sessions sessions;
    private final SessionRules rules;
    private final Clock clock;

    public ListSessions(Sessions sessions, SessionRules rules, Clock clock) {
        this.sessions = sessions;
        this.rules = rules;
        this.clock = clock;
    }

    public List<Session> list(Id userId) {
        Instant now = clock.instant();
        return sessions.list(userId, now, rules.oldest(now));
    }
}
