package app.nero.http;

import app.nero.kernel.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What was asked for under a key, and what it was answered. */
public interface IdempotencyKeys {

    /** How long an answer is kept. */
    Duration TTL = Duration.ofHours(24);

    /** How long work may take before it counts as crashed; longer than any function runs. */
    Duration HOLD = Duration.ofMinutes(1);

    /** What is known of a key. */
    sealed interface Claim {

        /** The caller is to do the work. An earlier attempt that failed or crashed may have done it unseen. */
        record Claimed(Optional<Id> earlier) implements Claim {}

        /** The work is done. */
        record Answered(String answer) implements Claim {}

        /** Somebody is doing the work. */
        record InFlight() implements Claim {}

        /** The key stands for something else. */
        record OtherBody() implements Claim {}
    }

    /** Takes a key for work that is to make the subject, unless it is taken; of many that ask at once, one gets it. */
    Claim claim(IdempotencyKey key, String bodyHash, Id subject, Instant now);

    /** Keeps the answer; does nothing where somebody else holds the key by now. */
    void complete(IdempotencyKey key, Id subject, String answer);

    /** Gives the key back after a failure. */
    void release(IdempotencyKey key, Id subject, Instant now);
}
