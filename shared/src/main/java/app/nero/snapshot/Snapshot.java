package app.nero.snapshot;

import app.nero.http.EventLog;
import app.nero.kernel.Outside;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * What a function does around the snapshot that Lambda takes of it (SnapStart, by the hooks of CRaC). Before, it goes the way
 * of each of its requests, so that what they need is loaded and compiled, and leaves no connection open. Each copy that starts from
 * the snapshot connects anew. Where no snapshot is taken, none of it happens.
 */
public final class Snapshot implements Resource {

    /** Often enough that the JVM compiles what a request runs. */
    private static final int REHEARSALS = 50;

    /** More than the JDK reads ahead from the kernel's random numbers; bytes. */
    private static final int READ_AHEAD = 1024;

    private final List<Outside> outside;
    private final Supplier<List<String>> rehearsal;
    private final EventLog log;

    private Snapshot(List<Outside> outside, Supplier<List<String>> rehearsal, EventLog log) {
        this.outside = outside;
        this.rehearsal = rehearsal;
        this.log = log;
    }

    /**
     * Takes part in snapshots as long as whoever asks for it keeps it.
     *
     * @param rehearsal leaves nothing behind while what is outside rehearses, and names what failed
     */
    public static Snapshot of(List<Outside> outside, Supplier<List<String>> rehearsal, EventLog log) {
        Snapshot snapshot = new Snapshot(outside, rehearsal, log);
        Core.getGlobalContext().register(snapshot);
        return snapshot;
    }

    /** Whatever fails, the snapshot is taken: then the first requests load what they need, as without one. */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        List<String> failed = new ArrayList<>();
        try {
            outside.stream().filter(it -> !it.rehearse()).map(Outside::name).forEach(failed::add);
            failed.addAll(rehearse());
        } catch (RuntimeException | LinkageError e) {
            failed.add(e.getClass().getName());
        } finally {
            outside.forEach(Outside::letGo);
        }
        if (failed.isEmpty()) {
            log.info("SnapshotReady", _ -> {});
        } else {
            log.warn("RehearsalFailed", json -> json.writeStringField("failed", String.join(", ", failed)));
        }
    }

    /** What fails once fails as well the next time. */
    private List<String> rehearse() {
        return Stream.generate(() -> EventLog.silently(rehearsal)).limit(REHEARSALS)
                .filter(failed -> !failed.isEmpty()).findFirst().orElseGet(List::of);
    }

    /** What was read ahead of random numbers is the same in each copy, and thrown away. */
    @Override
    public void afterRestore(Context<? extends Resource> context) {
        outside.forEach(Outside::takeHold);
        new SecureRandom().nextBytes(new byte[READ_AHEAD]);
    }
}
