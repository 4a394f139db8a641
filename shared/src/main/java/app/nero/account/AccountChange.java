package app.nero.account;

import app.nero.kernel.Role;
import java.util.Optional;

/** An admin's change to an account. Empty fields stay as they are. */
public record AccountChange(Optional<Subscription> subscription, Optional<Role> role) {

    public boolean isEmpty() {
        return subscription.isEmpty() && role.isEmpty();
    }
}
