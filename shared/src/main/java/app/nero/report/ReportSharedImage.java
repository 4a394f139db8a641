package app.nero.report;

import app.nero.generation.Generation;
import app.nero.generation.Generations;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.throttle.Limit;
import app.nero.throttle.Permits;
import app.nero.throttle.Tally;
import app.nero.throttle.Throttle;
import app.nero.throttle.Throttles;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reports a shared image to the operators. Anybody who has its link may do so. */
public final class ReportSharedImage {

    /** For each source, so that nobody fills the list of reports. */
    private static final Limit LIMIT = new Limit(3, Duration.ofHours(1));

    public sealed interface Result {

        record Reported() implements Result {}

        /** Nothing is shared under this slug. */
        record NotFound() implements Result {}

        record TooManyReports(Duration retryAfter) implements Result {}
    }

    private final Reports reports;
    private final Generations generations;
    private final Throttles throttles;
    private final SecureRandom random;
    private final Clock clock;

    public ReportSharedImage(Reports reports, Generations generations, Throttles throttles, SecureRandom random,
            Clock clock) {
        this.reports = reports;
        this.generations = generations;
        this.throttles = throttles;
        this.random = random;
        this.clock = clock;
    }

    /**
     * @param source whose reports are counted together, such as an IP address; it is not stored with the report
     * @throws UnavailableException if the database does not answer
     */
    public Result report(String slug, ReportReason reason, Optional<ReportNote> note, String source) {
        Optional<Generation> shared = generations.findShared(slug);
        if (shared.isEmpty()) {
            return new Result.NotFound();
        }
        Instant now = clock.instant();
        Permits permits = new Permits(throttles);
        Optional<Tally> refusal = permits.takeAll(List.of(Throttle.ofEvents("report", source, LIMIT)), now);
        if (refusal.isPresent()) {
            return new Result.TooManyReports(refusal.get().remaining(now));
        }
        try {
            reports.add(
                    new Report(Id.random(random, now), shared.get().id(), shared.get().userId(), reason, note, now));
            return new Result.Reported();
        } catch (UnavailableException e) {
            permits.giveBackAfter(e);
            throw e;
        }
    }
}
