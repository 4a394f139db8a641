package app.nero.payment;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A state of a payment. */
public enum PaymentStatus {
    /** The provider does not know it yet. */
    CREATED,
    /** The provider waits for the money. */
    PENDING,
    /** The provider has the money. The buyer does not have the goods yet. */
    PAID,
    /** The buyer has the goods. */
    GRANTED,
    /** The provider says that it failed. Money may still arrive. */
    FAILED,
    /** The buyer gave up. Money may still arrive. */
    CANCELED,
    /** Nobody paid in time. Money may still arrive. */
    EXPIRED,
    /** The money and the goods are being taken back. */
    REFUNDING,
    /** The money is back with the buyer, and the goods are taken back. */
    REFUNDED,
    /** The buyer's bank questions it. */
    DISPUTED;

    /** The states in which the buyer can still pay. */
    public static final Set<PaymentStatus> OPEN = Set.of(CREATED, PENDING);

    /** The states that money which arrives turns into {@link #PAID}. */
    public static final Set<PaymentStatus> UNPAID = Set.of(CREATED, PENDING, FAILED, CANCELED, EXPIRED);

    /** The states that a dispute interrupts: all but those of a refund. */
    public static final Set<PaymentStatus> DISPUTABLE = Set.copyOf(
            EnumSet.complementOf(EnumSet.of(REFUNDING, REFUNDED, DISPUTED)));

    /** The states that a refund can begin from. */
    public static final Set<PaymentStatus> REFUNDABLE = Set.copyOf(
            EnumSet.complementOf(EnumSet.of(REFUNDING, REFUNDED)));

    /** The state in lower case, as it is stored and sent. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if the text is no state */
    public static PaymentStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Reads a text that a client sent; empty if it is no state. */
    public static Optional<PaymentStatus> parse(String text) {
        return Stream.of(values()).filter(value -> value.text().equals(text)).findFirst();
    }
}
