package app.nero.audit;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Map;

/**
 * That somebody set out to change something that is not their own.
 *
 * @param actor who: the id of a user, or {@link #COMMAND_LINE}
 * @param action what, such as {@code template.edit}
 * @param target the id of the changed thing
 * @param before the fields that change, as they were; empty for a new thing
 * @param after the same fields as they are to be; empty where the thing goes
 */
public record AuditEntry(Id id, String actor, String action, Id target, Map<String, String> before,
        Map<String, String> after, Instant createdAt) {

    /** The actor of whoever holds the database itself. */
    public static final String COMMAND_LINE = "command line";

    public AuditEntry {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }
}
