package app.nero.domain.user;

import app.nero.domain.Id;
import java.time.Instant;
import java.util.Optional;

/** The people with an account; one a phone number. */
public interface Users {

    Optional<User> find(Id id);

    /**
     * The person with their counts.
     *
     * @param monthStart edits from then on are those of this month
     */
    Optional<Profile> findProfile(Id id, Instant monthStart);

    /**
     * Adds the person unless their phone number has an account already, and answers whoever has it now: however many do
     * it at once, there is one account.
     */
    User addIfAbsent(User first);

    /** Changes the named fields alone, and {@code updatedAt}; empty where there is no such person. */
    Optional<User> update(Id id, ProfileChange change, Instant now);
}
