package app.nero.session;

import app.nero.kernel.Id;

/** Signs all of a person's devices out. */
public final class EndAllSessions {

    private final Sessions sessions;

    public EndAllSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    public void end(Id userId) {
        sessions.removeAll(userId);
    }
}
