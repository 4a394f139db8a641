package app.nero.payment;

import app.nero.account.MovePlans;
import app.nero.kernel.UnavailableException;
import app.nero.stars.MoveStars;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at payments that are due: asks for those whose buyer never came back, finishes what a crash or a failure interrupted, sends
 * refunds that an operator asked for, and gives the monthly stars of plans.
 */
public final class SweepPayments {

    private static final int BATCH = 50;

    /** Time limit of one run. The next run continues. */
    private static final Duration RUN = Duration.ofSeconds(40);

    /** After this time, a payment that is paid should be granted. */
    private static final Duration GRANT_TIME = Duration.ofMinutes(15);

    /**
     * What a run did.
     *
     * @param results of the payments that were settled
     * @param failed how many payments could not be looked at; they are due again in {@link PaymentTimes#RETRY}
     * @param notGranted how many payments were paid more than 15 minutes ago although their buyers still have nothing
     */
    public record Report(List<SettlePayment.Result> results, int failed, int notGranted) {

        public Report {
            results = List.copyOf(results);
        }
    }

    private final Payments payments;
    private final SettlePayment settlePayment;
    private final RenewPlan renewPlan;
    private final EndRenewal endRenewal;
    private final GiveGoods goods;
    private final Clock clock;

    public SweepPayments(Payments payments, PaymentGateways gateways, SettlePayment settlePayment, RenewPlan renewPlan,
            MoveStars moveStars, MovePlans movePlans, Clock clock) {
        this.payments = payments;
        this.settlePayment = settlePayment;
        this.renewPlan = renewPlan;
        this.endRenewal = new EndRenewal(payments, gateways);
        this.goods = new GiveGoods(moveStars, movePlans);
        this.clock = clock;
    }

    /** Continues with the other payments if one fails. */
    public Report sweep() {
        Instant start = clock.instant();
        List<SettlePayment.Result> results = new ArrayList<>();
        int failed = 0;
        int notGranted = 0;
        List<Payment> due = payments.listDue(start, BATCH);
        while (!due.isEmpty() && clock.instant().isBefore(start.plus(RUN))) {
            for (Payment payment : due) {
                Instant now = clock.instant();
                notGranted += isLate(payment, now) ? 1 : 0;
                try {
                    results.addAll(look(payment, now));
                } catch (UnavailableException _) {
                    failed++;
                    payments.postpone(payment.id(), payment.status(), Optional.of(now.plus(PaymentTimes.RETRY)));
                }
            }
            due = payments.listDue(start, BATCH);
        }
        return new Report(results, failed, notGranted);
    }

    private List<SettlePayment.Result> look(Payment payment, Instant now) {
        if (payment.status() == PaymentStatus.GRANTED) {
            return lookAtPlan(payment, now);
        }
        if (payment.status() == PaymentStatus.CREATED && payment.providerRef().isEmpty()) {
            payments.move(payment.id(), Set.of(PaymentStatus.CREATED), PaymentStatus.EXPIRED, Optional.empty());
            return List.of();
        }
        // First, so that a payment which cannot be settled does not come back at once.
        payments.postpone(payment.id(), payment.status(), next(payment, now));
        return List.of(settlePayment.settle(payment.id()));
    }

    private static Optional<Instant> next(Payment payment, Instant now) {
        return switch (payment.status()) {
            case CREATED, PENDING, FAILED, CANCELED, EXPIRED -> PaymentTimes.nextLook(payment, now);
            case PAID, REFUNDING -> Optional.of(now.plus(PaymentTimes.RETRY));
            case DISPUTED -> Optional.of(now.plus(PaymentTimes.DAILY));
            case GRANTED, REFUNDED -> Optional.empty();
        };
    }

    /** Gives the stars of another month, looks for a renewal, or ends that of an erased account. */
    private List<SettlePayment.Result> lookAtPlan(Payment plan, Instant now) {
        List<SettlePayment.Result> results = List.of();
        Optional<Instant> next = Optional.empty();
        if (plan.userId().isEmpty()) {
            endRenewal.end(plan);
        } else if (plan.period().isPresent()) {
            goods.giveMonths(plan, now);
            next = PaymentTimes.nextLook(plan.goods(), plan.period().get(), plan.renews(), now);
            if (next.isEmpty() && plan.renews()) {
                results = renewPlan.renew(plan.subscription().orElseThrow(), Optional.empty());
                next = nextLookForRenewal(plan, now);
            }
        }
        payments.postpone(plan.id(), PaymentStatus.GRANTED, next);
        return results;
    }

    /** A card that is refused is tried for some weeks. Until the provider gives up or is paid, it is asked once a day. */
    private Optional<Instant> nextLookForRenewal(Payment plan, Instant now) {
        return plan.subscription().flatMap(payments::findLastOf)
                .filter(last -> last.id().equals(plan.id()) && last.renews())
                .map(_ -> now.plus(PaymentTimes.DAILY));
    }

    private static boolean isLate(Payment payment, Instant now) {
        return payment.status() == PaymentStatus.PAID
                && payment.paidAt().filter(paidAt -> paidAt.plus(GRANT_TIME).isBefore(now)).isPresent();
    }
}
