package app.nero.local.standin;

import app.nero.kernel.Language;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be done on the page of a payment: as the buyer, as the buyer's bank, or as time passes. */
public enum BuyerAction {
    PAY("Pay", "پرداخت"), CANCEL("Cancel", "انصراف"),
    /** Pays once, and the provider reports it twice. */
    PAY_TWICE("Pay twice", "پرداخت با دو اعلان"),
    /** Pays and closes the browser, before the provider reports it. */
    PAY_AND_LEAVE("Pay and never come back", "پرداخت بدون بازگشت"), REFUND("Refund", "بازگشت وجه"), DISPUTE(
            "Open dispute", "ثبت اعتراض بانکی"), WIN("Win", "رد اعتراض"), LOSE("Lose", "پذیرش اعتراض"),
    /** Ends the period of a subscription and charges the next one. */
    RENEW("Renew now", "تمدید همین حالا"), REFUSE_CARD("Card refused", "رد شدن کارت"), END_RENEWAL("Cancel the plan",
            "لغو تمدید"), RETURN("Back to Nero", "بازگشت به Nero");

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
