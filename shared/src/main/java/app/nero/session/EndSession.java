package app.nero.session;

import app.nero.kernel.Id;

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
