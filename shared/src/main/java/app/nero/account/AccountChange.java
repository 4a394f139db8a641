package app.nero.account;

import app.nero.kernel.Role;
import java.util.Optional;

/** What an admin changes of an account; what is empty stays. */
public record AccountChange(Optional<Subscription> subscription, Optional<Role> role) {

    public boolean isEmpty() {
        return subscription.isEmpty() && role.isEmpty();
    }
}
