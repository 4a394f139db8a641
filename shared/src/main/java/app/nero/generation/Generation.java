package app.nero.generation;

import app.nero.kernel.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An image that a user ordered: the job, and later its result.
 *
 * @param version grows with each write that its owner can see
 * @param stars the price, fixed when the draft is written
 * @param error why it failed, or why its draft was closed
 * @param removal set in the state {@link GenerationStatus#DELETING}
 * @param startedAt when the last attempt started
 * @param completedAt when it ended
 */
public record Generation(Id id, Id userId, GenerationStatus status, int version, Recipe recipe, int stars,
        Progress progress, Optional<GeneratedImage> image, Optional<EngineUse> engineUse, Optional<FailureCode> error,
        Sharing sharing, Optional<Removal> removal, Instant createdAt, Optional<Instant> startedAt,
        Optional<Instant> completedAt) {

    /**
     * How long a row stays at least. It is longer than an idempotency key: a retry under a live key must find the row, or it
     * would run the generation again after a refund.
     */
    public static final Duration KEPT = Duration.ofHours(25);

    /** A draft that the sweep closes at this time. */
    public static Generation draft(Id id, Id userId, Recipe recipe, int stars, Instant now, Instant sweepAt) {
        return new Generation(id, userId, GenerationStatus.DRAFT, 1, recipe, stars, Progress.ofDraft(sweepAt),
                Optional.empty(), Optional.empty(), Optional.empty(), Sharing.PRIVATE, Optional.empty(), now,
                Optional.empty(), Optional.empty());
    }

    /** The ref of the debit in the stars ledger. */
    public String ref() {
        return "generation:" + id;
    }

    /** Whether its owner sees it. */
    public boolean isShown() {
        return !GenerationStatus.HIDDEN.contains(status);
    }

    /** Whether it has ended, and nothing is left to refund or to release. */
    public boolean isSettled() {
        return !GenerationStatus.ACTIVE.contains(status) && isShown() && progress.sweepAt().isEmpty();
    }

    /** Whether its price was given back. */
    public boolean isRefunded() {
        return GenerationStatus.WITHOUT_IMAGE.contains(status) && isSettled();
    }

    /** Whether its request or its result was blocked. */
    public boolean isBlocked() {
        return error.equals(Optional.of(FailureCode.CONTENT_BLOCKED));
    }

    /** The job at a provider that nobody waits for: the owner's account was erased before it ended, or it took too long. */
    Optional<ProviderJob> abandonedJob() {
        boolean isTimedOut = status == GenerationStatus.FAILED && error.equals(Optional.of(FailureCode.ENGINE_TIMEOUT));
        return progress.providerJob().filter(_ -> isTimedOut || wasErasedBeforeItsEnd());
    }

    boolean wasErasedBeforeItsEnd() {
        return isRemovedBy(Removal.Cause.ERASURE) && completedAt.isEmpty();
    }

    /** Whether it is removed for this reason. */
    public boolean isRemovedBy(Removal.Cause cause) {
        return removal.filter(it -> it.cause() == cause).isPresent();
    }
}
