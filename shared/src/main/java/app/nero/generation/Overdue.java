package app.nero.generation;

import java.time.Duration;
import java.time.Instant;

/**
 * What a working sweep never leaves behind: a row that waits for the sweep for 15 minutes, that ended 15 minutes ago and is not
 * settled, or that is active after 4 hours, which is longer than the queue, three attempts and a provider take together.
 *
 * @param dueBy when rows are due whose last sweep failed; other rows are not looked at
 * @param since rows that were due or ended before this are overdue
 * @param activeSince active rows and drafts that were created before this are overdue
 */
public record Overdue(Instant dueBy, Instant since, Instant activeSince) {

    private static final Duration LATE = Duration.ofMinutes(15);
    private static final Duration LIFETIME = Duration.ofHours(4);

    public static Overdue at(Instant now) {
        return new Overdue(now.plus(SweepGenerations.RETRY), now.minus(LATE), now.minus(LIFETIME));
    }

    public boolean matches(Generation row) {
        boolean isSwept = row.progress().sweepAt().filter(at -> !at.isAfter(dueBy)).isPresent();
        return isSwept && (row.progress().sweepAt().filter(at -> at.isBefore(since)).isPresent()
                || GenerationStatus.WITHOUT_IMAGE.contains(row.status())
                        && row.completedAt().filter(at -> at.isBefore(since)).isPresent()
                || GenerationStatus.UNFINISHED.contains(row.status()) && row.createdAt().isBefore(activeSince));
    }
}
