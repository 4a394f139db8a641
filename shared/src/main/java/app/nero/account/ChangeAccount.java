package app.nero.account;

import app.nero.audit.Audit;
import app.nero.kernel.Id;
import app.nero.kernel.Role;
import app.nero.stars.MoveStars;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Changes the subscription, the role or the stars of an account. Admins can change nothing else of it. */
public final class ChangeAccount {

    /** Stars to add or, if negative, to remove. A repeated change with the same {@code ref} has no effect. */
    public record StarsChange(int amount, String reason, String ref) {}

    public sealed interface Result {

        record Changed(User user) implements Result {}

        record NotFound() implements Result {}

        /** The change would leave no admin. */
        record LastAdmin() implements Result {}

        /** The change would make the balance negative or too large. {@code balance} is the current one. */
        record StarsOutOfRange(int balance) implements Result {}

        /** The same {@code ref} was used before with another amount. */
        record OtherStars() implements Result {}

        /** The account never completed a sign-in, which gives it its first stars. */
        record NeverSignedIn() implements Result {}
    }

    private final Users users;
    private final MoveStars moveStars;
    private final Audit audit;
    private final Clock clock;

    public ChangeAccount(Users users, MoveStars moveStars, Audit audit, Clock clock) {
        this.users = users;
        this.moveStars = moveStars;
        this.audit = audit;
        this.clock = clock;
    }

    /** Changes the stars first. If that is refused, nothing else is changed. */
    public Result change(String actor, Id userId, AccountChange change, Optional<StarsChange> stars) {
        Optional<User> found = users.find(userId);
        if (found.isEmpty()) {
            return new Result.NotFound();
        }
        User user = found.get();
        if (isLastAdmin(user, change)) {
            return new Result.LastAdmin();
        }
        if (stars.isPresent()) {
            Optional<Result> refusal = move(actor, user, stars.get());
            if (refusal.isPresent()) {
                return refusal.get();
            }
        }
        if (!change.isEmpty()) {
            audit.note(actor, "user.change", userId, before(user, change), after(change));
            users.change(userId, change, clock.instant());
            // Two admins may have revoked each other's role at the same time.
            if (isLastAdmin(user, change)) {
                users.change(userId, new AccountChange(Optional.empty(), Optional.of(Role.ADMIN)), clock.instant());
                return new Result.LastAdmin();
            }
        }
        return users.find(userId).<Result>map(Result.Changed::new).orElseGet(Result.NotFound::new);
    }

    private boolean isLastAdmin(User user, AccountChange change) {
        return user.role() == Role.ADMIN && change.role().filter(role -> role != Role.ADMIN).isPresent()
                && !users.hasOtherAdmin(user.id());
    }

    private Optional<Result> move(String actor, User user, StarsChange change) {
        audit.note(actor, "user.stars", user.id(), Map.of(), Map.of("stars", "%+d".formatted(change.amount()),
                "reason", change.reason(), "ref", change.ref()));
        return switch (moveStars.move(user.id(), change.amount(), change.reason(), change.ref())) {
            case MoveStars.Result.Moved _ -> Optional.empty();
            case MoveStars.Result.OutOfRange(int balance) -> Optional.of(new Result.StarsOutOfRange(balance));
            case MoveStars.Result.OtherAmount _ -> Optional.of(new Result.OtherStars());
            case MoveStars.Result.NoLedger _ -> Optional.of(new Result.NeverSignedIn());
        };
    }

    private static Map<String, String> before(User user, AccountChange change) {
        return after(new AccountChange(change.subscription().map(_ -> user.subscription()),
                change.role().map(_ -> user.role())));
    }

    private static Map<String, String> after(AccountChange change) {
        Map<String, String> fields = new TreeMap<>();
        change.subscription().ifPresent(subscription -> fields.put("subscription", subscription.text()));
        change.role().ifPresent(role -> fields.put("role", role.text()));
        return fields;
    }
}
