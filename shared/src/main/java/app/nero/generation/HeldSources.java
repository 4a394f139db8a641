package app.nero.generation;

import app.nero.picture.ImageStore;
import app.nero.picture.PublicId;
import app.nero.picture.Uploads;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The uploads that a generation holds while it may need them. */
final class HeldSources {

    private final Uploads uploads;
    private final Clock clock;

    HeldSources(Uploads uploads, Clock clock) {
        this.uploads = uploads;
        this.clock = clock;
    }

    /** @return whether the generation now holds all of them; if not, it holds none */
    boolean claim(Generation generation) {
        List<PublicId> held = generation.recipe().uploads();
        return held.isEmpty() || uploads.claim(generation.userId(), held, generation.id(), clock.instant());
    }

    /** Makes them usable for another generation, for as long as new uploads. */
    void release(Generation generation) {
        List<PublicId> held = generation.recipe().uploads();
        if (!held.isEmpty()) {
            Instant expiresAt = clock.instant().plus(ImageStore.UPLOAD_TTL);
            uploads.release(held, generation.id(), expiresAt, expiresAt.plus(ImageStore.SETTLE_TIME));
        }
    }

    /** Leaves them to the sweep of uploads, which destroys them once the generation is being deleted. */
    void discard(Generation generation) {
        List<PublicId> held = generation.recipe().uploads();
        if (!held.isEmpty()) {
            uploads.discard(held, generation.id(), clock.instant());
        }
    }
}
