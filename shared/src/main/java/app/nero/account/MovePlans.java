package app.nero.account;

import app.nero.kernel.Id;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives a user the plan that a payment bought, and ends it. Each payment has at most one period, so repeated calls have no
 * effect. Concurrent changes of a user's plans are tried again.
 */
public final class MovePlans {

    /** How long a period is kept after its end. Until then, a repeated call of its payment finds it. */
    static final Duration KEPT = Duration.ofDays(90);

    private final Users users;
    private final Clock clock;

    public MovePlans(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /**
     * Adds a period that begins when the last period of the same plan ends, or now.
     *
     * @param months of the calendar, in UTC
     * @return the period of this payment, which may be that of an earlier call or may have ended; empty if the account is gone
     */
    public Optional<PlanPeriod> grant(Id userId, Id paymentId, Subscription plan, int months) {
        while (true) {
            Optional<User> user = users.find(userId);
            Optional<PlanPeriod> done = user.flatMap(it -> find(it.plans(), paymentId));
            if (user.isEmpty() || done.isPresent()) {
                return done;
            }
            Instant now = clock.instant();
            List<PlanPeriod> plans = user.get().plans();
            PlanPeriod next = next(plans, paymentId, plan, months, now);
            if (set(user.get(), Stream.concat(recent(plans, now), Stream.of(next)))) {
                return Optional.of(next);
            }
        }
    }

    /**
     * Ends the period of a payment now. If it has not begun, or was not granted yet, a period without duration remains, so that a
     * late grant gives nothing. Later periods of the same plan stay where they are. Does nothing if the account is gone.
     */
    public void end(Id userId, Id paymentId) {
        while (true) {
            Optional<User> user = users.find(userId);
            if (user.isEmpty()) {
                return;
            }
            Instant now = clock.instant();
            List<PlanPeriod> plans = user.get().plans();
            PlanPeriod period = find(plans, paymentId).orElseGet(() -> PlanPeriod.none(paymentId, now));
            if (!period.to().isAfter(now) && plans.contains(period)) {
                return;
            }
            Stream<PlanPeriod> others = plans.stream().filter(it -> !it.paymentId().equals(paymentId));
            if (set(user.get(), Stream.concat(others, Stream.of(period.endedAt(now))))) {
                return;
            }
        }
    }

    private boolean set(User user, Stream<PlanPeriod> plans) {
        return users.setPlans(user.id(), user.plansVersion(), plans.toList());
    }

    private static PlanPeriod next(List<PlanPeriod> plans, Id paymentId, Subscription plan, int months, Instant now) {
        Instant from = plans.stream().filter(it -> it.plan() == plan).map(PlanPeriod::to).reduce(now,
                (one, other) -> one.isAfter(other) ? one : other);
        return new PlanPeriod(paymentId, plan, from, from.atOffset(ZoneOffset.UTC).plusMonths(months).toInstant());
    }

    private static Stream<PlanPeriod> recent(List<PlanPeriod> plans, Instant now) {
        return plans.stream().filter(it -> !it.to().isBefore(now.minus(KEPT)));
    }

    private static Optional<PlanPeriod> find(List<PlanPeriod> plans, Id paymentId) {
        return plans.stream().filter(it -> it.paymentId().equals(paymentId)).findFirst();
    }
}
