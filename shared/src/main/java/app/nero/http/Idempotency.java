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
 * Lets a client send a request again that makes something: with the same {@code Idempotency-Key} it is made once and
 * answered alike.
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

    /**
     * Makes what is asked for, unless that was done before.
     *
     * @param bodyHash of what is asked for, the same for the same
     * @param find the thing of an id, where an earlier try did make it
     * @param make makes the thing with a new id, and answers 201
     * @throws Problem 400 if the key is none, 409 if its first request is under way, 422 if that one had another body
     */
    public Response once(Request request, String bodyHash, Function<Id, Optional<Response>> find,
            Function<Id, Response> make) {
        Id subject = Id.random(random, clock.instant());
        List<String> sent = request.headers().getOrDefault(HEADER.toLowerCase(Locale.ROOT), List.of());
        if (sent.isEmpty()) {
            return make.apply(subject);
        }
        if (sent.size() > 1 || !IdempotencyKey.isKey(sent.getFirst())) {
            throw Problem.validation(HEADER, "must be one text of 1 to 255 visible ASCII characters");
        }
        IdempotencyKey key = new IdempotencyKey(request.caller().userId(), request.route(), sent.getFirst());
        return switch (keys.claim(key, bodyHash, subject, clock.instant())) {
            case Claim.Claimed(Optional<Id> earlier) -> {
                Response response = orRelease(key, subject,
                        () -> earlier.flatMap(find).orElseGet(() -> make.apply(subject)));
                keep(key, subject, response);
                yield response;
            }
            case Claim.Answered(String answer) -> Response.created(Json.membersOf(answer));
            case Claim.InFlight _ -> throw Problem.of(409, "CONFLICT", "The first request of this key is under way")
                    .retryAfter(Duration.ofSeconds(1));
            case Claim.OtherBody _ -> throw Problem.of(422, "IDEMPOTENCY_MISMATCH",
                    "This Idempotency-Key was used for another request");
        };
    }

    private Response orRelease(IdempotencyKey key, Id subject, Supplier<Response> work) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            try {
                keys.release(key, subject, clock.instant());
            } catch (UnavailableException e) {
                // Then the key is held until it counts as crashed.
                failure.addSuppressed(e);
            }
            throw failure;
        }
    }

    /** The thing is made: that its answer cannot be kept is no reason to say otherwise; a later try finds it. */
    private void keep(IdempotencyKey key, Id subject, Response response) {
        try {
            keys.complete(key, subject, Json.object(response.data().orElseThrow()));
        } catch (UnavailableException _) {
            // Then the key is held until it counts as crashed, and the thing is found by its id.
        }
    }
}
