package app.nero.local.standin;

import app.nero.kernel.Language;
import app.nero.payment.Money;
import app.nero.payment.PaymentProvider;
import java.time.Instant;
import java.util.List;

/**
 * A payment as its page shows it.
 *
 * @param ref the provider's id
 * @param title what is sold
 * @param actions what can be done, the most common one first
 */
record StandInPayment(String ref, PaymentProvider provider, String title, Money price, State state, Instant createdAt,
        List<BuyerAction> actions) {

    enum State {
        /** The buyer can still pay. */
        OPEN("Not paid yet", "پرداخت نشده"),
        /** The money was taken, and not given back. */
        PAID("Paid", "پرداخت شده"),
        /** The buyer gave up. */
        CANCELED("Canceled", "لغو شده"),
        /** The page closed before the buyer paid. */
        EXPIRED("Expired", "منقضی شده"),
        /** The bank refused to pay a renewal. */
        CARD_REFUSED("Card refused", "کارت رد شده"),
        /** The seller gave the money back. */
        REFUNDED("Refunded", "وجه بازگشته"),
        /** The buyer's bank asks for the money back. */
        DISPUTED("Disputed", "در حال اعتراض"),
        /** The buyer's bank got the money back. */
        DISPUTE_LOST("Dispute lost", "وجه به بانک بازگشته"),
        /** A subscription that charges the buyer again at the end of its period. */
        RENEWS("Renews itself", "خودکار تمدید می‌شود"),
        /** A subscription that ends with its period, or has ended. */
        RENEWS_NO_MORE("Renews no more", "دیگر تمدید نمی‌شود");

        private final String english;
        private final String persian;

        State(String english, String persian) {
            this.english = english;
            this.persian = persian;
        }

        String label(Language language) {
            return language == Language.FA ? persian : english;
        }
    }

    StandInPayment {
        actions = List.copyOf(actions);
    }

    boolean offers(BuyerAction action) {
        return actions.contains(action);
    }
}
