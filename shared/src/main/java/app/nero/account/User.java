package app.nero.account;

import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.Role;
import app.nero.stars.StarsEntry;
import java.time.Instant;
import java.util.Optional;

/**
 * A user account.
 *
 * @param stars the balance, which pays for generating images
 * @param starsEntry the number of the entry in the stars ledger that the balance comes from; 0 until a sign-in opens the ledger
 */
public record User(Id id, PhoneNumber phoneNumber, Optional<PersonName> name, Optional<EmailAddress> email,
        Subscription subscription, int stars, int starsEntry, Role role, boolean verified, Instant createdAt,
        Instant updatedAt) {

    /** The account that is created at the first sign-in, before its ledger is opened. */
    public static User first(Id id, PhoneNumber phoneNumber, Instant now) {
        return new User(id, phoneNumber, Optional.empty(), Optional.empty(), Subscription.FREE, 0, 0, Role.USER, true,
                now, now);
    }

    /** The account as it is after this entry was added to its ledger. */
    public User with(StarsEntry entry) {
        return new User(id, phoneNumber, name, email, subscription, entry.balance(), entry.number(), role, verified,
                createdAt, updatedAt);
    }
}
