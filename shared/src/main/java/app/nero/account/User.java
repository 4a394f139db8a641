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
 */
public record User(Id id, PhoneNumber phoneNumber, Optional<PersonName> name, Optional<EmailAddress> email,
        Subscription subscription, int stars, Role role, boolean verified, Instant createdAt, Instant updatedAt) {

    /** The account that is created at the first sign-in. */
    public static User first(Id id, PhoneNumber phoneNumber, Instant now) {
        return new User(id, phoneNumber, Optional.empty(), Optional.empty(), Subscription.FREE, StarsEntry.FIRST_STARS,
                Role.USER, true, now, now);
    }
}
