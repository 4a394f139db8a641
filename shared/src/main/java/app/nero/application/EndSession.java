package app.nero.application;

import app.nero.domain.Id;
import app.nero.domain.session.Sessions;

/** Signs one of a person's devices out. */
public final class EndSession {

    private final Sessions sessions;

    public EndSession(Sessions sessions) {
        this.sessions = sessions;
    }

    /** False where the person has no such session. */
    public boolean end(Id userId, Id sessionId) {
        return sessions.remove(userId, sessionId);
    }
}
