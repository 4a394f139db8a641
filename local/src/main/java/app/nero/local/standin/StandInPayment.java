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
        OPEN("Not paid yet", "پرداخت نشده"), PAID("Paid", "پرداخت شده"), CANCELED("Canceled", "لغو شده"), EXPIRED(
                "Expired", "منقضی شده"), CARD_REFUSED("Card refused", "کارت رد شده"), REFUNDED("Refunded",
                        "وجه بازگشته"), DISPUTED("Disputed", "در حال اعتراض"), DISPUTE_LOST("Dispute lost",
                                "وجه به بانک بازگشته"), RENEWS("Renews itself",
                                        "خودکار تمدید می‌شود"), RENEWS_NO_MORE("Renews no more", "دیگر تمدید نمی‌شود");

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
}
