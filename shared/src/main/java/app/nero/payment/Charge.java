package app.nero.payment;

import java.util.Optional;

/**
 * What a provider says about a payment.
 *
 * @param paid the money that the provider received, also if it went back later; present exactly if the state is {@link State#PAID}
 * @param refunded whether all of it went back to the buyer
 * @param invoice the first invoice of the subscription that the payment has started. From then on, the payment is asked for by the
 *            invoice
 */
public record Charge(State state, Optional<Money> paid, boolean refunded, Dispute dispute,
        Optional<Invoice> invoice) {

    /** Whether the provider has the money. */
    public enum State {
        /** Not yet. */
        OPEN, PAID,
        /** The buyer's money was refused. */
        FAILED,
        /** Nobody can pay any more. */
        EXPIRED
    }

    /** Whether the buyer's bank questions the payment. */
    public enum Dispute {
        NONE, OPEN,
        /** It ended, and took no money. */
        WON, LOST
    }

    public Charge {
        if (paid.isPresent() != (state == State.PAID)) {
            throw new IllegalArgumentException("a charge has an amount exactly if it is paid");
        }
    }

    /** A charge without money. */
    public static Charge unpaid(State state) {
        return new Charge(state, Optional.empty(), false, Dispute.NONE, Optional.empty());
    }

    /** A charge with money that nobody questions. */
    public static Charge paid(Money money) {
        return new Charge(State.PAID, Optional.of(money), false, Dispute.NONE, Optional.empty());
    }

    /** The session of a subscription, whose money belongs to the invoice. */
    public static Charge invoiced(Invoice invoice) {
        return new Charge(State.OPEN, Optional.empty(), false, Dispute.NONE, Optional.of(invoice));
    }
}
