package app.nero.generation;

import app.nero.account.Subscription;
import app.nero.account.User;
import app.nero.throttle.Limit;
import app.nero.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How many generations users may start.
 *
 * @param perUser limits of each user
 * @param perFreeUser further limits of users without a plan
 * @param onFirstDay further limits of users without a plan whose account is less than a day old
 * @param total limits of all users together, which bound what engines cost
 */
public record GenerationLimits(List<Limit> perUser, List<Limit> perFreeUser, List<Limit> onFirstDay,
        List<Limit> total) {

    private static final Duration FIRST_DAY = Duration.ofDays(1);

    public GenerationLimits {
        perUser = List.copyOf(perUser);
        perFreeUser = List.copyOf(perFreeUser);
        onFirstDay = List.copyOf(onFirstDay);
        total = List.copyOf(total);
    }

    /** What a user may do now. */
    Allowance of(User user, Instant now) {
        List<Limit> limits = new ArrayList<>(perUser);
        Subscription plan = user.planAt(now);
        if (plan == Subscription.FREE) {
            limits.addAll(perFreeUser);
            if (now.isBefore(user.createdAt().plus(FIRST_DAY))) {
                limits.addAll(onFirstDay);
            }
        }
        return new Allowance(slots(plan), limits);
    }

    List<Throttle> ofAllUsers() {
        return total.stream().map(limit -> Throttle.ofEvents("generation-total", "all", limit)).toList();
    }

    private static int slots(Subscription plan) {
        return switch (plan) {
            case FREE -> 2;
            case PRO -> 4;
            case PREMIUM -> 8;
        };
    }
}
