package app.nero.testing;

import app.nero.domain.Id;
import app.nero.domain.session.Session;
import app.nero.domain.session.Sessions;
import java.util.ArrayList;
import java.util.List;

/** Sessions in a list. */
public final class InMemorySessions implements Sessions {

    private final List<Session> sessions = new ArrayList<>();

    @Override
    public synchronized void add(Session session) {
        sessions.add(session);
    }

    @Override
    public synchronized void remove(Id id) {
        sessions.removeIf(session -> session.id().equals(id));
    }

    /** All that is stored. */
    public synchronized List<Session> all() {
        return List.copyOf(sessions);
    }
}
