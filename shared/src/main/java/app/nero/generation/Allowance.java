package app.nero.generation;

import app.nero.generation.Generations.Drafted;
import app.nero.throttle.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How many generations a user may have at once, and may start in a time window that ends now.
 *
 * @param slots the number of active generations at once
 * @param limits all of them apply; no window is longer than {@link #MAX_WINDOW}
 */
public record Allowance(int slots, List<Limit> limits) {

    /** Rows are kept for longer than this, so that deleting a generation does not uncount it. */
    public static final Duration MAX_WINDOW = Duration.ofDays(1);

    /** After so many blocked generations the user is paused until the first of them is a day old. */
    static final Limit BLOCKED = new Limit(5, MAX_WINDOW);

    /**
     * A generation that the user tried to start.
     *
     * @param isCounted whether the limits count it: it was accepted, or still may be
     * @param isBlocked whether its request or its result was blocked
     */
    public record Start(Instant at, boolean isCounted, boolean isBlocked) {

        public static Start of(Generation generation) {
            return new Start(generation.createdAt(), !generation.isRemovedBy(Removal.Cause.DRAFT),
                    generation.isBlocked());
        }
    }

    public Allowance {
        limits = List.copyOf(limits);
    }

    /**
     * Why the user may not start another generation; empty if they may.
     *
     * @param starts all that are younger than {@link #MAX_WINDOW}
     */
    public Optional<Drafted> refusal(List<Start> starts, Instant now) {
        Optional<Instant> pausedUntil = fullUntil(BLOCKED, starts, Start::isBlocked, now);
        if (pausedUntil.isPresent()) {
            return Optional.of(new Drafted.Paused(pausedUntil.get()));
        }
        return limits.stream()
                .flatMap(limit -> fullUntil(limit, starts, Start::isCounted, now)
                        .map(until -> new Drafted.LimitReached(limit, until)).stream())
                .max(Comparator.comparing(Drafted.LimitReached::until)).map(reached -> reached);
    }

    /** When the limit allows another start; empty if it does so now. */
    private static Optional<Instant> fullUntil(Limit limit, List<Start> starts, Predicate<Start> counts, Instant now) {
        Stream<Instant> ends = starts.stream().filter(counts).map(start -> start.at().plus(limit.window()))
                .filter(end -> end.isAfter(now));
        return ends.sorted(Comparator.reverseOrder()).skip(limit.count() - 1L).findFirst();
    }
}
