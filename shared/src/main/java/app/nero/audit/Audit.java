package app.nero.audit;

import app.nero.kernel.Id;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Notes what an admin is about to change. */
public final class Audit {

    private final AuditLog log;
    private final Clock clock;
    private final SecureRandom random;

    public Audit(AuditLog log, Clock clock, SecureRandom random) {
        this.log = log;
        this.clock = clock;
        this.random = random;
    }

    /** What is the same before and after is left out. */
    public void note(String actor, String action, Id target, Map<String, String> before, Map<String, String> after) {
        Map<String, String> was = new TreeMap<>(before);
        Map<String, String> becomes = new TreeMap<>(after);
        was.entrySet().removeIf(field -> field.getValue().equals(after.get(field.getKey())));
        becomes.entrySet().removeIf(field -> field.getValue().equals(before.get(field.getKey())));
        Instant now = clock.instant();
        log.append(new AuditEntry(Id.random(random, now), actor, action, target, was, becomes, now));
    }
}
