package app.nero.snapshot;

import app.nero.http.EventLog;
import app.nero.kernel.Connection;
import java.util.List;
import java.util.Map;

/** What a snapshot must know of how a function is wired. */
public interface Wired {

    /** The environment variables that the function runs with. */
    Map<String, String> environment();

    /** The connections opened so far. */
    List<Connection> connections();

    EventLog log();

    /** The wiring of another instance of the same function, with other environment variables. */
    Wired with(Map<String, String> environment);
}
