package app.nero.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.generation.Allowance;
import app.nero.generation.EngineUse;
import app.nero.generation.Generation;
import app.nero.generation.GenerationBuilder;
import app.nero.generation.InMemoryGenerations;
import app.nero.generation.Lease;
import app.nero.generation.Sharing;
import app.nero.generation.Visibility;
import app.nero.kernel.UnavailableException;
import app.nero.report.ReportSharedImage.Result;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportSharedImageTest {

    private static final String SOURCE = "192.0.2.1";
    private static final Optional<ReportNote> NOTE = ReportNote.parse(" This\nis me. ");

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryReports reports = new InMemoryReports();
    private final InMemoryGenerations generations = new InMemoryGenerations();
    private final ReportSharedImage reportSharedImage = new ReportSharedImage(reports, generations,
            new InMemoryThrottles(), new SecureRandom(), clock);

    @Test
    void storesTheReportWithoutItsSource() {
        Generation shared = shared("slug");

        assertEquals(new Result.Reported(), report("slug"));

        Report stored = reports.all().getFirst();
        assertEquals(new Report(stored.id(), shared.id(), shared.userId(), ReportReason.PERSONAL,
                Optional.of(new ReportNote("This is me.")), clock.instant()), stored);
        assertFalse(stored.toString().contains("me"), stored::toString);
    }

    @Test
    void findsOnlyWhatIsShared() {
        Generation shared = shared("slug");
        generations.unshare(shared.userId(), shared.id());

        assertEquals(new Result.NotFound(), report("slug"));
        assertEquals(new Result.NotFound(), report("unknown"));
        assertEquals(List.of(), reports.all());
    }

    @Test
    void acceptsThreeReportsAnHourFromOneSource() {
        shared("slug");
        shared("other");
        for (int i = 0; i < 3; i++) {
            report("unknown");
            assertEquals(new Result.Reported(), report("slug"));
        }

        assertEquals(new Result.TooManyReports(Duration.ofHours(1)), report("slug"));
        assertEquals(new Result.TooManyReports(Duration.ofHours(1)), report("other"));

        assertEquals(new Result.Reported(),
                reportSharedImage.report("slug", ReportReason.OTHER, Optional.empty(), "192.0.2.2"));
        clock.advance(Duration.ofHours(1));
        assertEquals(new Result.Reported(), report("slug"));
        assertEquals(5, reports.all().size());
    }

    @Test
    void doesNotCountAReportThatCouldNotBeStored() {
        shared("slug");
        reports.fail(true);
        for (int i = 0; i < 3; i++) {
            assertThrows(UnavailableException.class, () -> report("slug"));
        }
        reports.fail(false);

        assertEquals(new Result.Reported(), report("slug"));
    }

    @Test
    void acceptsNotesOfUpTo500Characters() {
        assertEquals(Optional.of(new ReportNote("x".repeat(500))), ReportNote.parse("x".repeat(500)));
        for (String invalid : List.of("", " ", "\u200b", "x".repeat(501), "a\u0000b")) {
            assertEquals(Optional.empty(), ReportNote.parse(invalid));
            assertThrows(IllegalArgumentException.class, () -> new ReportNote(invalid));
        }
    }

    private Result report(String slug) {
        return reportSharedImage.report(slug, ReportReason.PERSONAL, NOTE, SOURCE);
    }

    private Generation shared(String slug) {
        Generation draft = GenerationBuilder.aGeneration().build();
        Lease lease = new Lease(Some.id(), clock.instant());
        generations.draft(draft, new Allowance(1, List.of()));
        generations.accept(draft.id(), clock.instant(), clock.instant());
        generations.lease(draft.id(), lease, clock.instant());
        generations.succeed(draft.id(), lease.id(), GenerationBuilder.image(draft.userId()),
                "test", EngineUse.free("test-model"), clock.instant());
        return generations.share(draft.userId(), draft.id(), Optional.empty(),
                new Sharing(Visibility.LINK, Optional.of(slug), false)).orElseThrow();
    }
}
