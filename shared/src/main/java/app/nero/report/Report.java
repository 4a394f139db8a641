package app.nero.report;

import app.nero.kernel.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A report of a shared image. It says nothing about who reported it.
 *
 * @param generationId the generation whose image is reported
 * @param ownerId its owner, with whose account the report is erased
 */
public record Report(Id id, Id generationId, Id ownerId, ReportReason reason, Optional<ReportNote> note,
        Instant createdAt) {

    /** How long a report is kept. */
    public static final Duration KEPT = Duration.ofDays(180);
}
