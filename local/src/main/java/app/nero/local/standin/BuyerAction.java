package app.nero.local.standin;

import app.nero.kernel.Language;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be done on the page of a payment: as the buyer, as the buyer's bank, or as time passes. */
public enum BuyerAction {
    /** Pays, and returns to Nero. */
    PAY("Pay", "پرداخت"),
    /** Returns to Nero without paying. */
    CANCEL("Cancel", "انصراف"),
    /** Pays once, and the provider reports it twice. */
    PAY_TWICE("Pay twice", "پرداخت با دو اعلان"),
    /** Pays and closes the browser, before the provider reports it. */
    PAY_AND_LEAVE("Pay and never come back", "پرداخت بدون بازگشت"),
    /** The seller gives the money back in the provider's dashboard. */
    REFUND("Refund", "بازگشت وجه"),
    /** The buyer's bank asks for the money back. */
    DISPUTE("Open dispute", "ثبت اعتراض بانکی"),
    /** The seller wins the dispute and keeps the money. */
    WIN("Win", "رد اعتراض"),
    /** The seller loses the dispute and the money. */
    LOSE("Lose", "پذیرش اعتراض"),
    /** Ends the period of a subscription and charges the next one. */
    RENEW("Renew now", "تمدید همین حالا"),
    /** Ends the period of a subscription, and the bank refuses to pay the next one. */
    REFUSE_CARD("Card refused", "رد شدن کارت"),
    /** Lets a subscription end with its period. */
    END_RENEWAL("Cancel the plan", "لغو تمدید"),
    /** Leaves the portal. */
    RETURN("Back to Nero", "بازگشت به Nero");

    /** What can be done before anybody pays, the most common action first. */
    static final List<BuyerAction> ON_OPEN_PAYMENT = List.of(PAY, CANCEL, PAY_TWICE, PAY_AND_LEAVE);

    private final String english;
    private final String persian;

    BuyerAction(String english, String persian) {
        this.english = english;
        this.persian = persian;
    }

    /** The value in forms, such as {@code pay-twice}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<BuyerAction> parse(String text) {
        return Stream.of(values()).filter(action -> action.text().equals(text)).findFirst();
    }

    String label(Language language) {
        return language == Language.FA ? persian : english;
    }
}
