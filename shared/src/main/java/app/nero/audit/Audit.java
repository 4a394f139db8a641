package app.nero.audit;

import app.nero.kernel.Id;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Logs what an admin is about to change. */
public final class Audit {

    private final AuditLog log;
    private final Clock clock;
    private final SecureRandom random;

    public Audit(AuditLog log, Clock clock, SecureRandom random) {
        this.log = log;
        this.clock = clock;
        this.random = random;
    }

    /** Like the method below, for an object with an id of the database. */
    public void note(String actor, String action, Id target, Map<String, String> before, Map<String, String> after) {
        note(actor, action, target.value(), before, after);
    }

    /** Logs the fields that differ between {@code before} and {@code after}. */
    public void note(String actor, String action, String target, Map<String, String> before,
            Map<String, String> after) {
        Map<String, String> oldValues = new TreeMap<>(before);
        Map<String, String> newValues = new TreeMap<>(after);
        oldValues.entrySet().removeIf(field -> field.getValue().equals(after.get(field.getKey())));
        newValues.entrySet().removeIf(field -> field.getValue().equals(before.get(field.getKey())));
        Instant now = clock.instant();
        log.append(new AuditEntry(Id.random(random, now), actor, action, target, oldValues, newValues, now));
    }
}
