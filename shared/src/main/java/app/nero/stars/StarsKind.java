package app.nero.stars;

import java.util.Locale;
import java.util.Optional;

/** Why stars moved. */
public enum StarsKind {
    /** The gift of a new account, which opens its ledger. */
    WELCOME,
    /** The price of a generation. */
    GENERATION,
    /** The price of a generation that produced no image, given back. */
    REFUND,
    /** A pack of stars that was bought. */
    PURCHASE,
    /** The monthly stars of a plan. */
    PLAN,
    /** A change that an operator made. */
    GIFT,
    /** Stars taken back after a payment was disputed or refunded. */
    CHARGEBACK;

    /** Whether added stars of this kind first pay what the user owes. */
    boolean paysDebt() {
        return switch (this) {
            case PURCHASE, PLAN, GIFT -> true;
            case WELCOME, GENERATION, REFUND, CHARGEBACK -> false;
        };
    }

    /** Whether stars of this kind were paid for with money. They are granted even if the balance exceeds its maximum. */
    boolean isPaidFor() {
        return switch (this) {
            case PURCHASE, PLAN -> true;
            case WELCOME, GENERATION, REFUND, GIFT, CHARGEBACK -> false;
        };
    }

    /** The kind in lower case, as it is stored and sent. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a stored kind. Rows that were written before there were kinds are welcome gifts or changes by operators, and
     * their reason tells which.
     */
    public static StarsKind of(Optional<String> text, String reason) {
        return text.map(it -> valueOf(it.toUpperCase(Locale.ROOT)))
                .orElse(reason.equals(StarsEntry.FIRST_SIGN_IN) ? WELCOME : GIFT);
    }
}
