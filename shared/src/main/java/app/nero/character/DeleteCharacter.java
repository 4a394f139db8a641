package app.nero.character;

import app.nero.kernel.Id;
import app.nero.kernel.InParallel;
import app.nero.kernel.UnavailableException;
import app.nero.picture.ImageStore;
import app.nero.upkeep.SweepPictures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Deletes a user's character, then its pictures. If the store fails to remove one, {@link SweepPictures} does so later,
 * and the user notices nothing.
 */
public final class DeleteCharacter {

    /** Longer than any request, so that the sweep does not remove the same pictures at the same time. */
    private static final Duration SWEEP_DELAY = Duration.ofMinutes(1);

    private final Characters characters;
    private final ImageStore store;
    private final Clock clock;

    public DeleteCharacter(Characters characters, ImageStore store, Clock clock) {
        this.characters = characters;
        this.store = store;
        this.clock = clock;
    }

    /** @return whether the user had this character */
    public boolean delete(Id userId, Id id) {
        Instant now = clock.instant();
        Optional<CharacterRemains> remains = characters.remove(userId, id, now, now.plus(SWEEP_DELAY));
        remains.ifPresent(this::removePictures);
        return remains.isPresent();
    }

    private void removePictures(CharacterRemains remains) {
        try {
            InParallel.forEach(remains.pictures(), store::remove);
            characters.forget(remains.id());
        } catch (UnavailableException _) {
            // The sweep tries again later.
        }
    }
}
