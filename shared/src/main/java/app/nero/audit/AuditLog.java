package app.nero.audit;

/**
 * The record of changes by admins. It is written before the change: there may be an entry of a change that then failed,
 * but no change without its entry.
 */
public interface AuditLog {

    /** @throws app.nero.kernel.UnavailableException if the store does not answer; then nothing may be changed */
    void append(AuditEntry entry);
}
