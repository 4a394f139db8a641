package app.nero.throttle;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Throttles in a map. */
public final class InMemoryThrottles implements Throttles {

    private static final class Window {
        private int events;
        private final Set<String> members = new HashSet<>();
        private Instant until;

        private int count() {
            return events + members.size();
        }
    }

    private final Map<String, Window> windows = new HashMap<>();

    @Override
    public synchronized Tally take(Throttle throttle, int events, Instant now) {
        Window window = running(throttle, now).orElseGet(() -> {
            Window created = new Window();
            created.until = now.plus(throttle.limit().window());
            windows.put(throttle.id(), created);
            return created;
        });
        boolean seen = throttle.member().filter(window.members::contains).isPresent();
        boolean granted = seen || window.count() + events <= throttle.limit().count();
        if (granted && !seen) {
            throttle.member().ifPresentOrElse(window.members::add, () -> window.events += events);
        }
        return new Tally(throttle, granted, window.count(), window.until);
    }

    @Override
    public synchronized void giveBack(Tally granted) {
        String id = granted.throttle().id();
        Window window = windows.get(id);
        if (window != null && window.until.equals(granted.until()) && window.events > 0 && --window.events == 0) {
            windows.remove(id);
        }
    }

    @Override
    public synchronized void extend(Throttle throttle, Instant until) {
        Optional.ofNullable(windows.get(throttle.id())).ifPresent(window -> window.until = until);
    }

    @Override
    public synchronized Optional<Tally> find(Throttle throttle, Instant now) {
        return running(throttle, now).map(window -> new Tally(throttle, false, window.count(), window.until));
    }

    private Optional<Window> running(Throttle throttle, Instant now) {
        return Optional.ofNullable(windows.get(throttle.id())).filter(window -> now.isBefore(window.until));
    }
}
