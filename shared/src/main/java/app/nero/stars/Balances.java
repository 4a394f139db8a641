package app.nero.stars;

import app.nero.kernel.Id;

/** The balance that an account shows: a copy of the last one in the ledger. */
public interface Balances {

    /** Shows a balance, unless the account already shows that of a later entry. */
    void showStars(Id id, int number, int balance);
}
