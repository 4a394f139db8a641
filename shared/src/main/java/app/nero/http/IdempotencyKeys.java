package app.nero.http;

import app.nero.kernel.Id;
import java.time.Duration;
import java.time.Instant;

/** Idempotency keys, with the state of their requests and the responses. */
public interface IdempotencyKeys {

    /** How long a key and its response are kept. */
    Duration TTL = Duration.ofHours(24);

    /** How long a claim lasts before its request counts as crashed. Longer than the timeout of the API's functions. */
    Duration HOLD = Duration.ofMinutes(1);

    /** The result of claiming a key. */
    sealed interface Claim {

        /**
         * The caller must do the work. An earlier attempt that failed or crashed may have created the subject.
         *
         * @param subject the id of what is created: that of the first attempt, however many follow
         */
        record Claimed(Id subject) implements Claim {}

        /** The request has succeeded with this response. */
        record Answered(StoredResponse response) implements Claim {}

        /** Another request is doing the work. */
        record InFlight() implements Claim {}

        /** The key was used with another body. */
        record OtherBody() implements Claim {}
    }

    /**
     * Claims a key. Of concurrent callers with the same key, one gets the claim.
     *
     * @param attempt a new id that names this caller; that of the first caller becomes the subject
     */
    Claim claim(IdempotencyKey key, String bodyHash, Id attempt, Instant now);

    /** Stores the response. Does nothing if another attempt has claimed the key since. */
    void complete(IdempotencyKey key, Id attempt, StoredResponse response);

    /** Ends the claim after a failure, so that a retry need not wait for {@link #HOLD}. The subject stays. */
    void release(IdempotencyKey key, Id attempt, Instant now);
}
