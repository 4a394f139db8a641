package app.nero.account;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Users in a list. None of them has any activity. */
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
        return replace(id, user -> new User(user.id(), user.phoneNumber(), change.name().orElse(user.name()),
                change.email().orElse(user.email()), user.subscription(), user.plans(), user.plansVersion(),
                user.stars(), user.starsEntry(),
                user.role(), user.verified(), user.createdAt(), now));
    }

    @Override
    public synchronized Optional<User> change(Id id, AccountChange change, Instant now) {
        return replace(id, user -> new User(user.id(), user.phoneNumber(), user.name(), user.email(),
                change.subscription().orElse(user.subscription()), user.plans(), user.plansVersion(), user.stars(),
                user.starsEntry(),
                change.role().orElse(user.role()),
                user.verified(), user.createdAt(), now));
    }

    @Override
    public synchronized void showStars(Id id, int number, int balance) {
        replace(id, user -> user.starsEntry() >= number
                ? user
                : new User(user.id(), user.phoneNumber(), user.name(), user.email(), user.subscription(), user.plans(),
                        user.plansVersion(), balance,
                        number, user.role(), user.verified(), user.createdAt(), user.updatedAt()));
    }

    @Override
    public synchronized boolean setPlans(Id id, int seenVersion, List<PlanPeriod> plans) {
        return find(id).filter(user -> user.plansVersion() == seenVersion).isPresent() && replace(id,
                user -> new User(user.id(), user.phoneNumber(), user.name(), user.email(), user.subscription(), plans,
                        seenVersion + 1, user.stars(), user.starsEntry(), user.role(), user.verified(),
                        user.createdAt(), user.updatedAt()))
                .isPresent();
    }

    @Override
    public synchronized Optional<User> findByPhoneNumber(PhoneNumber phoneNumber) {
        return users.stream().filter(user -> user.phoneNumber().equals(phoneNumber)).findFirst();
    }

    @Override
    public synchronized List<User> list(Optional<Id> before, int limit) {
        return users.stream().sorted(Comparator.comparing((User user) -> user.id().value()).reversed())
                .filter(user -> before.isEmpty() || user.id().value().compareTo(before.get().value()) < 0)
                .limit(limit).toList();
    }

    @Override
    public synchronized boolean hasOtherAdmin(Id id) {
        return users.stream().anyMatch(user -> user.role() == Role.ADMIN && !user.id().equals(id));
    }

    /** Removes an account, as an erasure does. */
    public synchronized void remove(Id id) {
        users.removeIf(user -> user.id().equals(id));
    }

    private Optional<User> replace(Id id, UnaryOperator<User> change) {
        return find(id).map(user -> {
            User changed = change.apply(user);
            users.set(users.indexOf(user), changed);
            return changed;
        });
    }
}
