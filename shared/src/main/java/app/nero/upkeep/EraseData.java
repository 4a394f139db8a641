package app.nero.upkeep;

import app.nero.stars.ErasedNumbers;
import app.nero.stars.OpenLedger;

/**
 * Erases the data of an account. First remembers its number, so that a new account of the number gets no second welcome gift.
 * Idempotent.
 */
final class EraseData {

    private final Erasures erasures;
    private final ErasedNumbers erasedNumbers;

    EraseData(Erasures erasures, ErasedNumbers erasedNumbers) {
        this.erasures = erasures;
        this.erasedNumbers = erasedNumbers;
    }

    void erase(Erasure erasure) {
        erasedNumbers.add(erasure.phoneNumber(), erasure.requestedAt().plus(OpenLedger.NO_SECOND_GIFT));
        erasures.eraseData(erasure);
    }
}
