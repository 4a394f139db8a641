package app.nero.upkeep;

import java.time.Instant;
import java.util.List;

/** The account erasures that have not ended. All methods are idempotent. */
public interface Erasures {

    /** Stores the request, due at once. From then on, the erasure will be completed even after a crash. */
    void begin(Erasure erasure);

    /**
     * Erases the user's data, the account first. {@link SweepPictures} deletes the pictures of characters later. Throttles
     * keep their counts, because otherwise an erasure would reset the limits on codes.
     */
    void eraseData(Erasure erasure);

    /** Removes the request. */
    void end(Erasure erasure);

    /** Lists erasures that were due before the given time, the longest due first. */
    List<Erasure> listDue(Instant time, int max);

    /** Makes an erasure due at another time. */
    void postpone(Erasure erasure, Instant sweepAt);
}
