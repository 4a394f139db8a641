package app.nero.account;

import app.nero.kernel.PersonName;
import java.util.Optional;

/**
 * What a person changes in their profile. The outer {@code Optional} says whether a field changes, the inner one what
 * it becomes: empty clears it.
 */
public record ProfileChange(Optional<Optional<PersonName>> name, Optional<Optional<EmailAddress>> email) {

    public boolean isEmpty() {
        return name.isEmpty() && email.isEmpty();
    }
}
