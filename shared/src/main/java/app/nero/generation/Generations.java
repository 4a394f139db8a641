package app.nero.generation;

import app.nero.kernel.Id;
import app.nero.throttle.Limit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The generations of all users, each one row that is both the job and its result. Every write is one compare-and-set on that
 * row: it takes effect only if the row is in the state that the method names. Each write increments the version, except
 * {@link #markSubmitted} and {@link #postpone}, which nobody sees.
 */
public interface Generations {

    /** What {@link #draft} did. */
    sealed interface Drafted {

        record New(Generation generation) implements Drafted {}

        /** The id exists. An earlier try of the same request wrote the row. */
        record Existing(Generation generation) implements Drafted {}

        /** All slots are occupied. */
        record NoFreeSlot() implements Drafted {}

        /** @param until when the limit allows another one */
        record LimitReached(Limit limit, Instant until) implements Drafted {}

        /** Too many of the user's generations were blocked. */
        record Paused(Instant until) implements Drafted {}
    }

    /**
     * Inserts a draft that occupies a free slot of its owner, if the allowance is not used up. Of several requests for the last
     * slot, one gets it. The rows themselves are what limits count, so each id counts once, and a draft that is closed does not
     * count any more.
     *
     * @param allowance the owner's when the draft was created
     */
    Drafted draft(Generation draft, Allowance allowance);

    /** {@code draft → queued}. */
    Optional<Generation> accept(Id id, Instant now, Instant sweepAt);

    /** {@code queued → running} under a lease, as a new attempt. */
    Optional<Generation> lease(Id id, Lease lease, Instant now);

    /** Notes how much of a running attempt is done, from 0 to 100 percent. */
    boolean report(Id id, Id leaseId, int percent);

    /** Notes, before an asynchronous engine is called, that the job may have been sent to it. */
    boolean markSubmitted(Id id, Id leaseId, String engineId, Instant now);

    /** {@code running → waiting} after the provider accepted the job; ends the lease. */
    boolean submitted(Id id, Id leaseId, String providerRef, Instant sweepAt);

    /** {@code waiting → running} under a lease, to ask the provider. The attempt stays the same. */
    Optional<Generation> collect(Id id, Lease lease);

    /** {@code running → waiting}: the provider is not ready, or the lease of a collecting worker has ended. */
    boolean waitAgain(Id id, Guard guard, Instant sweepAt);

    /** {@code running → queued} for another attempt; ends the lease and forgets the provider's job. */
    boolean requeue(Id id, Guard guard, Instant now, Instant sweepAt);

    /**
     * {@code running → succeeded}; frees the slot.
     *
     * @param engineId the engine that made the image
     */
    Optional<Generation> succeed(Id id, Id leaseId, GeneratedImage image, String engineId, EngineUse use, Instant now);

    /**
     * To {@code failed}; frees the slot, and is due to be settled.
     *
     * @param guard a lease of a running generation, or an active generation as it was read
     */
    Optional<Generation> fail(Id id, Guard guard, FailureCode code, Instant now);

    /** {@code queued → canceled}; frees the slot, and is due to be settled. */
    Optional<Generation> cancel(Id userId, Id id, Instant now);

    /** A failed or canceled generation is settled: its price is refunded and its sources are released. */
    Optional<Generation> settle(Id id);

    /**
     * {@code draft → deleting} for the cause {@link Removal.Cause#DRAFT}; frees the slot.
     *
     * @param error {@link FailureCode#CONTENT_BLOCKED} if its request was blocked
     */
    Optional<Generation> closeDraft(Id id, Optional<FailureCode> error, Instant now);

    /** A settled generation → {@code deleting} for the cause {@link Removal.Cause#OWNER}; ends its sharing. */
    Optional<Generation> delete(Id userId, Id id, Instant now);

    /** Turns a {@code deleting} generation into a tombstone: without prompt, references, sources and image. */
    boolean empty(Id id, Instant sweepAt);

    /** Removes a tombstone. */
    void remove(Id id);

    /** Moves the time of the next sweep. */
    boolean postpone(Id id, Guard.Unchanged guard, Instant sweepAt);

    /**
     * Shares a succeeded generation.
     *
     * @param seenSlug the slug that it must still have, so that parallel requests do not replace each other's link
     */
    Optional<Generation> share(Id userId, Id id, Optional<String> seenSlug, Sharing sharing);

    /** Ends the sharing of a succeeded generation. */
    Optional<Generation> unshare(Id userId, Id id);

    /** The row of this id in any state. */
    Optional<Generation> find(Id id);

    /** A generation that this user sees. */
    Optional<Generation> find(Id userId, Id id);

    /** A succeeded generation that is shared under this slug. */
    Optional<Generation> findShared(String slug);

    /**
     * The generations that a user sees, in descending order of their ids, which is that of their creation.
     *
     * @param before only generations with a smaller id
     */
    List<Generation> list(Id userId, GenerationFilter filter, Optional<Id> before, int limit);

    /** The public results of a template, in descending order of their ids. */
    List<Generation> listPublic(Id templateId, Optional<Id> before, int limit);

    /** Rows in these states that are due, the longest due first. */
    List<Generation> listDue(Set<GenerationStatus> statuses, Instant now, int max);

    /**
     * Counts the results of each template in a range of template ids. Templates without results are not in the map.
     *
     * @param after exclusive lower bound
     * @param last inclusive upper bound; empty for none
     */
    Map<Id, Integer> countByTemplate(Id after, Optional<Id> last);

    /** Counts rows that are overdue, but at most {@code max}. */
    int countOverdue(Overdue overdue, int max);
}
