package app.nero.generation;

import app.nero.picture.ImageStore;
import app.nero.picture.Uploads;
import java.time.Clock;
import java.time.Instant;

/**
 * Destroys the image of a deleted or erased generation, leaves its sources to the sweep of uploads, and turns the row into a
 * tombstone. It may be repeated.
 */
public final class ClearGeneration {

    private final Generations generations;
    private final ImageStore store;
    private final HeldSources sources;
    private final Clock clock;

    public ClearGeneration(Generations generations, ImageStore store, Uploads uploads, Clock clock) {
        this.generations = generations;
        this.store = store;
        this.sources = new HeldSources(uploads, clock);
        this.clock = clock;
    }

    /** @param deleted as it was read in the state {@link GenerationStatus#DELETING} */
    public void clear(Generation deleted) {
        if (deleted.status() != GenerationStatus.DELETING) {
            throw new IllegalArgumentException("not deleted: " + deleted.status());
        }
        deleted.image().ifPresent(image -> store.remove(image.publicId()));
        sources.discard(deleted);
        generations.empty(deleted.id(), removedAt(deleted));
    }

    /** An erased account has no idempotency keys, so nothing can retry the request of an erased row. */
    private Instant removedAt(Generation deleted) {
        return deleted.isRemovedBy(Removal.Cause.ERASURE)
                ? clock.instant()
                : deleted.createdAt().plus(Generation.KEPT);
    }
}
