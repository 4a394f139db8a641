package app.nero.stars;

import app.nero.kernel.Id;

/** The balances that accounts show, which are copies of the latest balances in the ledger. */
public interface Balances {

    /** Updates the balance of an account, unless the account already shows the balance of a later entry. */
    void showStars(Id id, int number, int balance);
}
