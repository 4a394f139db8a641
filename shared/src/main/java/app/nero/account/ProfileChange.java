package app.nero.account;

import app.nero.kernel.PersonName;
import java.util.Optional;

/**
 * A user's change to their own profile. If the outer {@code Optional} is empty, the field stays as it is. If only the inner one
 * is empty, the field is cleared.
 */
public record ProfileChange(Optional<Optional<PersonName>> name, Optional<Optional<EmailAddress>> email) {

    public boolean isEmpty() {
        return name.isEmpty() && email.isEmpty();
    }
}
