package app.nero.account;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import java.util.List;
import java.util.Optional;

/** Lists people for an admin. */
public final class ListUsers {

    private final Users users;

    public ListUsers(Users users) {
        this.users = users;
    }

    /** The person who has that phone number; empty where nobody has. */
    public List<User> listByPhoneNumber(PhoneNumber phoneNumber) {
        return users.findByPhoneNumber(phoneNumber).stream().toList();
    }

    /** The latest people first, those after a person of an earlier list. */
    public List<User> list(Optional<Id> after, int limit) {
        return users.list(after, limit);
    }
}
