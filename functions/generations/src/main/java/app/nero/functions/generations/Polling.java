package app.nero.functions.generations;

import app.nero.generation.Generation;
import app.nero.generation.GenerationStatus;
import app.nero.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/** How often a client should poll: often at first, when most generations end, and less often later. */
final class Polling {

    /** Before the first poll. */
    static final Duration FIRST = Duration.ofSeconds(1);

    private static final Duration EARLY = Duration.ofSeconds(30);
    private static final Duration LATE = Duration.ofMinutes(5);

    private Polling() {}

    /** Adds {@code Retry-After} and {@code ETag}. Without an active generation there is nothing to wait for. */
    static Response respond(Response response, Collection<Generation> shown, Instant now) {
        return shown.stream().filter(it -> GenerationStatus.ACTIVE.contains(it.status())).map(Generation::createdAt)
                .max(Comparator.naturalOrder())
                .map(youngest -> response.withRetryAfter(interval(Duration.between(youngest, now)))).orElse(response)
                .withEntityTag();
    }

    private static Duration interval(Duration age) {
        if (age.compareTo(EARLY) < 0) {
            return FIRST;
        }
        return age.compareTo(LATE) < 0 ? Duration.ofSeconds(3) : Duration.ofSeconds(15);
    }
}
