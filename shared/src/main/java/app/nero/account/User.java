package app.nero.account;

import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.Role;
import app.nero.stars.StarsEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A user account.
 *
 * @param subscription the plan that an admin set; {@link #planAt} also counts the plans that were paid for
 * @param plans the periods for which plans were paid, in the order of their payments
 * @param plansVersion how often {@code plans} was changed
 * @param stars the balance, which pays for generating images
 * @param starsEntry the number of the entry in the stars ledger that the balance comes from; 0 until a sign-in opens the ledger
 */
public record User(Id id, PhoneNumber phoneNumber, Optional<PersonName> name, Optional<EmailAddress> email,
        Subscription subscription, List<PlanPeriod> plans, int plansVersion, int stars, int starsEntry, Role role,
        boolean verified, Instant createdAt, Instant updatedAt) {

    public User {
        plans = List.copyOf(plans);
    }

    /** The account that is created at the first sign-in, before its ledger is opened. */
    public static User first(Id id, PhoneNumber phoneNumber, Instant now) {
        return new User(id, phoneNumber, Optional.empty(), Optional.empty(), Subscription.FREE, List.of(), 0, 0, 0,
                Role.USER, true, now, now);
    }

    /** The account as it is after this entry was added to its ledger. */
    public User with(StarsEntry entry) {
        return new User(id, phoneNumber, name, email, subscription, plans, plansVersion, entry.balance(),
                entry.number(), role, verified, createdAt, updatedAt);
    }

    /** The plan that counts now: the highest of those that were paid for and of the one that an admin set. */
    public Subscription planAt(Instant now) {
        return plans.stream().filter(period -> period.holdsAt(now)).map(PlanPeriod::plan)
                .reduce(subscription, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    /**
     * When {@link #planAt} ends: the end of its period, and of those that follow it without a gap. Empty if an admin set the plan,
     * which has no end, and for {@link Subscription#FREE}.
     */
    public Optional<Instant> planUntil(Instant now) {
        Subscription plan = planAt(now);
        if (plan == subscription) {
            return Optional.empty();
        }
        Instant end = now;
        for (PlanPeriod period : plans.stream().sorted(Comparator.comparing(PlanPeriod::from)).toList()) {
            if (period.plan() == plan && !period.from().isAfter(end) && period.to().isAfter(end)) {
                end = period.to();
            }
        }
        return Optional.of(end);
    }
}
