package app.nero.stars;

import app.nero.kernel.Id;
import java.util.List;
import java.util.Optional;

/**
 * The ledger of all users' stars. {@link OpenLedger} adds a user's first entry. Entries are only added, and the latest entry of
 * a user holds the balance. The stars of an account are a copy of it.
 */
public interface StarsLedger {

    /** Adds an entry. Returns false if the user has one with this number or ref; of concurrent calls, one succeeds. */
    boolean append(StarsEntry entry);

    /** The user's entry with the highest number. */
    Optional<StarsEntry> findLast(Id userId);

    Optional<StarsEntry> find(Id userId, String ref);

    /** The entries of all users with higher ids, in the order of ids. */
    List<StarsEntry> listAfter(Id id, int limit);

    /**
     * A user's entries in descending order of their numbers, without those of 0 stars.
     *
     * @param before only entries with a lower number; empty starts with the latest
     */
    List<StarsEntry> list(Id userId, Optional<Integer> before, int limit);
}
