package app.nero.testing;

import app.nero.domain.Id;
import app.nero.domain.user.Activity;
import app.nero.domain.user.Profile;
import app.nero.domain.user.ProfileChange;
import app.nero.domain.user.User;
import app.nero.domain.user.Users;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** People in a list; none of them has made anything. */
public final class InMemoryUsers implements Users {

    private final List<User> users = new ArrayList<>();

    @Override
    public synchronized Optional<User> find(Id id) {
        return users.stream().filter(user -> user.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Profile> findProfile(Id id, Instant monthStart) {
        return find(id).map(user -> new Profile(user, new Activity(0, 0, 0, 0)));
    }

    @Override
    public synchronized User addIfAbsent(User first) {
        return users.stream().filter(user -> user.phoneNumber().equals(first.phoneNumber())).findFirst()
                .orElseGet(() -> {
                    users.add(first);
                    return first;
                });
    }

    @Override
    public synchronized Optional<User> update(Id id, ProfileChange change, Instant now) {
        Optional<User> found = find(id);
        return found.map(user -> {
            User changed = new User(user.id(), user.phoneNumber(), change.name().orElse(user.name()),
                    change.email().orElse(user.email()), user.subscription(), user.stars(), user.role(),
                    user.verified(), user.createdAt(), now);
            users.set(users.indexOf(user), changed);
            return changed;
        });
    }
}
