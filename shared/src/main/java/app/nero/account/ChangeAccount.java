package app.nero.account;

import app.nero.audit.Audit;
import app.nero.kernel.Id;
import app.nero.kernel.Role;
import app.nero.stars.MoveStars;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Changes the plan, the role or the stars of somebody's account. Nothing else of it is an admin's to change. */
public final class ChangeAccount {

    /** A wish to move stars; its {@code ref} names it, so that sending it again moves nothing. */
    public record StarsChange(int amount, String reason, String ref) {}

    /** What became of the wish. */
    public sealed interface Result {

        record Changed(User user) implements Result {}

        record NotFound() implements Result {}

        /** Without this admin there would be none. */
        record LastAdmin() implements Result {}

        /** Fewer stars than none, or more than a person can have. */
        record StarsOutOfRange(int balance) implements Result {}

        /** Another amount was moved under the same name before. */
        record OtherStars() implements Result {}
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

    /** Stars that cannot be moved leave the rest unchanged as well. */
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
            // Two admins may have taken the role from each other at one time.
            if (isLastAdmin(user, change)) {
                users.change(userId, new AccountChange(Optional.empty(), Optional.of(Role.ADMIN)), clock.instant());
                return new Result.LastAdmin();
            }
        }
        return users.find(userId).<Result>map(Result.Changed::new).orElseGet(Result.NotFound::new);
    }

    private boolean isLastAdmin(User user, AccountChange change) {
        return user.role() == Role.ADMIN && change.role().filter(role -> role != Role.ADMIN).isPresent()
                && !users.hasAdminBeside(user.id());
    }

    private Optional<Result> move(String actor, User user, StarsChange change) {
        audit.note(actor, "user.stars", user.id(), Map.of(), Map.of("stars", "%+d".formatted(change.amount()),
                "reason", change.reason(), "ref", change.ref()));
        return switch (moveStars.move(user.id(), user.createdAt(), change.amount(), change.reason(),
                change.ref())) {
            case MoveStars.Result.Moved _ -> Optional.empty();
            case MoveStars.Result.OutOfRange(int balance) -> Optional.of(new Result.StarsOutOfRange(balance));
            case MoveStars.Result.OtherAmount _ -> Optional.of(new Result.OtherStars());
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
