package app.nero.stars;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All movements of stars, each person's in one row. An entry that is in has happened: the stars of an account
 * only show the last balance.
 */
public interface StarsLedger {

    /** Adds an entry, unless its person has one of that number or that ref: false then. Of many at once, one is in. */
    boolean append(StarsEntry entry);

    /** A person's entry with the highest number. */
    Optional<StarsEntry> findLast(Id userId);

    /** A person's entry for something. */
    Optional<StarsEntry> find(Id userId, String ref);

    /** The entries since a moment, in no order. */
    List<StarsEntry> listSince(Instant moment);
}
