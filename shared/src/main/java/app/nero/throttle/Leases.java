package app.nero.throttle;

import app.nero.kernel.RecentlyUsed;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes permits of throttles ahead, so that most events need no round trip. The leases of a throttle grow with its events: 1, 2,
 * 4, 8, then 16 permits. A leased permit counts as used from the start, also if the process ends without using it, so a window
 * never grants more events than its limit.
 *
 * <p>Each lease is at most one permit larger than all earlier ones together, which were used up. So more than half of the permits
 * that a process took were used, and no event is refused before half of the limit.
 */
public final class Leases {

    private static final int MAX_PERMITS = 16;

    /** Permits of a throttle beyond this number are dropped, least recently used first. */
    private static final int MAX_THROTTLES = 1_000;

    private final Supplier<Throttles> throttles;
    private final Map<Throttle, Lease> leases = new RecentlyUsed<>(MAX_THROTTLES);

    /** @param throttles grant the leases; called by the first event */
    public Leases(Supplier<Throttles> throttles) {
        this.throttles = throttles;
    }

    /**
     * Counts one event, like {@link Throttles#take}. The count of the tally is an estimate: it does not include what others did
     * since the last round trip.
     */
    public Tally take(Throttle throttle, Instant now) {
        Lease lease = leaseOf(throttle);
        return lease.use(now).orElseGet(() -> renew(lease, throttle, now));
    }

    /** Returns whether the next event needs no round trip. */
    public boolean has(Throttle throttle, Instant now) {
        return leaseOf(throttle).isRunning(now);
    }

    /** Drops all permits. They stay counted. */
    public synchronized void clear() {
        leases.clear();
    }

    private synchronized Lease leaseOf(Throttle throttle) {
        return leases.computeIfAbsent(throttle, _ -> new Lease());
    }

    private Tally renew(Lease lease, Throttle throttle, Instant now) {
        int permits = Math.min(lease.startRenewal(), throttle.limit().count());
        Tally tally = throttles.get().take(throttle, permits, now);
        if (tally.granted()) {
            return lease.renew(tally, permits);
        }
        return lease.renew(tally.left() > 0 ? throttles.get().take(throttle, now) : tally, 1);
    }

    /** The permits of one throttle. */
    private static final class Lease {

        private Optional<Tally> last = Optional.empty();
        private int unused;
        private int nextPermits = 1;

        /** Grants the event if a permit is left, and refuses it if the window is full. */
        private synchronized Optional<Tally> use(Instant now) {
            if (!isRunning(now)) {
                return Optional.empty();
            }
            unused = Math.max(0, unused - 1);
            return last.map(this::estimate);
        }

        private synchronized boolean isRunning(Instant now) {
            boolean windowEnded = last.filter(tally -> now.isBefore(tally.until())).isEmpty();
            if (windowEnded) {
                last = Optional.empty();
                unused = 0;
                nextPermits = 1;
            }
            return unused > 0 || last.filter(tally -> !tally.granted()).isPresent();
        }

        /** Returns how many permits to take. Until they are granted, parallel events and events after a failure take one each. */
        private synchronized int startRenewal() {
            int permits = nextPermits;
            nextPermits = 1;
            return permits;
        }

        private synchronized Tally renew(Tally tally, int permits) {
            nextPermits = Math.min(2 * permits, MAX_PERMITS);
            if (tally.granted()) {
                boolean sameWindow = last.filter(known -> known.until().equals(tally.until())).isPresent();
                unused = (sameWindow ? unused : 0) + permits - 1;
                last = Optional.of(tally);
                return estimate(tally);
            }
            if (unused == 0) {
                last = Optional.of(tally);
            }
            return tally;
        }

        /** Without the permits that are left. */
        private Tally estimate(Tally tally) {
            return new Tally(tally.throttle(), tally.granted(), tally.count() - unused, tally.until());
        }
    }
}
