package app.nero.account;

import app.nero.kernel.Id;
import java.time.Clock;
import java.util.Optional;

/** Changes what a person says of themselves. */
public final class UpdateProfile {

    private final Users users;
    private final Clock clock;

    public UpdateProfile(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /** Empty where there is no such person; a change of nothing writes nothing. */
    public Optional<User> update(Id userId, ProfileChange change) {
        return change.isEmpty() ? users.find(userId) : users.update(userId, change, clock.instant());
    }
}
