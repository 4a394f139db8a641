package app.nero.domain.session;

import app.nero.domain.Id;

/** The sign-ins that are alive. */
public interface Sessions {

    void add(Session session);

    void remove(Id id);
}
