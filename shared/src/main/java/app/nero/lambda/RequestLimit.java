package app.nero.lambda;

import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.kernel.Deadline;
import app.nero.throttle.Leases;
import app.nero.throttle.Limit;
import app.nero.throttle.Tally;
import app.nero.throttle.Throttle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Limits the requests of each caller: a user if signed in, otherwise an IPv4 address or an IPv6 /64. Rejected requests are not
 * counted.
 */
public final class RequestLimit {

    private final String name;
    private final Leases leases;
    private final Limit limit;
    private final Clock clock;

    /**
     * @param name what is counted, such as {@code request}; limits with different names count separately
     */
    public RequestLimit(String name, Leases leases, Limit limit, Clock clock) {
        this.name = name;
        this.leases = leases;
        this.limit = limit;
        this.clock = clock;
    }

    /** Counts a request in memory if a permit is left there, otherwise in another thread. */
    public Count begin(Request request) {
        Throttle throttle = request.identity()
                .map(caller -> Throttle.ofEvents(name + "-user", caller.userId().value(), limit))
                .orElseGet(() -> Throttle.ofEvents(name + "-ip", request.source(), limit));
        Instant now = clock.instant();
        FutureTask<Tally> tally = new FutureTask<>(Deadline.inherited(() -> leases.take(throttle, now)));
        if (leases.has(throttle, now)) {
            tally.run();
        } else {
            Thread.ofPlatform().daemon().name("request-limit").start(tally);
        }
        return new Count(name, tally, now);
    }

    /** The count of one request. Each method waits for the result and throws like {@link Leases#take}. */
    public record Count(String name, FutureTask<Tally> tally, Instant now) {

        /** A 429 if the request exceeds the limit. */
        public Optional<Problem> refusal() {
            return Optional.of(await()).filter(counted -> !counted.granted())
                    .map(counted -> Problem.of(429, "RATE_LIMITED", "Too many requests. Try again later.")
                            .retryAfter(counted.remaining(now)));
        }

        /**
         * The limit and an estimate of how many requests are left.
         *
         * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit header fields for
         * HTTP</a>
         */
        public Map<String, String> headers() {
            Tally counted = await();
            Limit limit = counted.throttle().limit();
            long seconds = Math.max(0, counted.remaining(now).plus(Duration.ofNanos(999_999_999)).toSeconds());
            String policy = "\"" + name + "s\"";
            return Map.of("RateLimit-Policy", policy + ";q=" + limit.count() + ";w=" + limit.window().toSeconds(),
                    "RateLimit", policy + ";r=" + counted.left() + ";t=" + seconds);
        }

        private Tally await() {
            try {
                return tally.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException("counting the request failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
