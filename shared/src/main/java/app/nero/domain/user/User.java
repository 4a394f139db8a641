package app.nero.domain.user;

import app.nero.domain.Id;
import app.nero.domain.signin.PhoneNumber;
import java.time.Instant;
import java.util.Optional;

/**
 * A person with an account.
 *
 * @param stars what is left to generate pictures with
 */
public record User(Id id, PhoneNumber phoneNumber, Optional<PersonName> name, Optional<EmailAddress> email,
        Subscription subscription, int stars, Role role, boolean verified, Instant createdAt, Instant updatedAt) {

    /** Stars that a new account begins with. */
    public static final int FIRST_STARS = 3;

    /** The account that a first sign-in makes. */
    public static User first(Id id, PhoneNumber phoneNumber, Instant now) {
        return new User(id, phoneNumber, Optional.empty(), Optional.empty(), Subscription.FREE, FIRST_STARS, Role.USER,
                true, now, now);
    }
}
