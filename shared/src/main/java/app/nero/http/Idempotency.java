package app.nero.http;

import app.nero.http.IdempotencyKeys.Claim;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes creating a resource safe to retry: requests with the same {@code Idempotency-Key} create it once and get the same
 * response.
 */
public final class Idempotency {

    private static final String HEADER = "Idempotency-Key";

    private final IdempotencyKeys keys;
    private final SecureRandom random;
    private final Clock clock;

    public Idempotency(IdempotencyKeys keys, SecureRandom random, Clock clock) {
        this.keys = keys;
        this.random = random;
        this.clock = clock;
    }

    /** @throws Problem 400 if the request has no key */
    public static void requireKey(Request request) {
        if (!request.headers().containsKey(HEADER.toLowerCase(Locale.ROOT))) {
            throw Problem.validation(HEADER, "is required");
        }
    }

    /**
     * Creates a resource, unless a request with the same key already did. Without a key, it always creates one.
     *
     * @param bodyHash of the request's content, to detect a key that is used for different requests
     * @param find finds the resource by the id that an earlier attempt used; always empty if {@code create} can be repeated
     * @param create creates the resource with this id; all attempts with one key use the same id
     * @throws Problem 400 if the key is malformed, 409 if the first request with the key is still in progress, 422 if the key
     * was used with another body
     */
    public Response once(Request request, String bodyHash, Function<Id, Optional<Response>> find,
            Function<Id, Response> create) {
        Id attempt = Id.random(random, clock.instant());
        List<String> sent = request.headers().getOrDefault(HEADER.toLowerCase(Locale.ROOT), List.of());
        if (sent.isEmpty()) {
            return create.apply(attempt);
        }
        if (sent.size() > 1 || !IdempotencyKey.isKey(sent.getFirst())) {
            throw Problem.validation(HEADER, "must be a single value of 1 to 255 visible ASCII characters");
        }
        IdempotencyKey key = new IdempotencyKey(request.caller().userId(), request.route(), sent.getFirst());
        return switch (keys.claim(key, bodyHash, attempt, clock.instant())) {
            case Claim.Claimed(Id subject) -> {
                Optional<Id> earlier = Optional.of(subject).filter(id -> !id.equals(attempt));
                Response response = orRelease(key, attempt,
                        () -> earlier.flatMap(find).orElseGet(() -> create.apply(subject)));
                store(key, attempt, response);
                yield response;
            }
            case Claim.Answered(StoredResponse response) -> response.toResponse();
            case Claim.InFlight _ -> throw Problem
                    .of(409, "CONFLICT", "A request with this Idempotency-Key is still in progress. Try again.")
                    .retryAfter(Duration.ofSeconds(1));
            case Claim.OtherBody _ -> throw Problem.of(422, "IDEMPOTENCY_MISMATCH",
                    "This Idempotency-Key was used for a different request. Send a new key.");
        };
    }

    private Response orRelease(IdempotencyKey key, Id attempt, Supplier<Response> work) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            try {
                keys.release(key, attempt, clock.instant());
            } catch (UnavailableException e) {
                // The key stays claimed until HOLD is over.
                failure.addSuppressed(e);
            }
            throw failure;
        }
    }

    /** Ignores an outage: the resource exists, so the request succeeded. */
    private void store(IdempotencyKey key, Id attempt, Response response) {
        try {
            keys.complete(key, attempt, StoredResponse.of(response));
        } catch (UnavailableException _) {
            // The key stays claimed until HOLD is over. A later attempt then finds the resource by its id.
        }
    }
}
