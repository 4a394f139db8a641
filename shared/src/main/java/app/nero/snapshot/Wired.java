package app.nero.snapshot;

import app.nero.http.EventLog;
import app.nero.kernel.Connection;
import java.util.List;
import java.util.Map;

/** The part of a function's wiring that snapshots need. */
public interface Wired {

    /** The function's environment variables. */
    Map<String, String> environment();

    /** The connections opened so far. */
    List<Connection> connections();

    /**
     * Drops what the function keeps in memory between requests. Copies of a snapshot must not share it, and a primed request must not
     * find it.
     */
    void forget();

    EventLog log();

    /** The wiring of another instance of the same function, with other environment variables. */
    Wired with(Map<String, String> environment);
}
