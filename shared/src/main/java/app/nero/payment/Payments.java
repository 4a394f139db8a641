package app.nero.payment;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The payments of all users. Every write is one compare-and-set: it takes effect only in the states that the method names. */
public interface Payments extends Disputes {

    /** Adds a payment. Returns false if one with its id or its {@link Payment#providerRef} exists. */
    boolean add(Payment payment);

    Optional<Payment> find(Id id);

    Optional<Payment> findByRef(String providerRef);

    /** The latest payment of a subscription. */
    Optional<Payment> findLastOf(String subscription);

    /** {@code created → pending}, with the provider's page. */
    Optional<Payment> open(Id id, PaymentPage page, Instant sweepAt);

    /** From one of these states to another. */
    Optional<Payment> move(Id id, Set<PaymentStatus> from, PaymentStatus to, Optional<Instant> sweepAt);

    /** From {@link PaymentStatus#UNPAID} to {@code paid}. */
    Optional<Payment> markPaid(Id id, Instant paidAt, Instant sweepAt);

    /** {@code paid → granted}. */
    Optional<Payment> markGranted(Id id, Optional<Payment.Period> period, Optional<Instant> sweepAt);

    /**
     * Notes the subscription that a payment began: its reference becomes that of the first invoice, and it renews. Has no effect if a
     * subscription is noted.
     */
    void link(Id id, Invoice invoice);

    /** Notes on all payments of a subscription whether it renews. */
    void setRenews(String subscription, boolean renews);

    /** Changes when the sweep looks at a payment next, if it still is in this state. */
    void postpone(Id id, PaymentStatus seen, Optional<Instant> sweepAt);

    /** The payments that are due, the longest due first. */
    List<Payment> listDue(Instant now, int limit);

    /**
     * A user's payments, newest first.
     *
     * @param before only payments with a smaller id
     */
    List<Payment> list(Id userId, Optional<Id> before, int limit);

    /** Everyone's payments that match, newest first. */
    List<Payment> list(PaymentFilter filter, Optional<Id> before, int limit);

    /** The user's payments whose plan renews. */
    List<Payment> listRenewing(Id userId);
}
