package app.nero.account;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.stars.Balances;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The people with an account; one a phone number. */
public interface Users extends Balances {

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

    /** What an admin changes, and {@code updatedAt}; empty where there is no such person. */
    Optional<User> change(Id id, AccountChange change, Instant now);

    Optional<User> findByPhoneNumber(PhoneNumber phoneNumber);

    /**
     * People by their id, the latest first.
     *
     * @param before only those with an earlier id
     */
    List<User> list(Optional<Id> before, int limit);

    /** Whether anybody but this person is an admin. */
    boolean hasAdminBeside(Id id);
}
