package app.nero.payment;

import app.nero.account.MovePlans;
import app.nero.kernel.Id;
import app.nero.stars.MoveStars;
import app.nero.stars.StarsKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Gives what was paid for, and takes it back. Each entry in the ledger and each period has its own reference, so that both may be repeated. */
final class GiveGoods {

    private final MoveStars moveStars;
    private final MovePlans movePlans;

    GiveGoods(MoveStars moveStars, MovePlans movePlans) {
        this.moveStars = moveStars;
        this.movePlans = movePlans;
    }

    /** What became of a grant. */
    sealed interface Result {

        /** @param period of the plan; empty for a pack */
        record Given(Optional<Payment.Period> period) implements Result {}

        /** A refund was faster. */
        record TakenBack() implements Result {}

        /** The account is erased. */
        record NoBuyer() implements Result {}
    }

    /** Gives a pack, or a plan with the stars of its first month. */
    Result give(Payment payment) {
        if (payment.userId().isEmpty()) {
            return new Result.NoBuyer();
        }
        Id userId = payment.userId().get();
        return switch (payment.goods()) {
            case Goods.Pack(int stars) -> moveStars(userId, stars, StarsKind.PURCHASE, packRef(payment))
                    .orElseGet(() -> new Result.Given(Optional.empty()));
            case Goods.Plan plan -> givePlan(payment, userId, plan);
        };
    }

    private Result givePlan(Payment payment, Id userId, Goods.Plan plan) {
        if (payment.period().isPresent()) {
            // Given before a dispute, which is won now. The account may have forgotten the period, if it ended long ago.
            return new Result.Given(payment.period());
        }
        Optional<Result> refusal = moveStars(userId, plan.stars(), StarsKind.PLAN, monthRef(payment, 0));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return movePlans.grant(userId, payment.id(), plan.plan(), plan.months())
                .<Result>map(period -> period.to().isAfter(period.from())
                        ? new Result.Given(Optional.of(new Payment.Period(period.from(), period.to())))
                        : new Result.TakenBack())
                .orElseGet(Result.NoBuyer::new);
    }

    /** Gives the stars of all months of a plan that have begun. */
    void giveMonths(Payment payment, Instant now) {
        if (payment.goods() instanceof Goods.Plan plan && payment.userId().isPresent()
                && payment.period().isPresent()) {
            IntStream.range(1, plan.months())
                    .filter(month -> !now.isBefore(PaymentTimes.startOfMonth(payment.period().get(), month)))
                    .forEach(month -> moveStars(payment.userId().get(), plan.stars(), StarsKind.PLAN,
                            monthRef(payment, month)));
        }
    }

    /** Takes everything back, and prevents that any of it is given later. */
    void takeBack(Payment payment) {
        payment.userId().ifPresent(userId -> {
            refs(payment).forEach(ref -> moveStars.takeBack(userId, ref, "payment taken back"));
            movePlans.end(userId, payment.id());
        });
    }

    private Optional<Result> moveStars(Id userId, int stars, StarsKind kind, String ref) {
        return switch (moveStars.move(userId, stars, kind, kind.text(), ref)) {
            case MoveStars.Result.Moved _ -> Optional.empty();
            case MoveStars.Result.OtherAmount _ -> Optional.of(new Result.TakenBack());
            case MoveStars.Result.NoLedger _ -> Optional.of(new Result.NoBuyer());
            case MoveStars.Result.OutOfRange _ -> throw new IllegalStateException("stars that are paid for always fit");
        };
    }

    private static List<String> refs(Payment payment) {
        return switch (payment.goods()) {
            case Goods.Pack _ -> List.of(packRef(payment));
            case Goods.Plan plan ->
                IntStream.range(0, plan.months()).mapToObj(month -> monthRef(payment, month)).toList();
        };
    }

    private static String packRef(Payment payment) {
        return "payment:" + payment.id();
    }

    private static String monthRef(Payment payment, int month) {
        return "plan:" + payment.id() + ":" + month;
    }
}
