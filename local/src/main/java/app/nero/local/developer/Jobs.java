package app.nero.local.developer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The scheduled functions, and how their last runs ended. */
public final class Jobs {

    /** The last run of a job. */
    public record Run(Instant at, Duration duration, boolean succeeded) {}

    private final Set<String> names;
    private final Consumer<String> invoke;
    private final Clock clock;
    private final Map<String, Run> last = new TreeMap<>();

    /**
     * @param names logical ids of the functions
     * @param invoke runs one; throws {@link IllegalStateException} if it fails
     */
    public Jobs(Set<String> names, Consumer<String> invoke, Clock clock) {
        this.names = new TreeSet<>(names);
        this.invoke = invoke;
        this.clock = clock;
    }

    /** Runs a job now. Logs a failure instead of throwing. */
    Run run(String name) {
        Instant at = clock.instant();
        boolean succeeded = true;
        try {
            invoke.accept(name);
        } catch (IllegalStateException e) {
            succeeded = false;
            System.getLogger(Jobs.class.getName()).log(System.Logger.Level.WARNING, e.getMessage());
        }
        Run run = new Run(at, Duration.between(at, clock.instant()), succeeded);
        synchronized (last) {
            last.put(name, run);
        }
        return run;
    }

    /** Runs all jobs, one after another. */
    public void runAll() {
        names.forEach(this::run);
    }

    Set<String> names() {
        return names;
    }

    Optional<Run> last(String name) {
        synchronized (last) {
            return Optional.ofNullable(last.get(name));
        }
    }
}
