package app.nero.account;

import app.nero.kernel.Id;
import java.util.Optional;

/** Finds the person who calls. */
public final class FindUser {

    private final Users users;

    public FindUser(Users users) {
        this.users = users;
    }

    public Optional<User> find(Id userId) {
        return users.find(userId);
    }
}
