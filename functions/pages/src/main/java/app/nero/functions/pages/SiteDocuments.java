package app.nero.functions.pages;

import app.nero.http.EventLog;
import app.nero.kernel.Deadline;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.TimedCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;

/**
 * Reads the document of the web app from its site, at most once a minute. While the site is down, the last document is used. Makes
 * one attempt, follows no redirect, and keeps no connection open, so a snapshot contains none.
 */
final class SiteDocuments {

    static final Duration CACHE_TIME = Duration.ofMinutes(1);
    /** How long a failure counts, so that not each request waits for a site that is down. */
    static final Duration PAUSE = Duration.ofSeconds(5);
    static final int MAX_BYTES = 256 * 1024;

    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofSeconds(1), Duration.ofSeconds(2));

    private record Reading(Optional<AppDocument> document, Instant until) {}

    private final URI address;
    private final TimeLimits limits;
    private final Clock clock;
    private final EventLog log;
    private volatile Reading last = new Reading(Optional.empty(), Instant.MIN);

    SiteDocuments(URI site, Clock clock, EventLog log) {
        this(site, LIMITS, clock, log);
    }

    /** @param site the origin of the web app */
    SiteDocuments(URI site, TimeLimits limits, Clock clock, EventLog log) {
        this.address = site.resolve("/index.html");
        this.limits = limits;
        this.clock = clock;
        this.log = log;
    }

    /** Starts to read the document in another thread, unless it is known. The result is empty if it was never read. */
    FutureTask<Optional<AppDocument>> begin() {
        FutureTask<Optional<AppDocument>> task = new FutureTask<>(Deadline.inherited(this::read));
        if (clock.instant().isBefore(last.until())) {
            task.run();
        } else {
            Thread.ofVirtual().name("site").start(task);
        }
        return task;
    }

    /** The document that was read last, without reading it. */
    Optional<AppDocument> last() {
        return last.document();
    }

    private Optional<AppDocument> read() {
        Reading known = last;
        Instant now = clock.instant();
        if (now.isBefore(known.until())) {
            return known.document();
        }
        try {
            Optional<AppDocument> document = Optional.of(TimedCall.within(limits.whole(), this::download));
            last = new Reading(document, now.plus(CACHE_TIME));
            return document;
        } catch (ExecutionException | TimeoutException e) {
            log.error("SiteUnreachable", e instanceof ExecutionException ? e.getCause() : e,
                    log.count("SiteUnreachable"));
            last = new Reading(known.document(), now.plus(PAUSE));
            return known.document();
        }
    }

    private AppDocument download() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(Math.toIntExact(limits.connect().toMillis()));
        connection.setReadTimeout(Math.toIntExact(limits.whole().toMillis()));
        connection.setRequestProperty("Connection", "close");
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("unexpected status");
            }
            try (InputStream body = connection.getInputStream()) {
                byte[] bytes = body.readNBytes(MAX_BYTES + 1);
                return Optional.of(bytes).filter(it -> it.length <= MAX_BYTES)
                        .flatMap(it -> AppDocument.parse(new String(it, StandardCharsets.UTF_8)))
                        .orElseThrow(() -> new IOException("not the web app"));
            }
        } finally {
            connection.disconnect();
        }
    }
}
