package app.nero.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.kernel.Id;
import app.nero.testing.Some;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of reports does. */
public abstract class ReportsContract {

    private static final Instant NOON = Instant.parse("2026-05-14T12:00:00.123Z");

    protected abstract Reports reports();

    /** The stored reports of a user's images, in any order. */
    protected abstract List<Report> of(Id ownerId);

    @Test
    void keepsReportsAsTheyAre() {
        for (ReportReason reason : ReportReason.values()) {
            Report report = report(reason, Optional.of(new ReportNote("This is me.")));

            reports().add(report);

            assertEquals(List.of(report), of(report.ownerId()));
        }
    }

    @Test
    void keepsAReportWithoutANote() {
        Report report = report(ReportReason.OTHER, Optional.empty());

        reports().add(report);

        assertEquals(List.of(report), of(report.ownerId()));
    }

    @Test
    void keepsSeveralReportsOfOneImage() {
        Report first = report(ReportReason.OTHER, Optional.empty());
        Report second = new Report(Some.id(), first.generationId(), first.ownerId(), ReportReason.ILLEGAL,
                Optional.empty(), NOON);

        reports().add(first);
        reports().add(second);

        assertEquals(2, of(first.ownerId()).size());
    }

    private static Report report(ReportReason reason, Optional<ReportNote> note) {
        return new Report(Some.id(), Some.id(), Some.id(), reason, note, NOON);
    }
}
