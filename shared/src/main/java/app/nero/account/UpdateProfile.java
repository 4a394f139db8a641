package app.nero.account;

import app.nero.kernel.Id;
import java.time.Clock;
import java.util.Optional;

/** Changes the profile of the caller. */
public final class UpdateProfile {

    private final Users users;
    private final Clock clock;

    public UpdateProfile(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /** Returns the changed user; empty if the user does not exist. An empty change writes nothing. */
    public Optional<User> update(Id userId, ProfileChange change) {
        return change.isEmpty() ? users.find(userId) : users.update(userId, change, clock.instant());
    }
}
