package app.nero.account;

import app.nero.kernel.Id;
import java.time.Instant;

/**
 * The time for which a payment gives its user a plan. A period without duration gives nothing: it was ended before it began.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record PlanPeriod(Id paymentId, Subscription plan, Instant from, Instant to) {

    /** @throws IllegalArgumentException if it ends before it begins */
    public PlanPeriod {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a period must not end before it begins");
        }
    }

    /** The period of a payment that was taken back before it gave a plan. */
    static PlanPeriod none(Id paymentId, Instant now) {
        return new PlanPeriod(paymentId, Subscription.FREE, now, now);
    }

    boolean holdsAt(Instant now) {
        return !from.isAfter(now) && to.isAfter(now);
    }

    PlanPeriod endedAt(Instant now) {
        return new PlanPeriod(paymentId, plan, from.isBefore(now) ? from : now, now);
    }
}
