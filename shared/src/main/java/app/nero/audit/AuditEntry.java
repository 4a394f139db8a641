package app.nero.audit;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Map;

/**
 * A change by an admin, logged before it is made.
 *
 * @param actor the id of the admin, or {@link #COMMAND_LINE}
 * @param action the kind of change, such as {@code template.edit}
 * @param target the id of the changed object, such as a user, a template or an engine
 * @param before the old values of the changed fields; empty for a new object
 * @param after the new values of the changed fields; empty if the object is deleted
 */
public record AuditEntry(Id id, String actor, String action, String target, Map<String, String> before,
        Map<String, String> after, Instant createdAt) {

    /** The actor of changes made on the command line, with direct access to the database. */
    public static final String COMMAND_LINE = "command line";

    public AuditEntry {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }
}
