package app.nero.payment;

import app.nero.kernel.Id;

/** Tells whose bank questions a payment. Such a user can neither buy nor generate until that is settled. */
@FunctionalInterface
public interface Disputes {

    /** Whether a payment of the user is {@link PaymentStatus#DISPUTED}. */
    boolean hasDispute(Id userId);
}
