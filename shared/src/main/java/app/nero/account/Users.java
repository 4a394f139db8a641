package app.nero.account;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.stars.Balances;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** User accounts, at most one per phone number. */
public interface Users extends Balances {

    Optional<User> find(Id id);

    /**
     * Returns the user with their activity.
     *
     * @param monthStart the time from which edits count as this month's
     */
    Optional<Profile> findProfile(Id id, Instant monthStart);

    /**
     * Adds the user unless the phone number already has an account, and returns the account of the number. Concurrent calls
     * create only one account.
     */
    User addIfAbsent(User first);

    /** Changes the given fields and {@code updatedAt}; empty if the user does not exist. */
    Optional<User> update(Id id, ProfileChange change, Instant now);

    /** Changes the given fields and {@code updatedAt}; empty if the user does not exist. */
    Optional<User> change(Id id, AccountChange change, Instant now);

    /**
     * Replaces the plans and increments their version, if they still have the version that was seen.
     *
     * @return false if they were changed meanwhile or the user does not exist
     */
    boolean setPlans(Id id, int seenVersion, List<PlanPeriod> plans);

    Optional<User> findByPhoneNumber(PhoneNumber phoneNumber);

    /**
     * Lists users by id, newest first.
     *
     * @param before if set, lists only users with a smaller id
     */
    List<User> list(Optional<Id> before, int limit);

    /** Returns whether any other user is an admin. */
    boolean hasOtherAdmin(Id id);
}
