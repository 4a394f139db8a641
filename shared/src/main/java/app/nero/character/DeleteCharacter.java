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
 * Takes a user's character away, then its pictures. What the store does not remove at once {@link SweepPictures} does:
 * for the user it is gone.
 */
public final class DeleteCharacter {

    /** Longer than a request runs. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(1);

    private final Characters characters;
    private final ImageStore store;
    private final Clock clock;

    public DeleteCharacter(Characters characters, ImageStore store, Clock clock) {
        this.characters = characters;
        this.store = store;
        this.clock = clock;
    }

    /** @return whether there was such a character of the user's */
    public boolean delete(Id userId, Id id) {
        Instant now = clock.instant();
        Optional<CharacterRemains> remains = characters.remove(userId, id, now, now.plus(UNDER_WAY));
        remains.ifPresent(this::clear);
        return remains.isPresent();
    }

    private void clear(CharacterRemains remains) {
        try {
            InParallel.forEach(remains.pictures(), store::remove);
            characters.forget(remains.id());
        } catch (UnavailableException _) {
            // The remains are noted, and swept when the store answers again.
        }
    }
}
