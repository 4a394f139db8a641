package app.nero.audit;

/**
 * The log of changes by admins. An entry is written before its change. It can therefore describe a change that failed
 * afterwards, but every change has an entry.
 */
public interface AuditLog {

    /** @throws app.nero.kernel.UnavailableException if the database does not answer; the change must not be made then */
    void append(AuditEntry entry);
}
