package app.nero.audit;

import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import java.util.ArrayList;
import java.util.List;

/** An audit log in a list. */
public final class InMemoryAuditLog implements AuditLog {

    private final List<AuditEntry> entries = new ArrayList<>();
    private boolean failing;

    @Override
    public synchronized void append(AuditEntry entry) {
        if (failing) {
            throw new UnavailableException(Service.DATABASE, new IllegalStateException("down"));
        }
        entries.add(entry);
    }

    /** Makes every call fail from now on. */
    public void fail() {
        failing = true;
    }

    public synchronized List<AuditEntry> entries() {
        return List.copyOf(entries);
    }
}
