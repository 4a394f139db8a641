package app.nero.payment;

import app.nero.account.MovePlans;
import app.nero.kernel.UnavailableException;
import app.nero.stars.MoveStars;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
     * What a run found.
     *
     * @param settled payments that were looked at
     * @param failed payments whose provider failed or whose database write failed; they are due again in {@link PaymentTimes#RETRY}
     * @param wrongAmounts payments whose provider has another sum than the price
     * @param notGranted payments that were paid more than 15 minutes ago, and whose buyers still have nothing
     */
    public record Report(int settled, int failed, int wrongAmounts, int notGranted) {

        private Report plus(Report other) {
            return new Report(settled + other.settled, failed + other.failed, wrongAmounts + other.wrongAmounts,
                    notGranted + other.notGranted);
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
        Report report = new Report(0, 0, 0, 0);
        List<Payment> due = payments.listDue(start, BATCH);
        while (!due.isEmpty() && clock.instant().isBefore(start.plus(RUN))) {
            for (Payment payment : due) {
                report = report.plus(sweep(payment));
            }
            due = payments.listDue(start, BATCH);
        }
        return report;
    }

    private Report sweep(Payment payment) {
        Instant now = clock.instant();
        try {
            boolean wrong = look(payment, now);
            return new Report(1, 0, wrong ? 1 : 0, isLate(payment, now) ? 1 : 0);
        } catch (UnavailableException _) {
            payments.postpone(payment.id(), payment.status(), Optional.of(now.plus(PaymentTimes.RETRY)));
            return new Report(0, 1, 0, isLate(payment, now) ? 1 : 0);
        }
    }

    /** @return whether the provider has another sum than the price */
    private boolean look(Payment payment, Instant now) {
        if (payment.status() == PaymentStatus.GRANTED) {
            payments.postpone(payment.id(), PaymentStatus.GRANTED, lookAtPlan(payment, now));
            return false;
        }
        if (payment.status() == PaymentStatus.CREATED && payment.providerRef().isEmpty()) {
            payments.move(payment.id(), Set.of(PaymentStatus.CREATED), PaymentStatus.EXPIRED, Optional.empty());
            return false;
        }
        // First, so that a payment which cannot be settled does not come back at once.
        payments.postpone(payment.id(), payment.status(), next(payment, now));
        return settlePayment.settle(payment.id()) instanceof SettlePayment.Result.WrongAmount;
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
    private Optional<Instant> lookAtPlan(Payment plan, Instant now) {
        if (plan.userId().isEmpty()) {
            endRenewal.end(plan);
            return Optional.empty();
        }
        if (plan.period().isEmpty()) {
            return Optional.empty();
        }
        goods.giveMonths(plan, now);
        Optional<Instant> next = PaymentTimes.nextLook(plan.goods(), plan.period().get(), plan.renews(), now);
        return next.or(() -> lookForRenewal(plan, now));
    }

    /** A card that is refused is tried for some weeks. Until the provider gives up or is paid, it is asked once a day. */
    private Optional<Instant> lookForRenewal(Payment plan, Instant now) {
        if (!plan.renews() || plan.subscription().isEmpty()) {
            return Optional.empty();
        }
        renewPlan.renew(plan.subscription().get(), Optional.empty());
        boolean stillExpected = payments.findLastOf(plan.subscription().get())
                .filter(last -> last.id().equals(plan.id()) && last.renews()).isPresent();
        return stillExpected ? Optional.of(now.plus(PaymentTimes.DAILY)) : Optional.empty();
    }

    private static boolean isLate(Payment payment, Instant now) {
        return payment.status() == PaymentStatus.PAID
                && payment.paidAt().filter(paidAt -> paidAt.plus(GRANT_TIME).isBefore(now)).isPresent();
    }
}
