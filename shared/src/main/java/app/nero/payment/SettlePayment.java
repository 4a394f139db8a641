package app.nero.payment;

import app.nero.account.MovePlans;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.stars.MoveStars;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the provider what became of a payment, and does what follows: gives the goods, takes them back, or closes the payment. Webhooks,
 * the return of a buyer, polling and the sweep all come here, and nothing else gives goods. Every step may be repeated, and may run at
 * the same time elsewhere.
 */
public final class SettlePayment {

    public sealed interface Result {

        /**
         * The payment as it is now.
         *
         * @param changed whether this call moved it to its state
         */
        record Settled(Payment payment, boolean changed) implements Result {

            /** Whether this call moved it to this state. */
            public boolean reached(PaymentStatus status) {
                return changed && payment.status() == status;
            }
        }

        /** The provider has another sum than the price, so nothing was given. An operator must look at it. */
        record WrongAmount(Payment payment, Money paid) implements Result {}

        /** No payment has this id. */
        record NotFound() implements Result {}
    }

    private final Payments payments;
    private final PaymentGateways gateways;
    private final GiveGoods goods;
    private final EndRenewal renewals;
    private final Clock clock;

    public SettlePayment(Payments payments, PaymentGateways gateways, MoveStars moveStars, MovePlans movePlans,
            Clock clock) {
        this.payments = payments;
        this.gateways = gateways;
        this.goods = new GiveGoods(moveStars, movePlans);
        this.renewals = new EndRenewal(payments, gateways);
        this.clock = clock;
    }

    /** @throws UnavailableException if the database or the provider failed; the payment stays as it is, and the sweep tries again */
    public Result settle(Id id) {
        return payments.find(id).map(this::settle).orElseGet(Result.NotFound::new);
    }

    /** Settles a payment whose buyer says that they gave up. If there is no money, it becomes {@code canceled}. */
    public Result abandon(Id id) {
        Result settled = settle(id);
        return settled instanceof Result.Settled(Payment payment, boolean _)
                && PaymentStatus.OPEN.contains(payment.status())
                        ? moved(payment, PaymentStatus.OPEN, PaymentStatus.CANCELED,
                                PaymentTimes.nextLook(payment, clock.instant()))
                        : settled;
    }

    private Result settle(Payment payment) {
        Optional<PaymentGateway> gateway = gateways.find(payment.provider());
        if (payment.status() == PaymentStatus.REFUNDED || gateway.isEmpty()) {
            return new Result.Settled(payment, false);
        }
        // Nobody can have paid what the provider does not know.
        Charge charge = payment.providerRef().isPresent()
                ? gateway.get().look(payment)
                : Charge.unpaid(Charge.State.OPEN);
        if (charge.invoice().isPresent() && payment.subscription().isEmpty()) {
            payments.link(payment.id(), charge.invoice().get());
            return settle(payment.id());
        }
        if (payment.status() == PaymentStatus.REFUNDING) {
            return takeBack(payment, gateway.get(), charge);
        }
        if (charge.dispute() == Charge.Dispute.OPEN) {
            return moved(payment, PaymentStatus.DISPUTABLE, PaymentStatus.DISPUTED,
                    Optional.of(clock.instant().plus(PaymentTimes.DAILY)));
        }
        return switch (charge.state()) {
            case OPEN -> new Result.Settled(payment, false);
            case FAILED -> moved(payment, PaymentStatus.OPEN, PaymentStatus.FAILED,
                    PaymentTimes.nextLook(payment, clock.instant()));
            case EXPIRED -> moved(payment, PaymentStatus.OPEN, PaymentStatus.EXPIRED,
                    PaymentTimes.nextLook(payment, clock.instant()));
            case PAID -> paid(payment, gateway.get(), charge);
        };
    }

    private Result paid(Payment payment, PaymentGateway gateway, Charge charge) {
        if (charge.refunded() || charge.dispute() == Charge.Dispute.LOST) {
            return reverse(payment, gateway, charge);
        }
        Money money = charge.paid().orElseThrow();
        if (!money.equals(payment.price())) {
            return new Result.WrongAmount(payment, money);
        }
        if (payment.status() == PaymentStatus.GRANTED) {
            return new Result.Settled(payment, false);
        }
        Instant retry = clock.instant().plus(PaymentTimes.RETRY);
        if (charge.dispute() == Charge.Dispute.WON) {
            payments.move(payment.id(), Set.of(PaymentStatus.DISPUTED), PaymentStatus.PAID, Optional.of(retry));
        }
        payments.markPaid(payment.id(), clock.instant(), retry);
        return payments.find(payment.id()).filter(it -> it.status() == PaymentStatus.PAID)
                .map(it -> give(it, gateway, charge))
                .orElseGet(() -> current(payment));
    }

    private Result give(Payment paid, PaymentGateway gateway, Charge charge) {
        return switch (goods.give(paid)) {
            case GiveGoods.Result.Given(Optional<Payment.Period> period) -> {
                Instant now = clock.instant();
                Optional<Instant> next = period
                        .flatMap(it -> PaymentTimes.nextLook(paid.goods(), it, paid.renews(), now));
                yield payments.markGranted(paid.id(), period, next).<Result>map(it -> new Result.Settled(it, true))
                        .orElseGet(() -> current(paid));
            }
            case GiveGoods.Result.NoBuyer _ -> reverse(paid, gateway, charge);
            case GiveGoods.Result.TakenBack _ -> current(paid);
        };
    }

    /** Begins and ends a refund. */
    private Result reverse(Payment payment, PaymentGateway gateway, Charge charge) {
        return payments
                .move(payment.id(), PaymentStatus.REFUNDABLE, PaymentStatus.REFUNDING,
                        Optional.of(clock.instant().plus(PaymentTimes.RETRY)))
                .map(it -> takeBack(it, gateway, charge)).orElseGet(() -> current(payment));
    }

    /** The money first: if it cannot be sent back, the buyer keeps the goods until it can. */
    private Result takeBack(Payment refunding, PaymentGateway gateway, Charge charge) {
        boolean hasMoney = charge.state() == Charge.State.PAID && !charge.refunded()
                && charge.dispute() != Charge.Dispute.LOST;
        if (hasMoney) {
            gateway.refund(refunding);
        }
        goods.takeBack(refunding);
        renewals.end(refunding);
        return moved(refunding, Set.of(PaymentStatus.REFUNDING), PaymentStatus.REFUNDED, Optional.empty());
    }

    private Result moved(Payment payment, Set<PaymentStatus> from, PaymentStatus to, Optional<Instant> sweepAt) {
        return payments.move(payment.id(), from, to, sweepAt).<Result>map(it -> new Result.Settled(it, true))
                .orElseGet(() -> current(payment));
    }

    private Result current(Payment payment) {
        return payments.find(payment.id()).<Result>map(it -> new Result.Settled(it, false))
                .orElseGet(Result.NotFound::new);
    }
}
