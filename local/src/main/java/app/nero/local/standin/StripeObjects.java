package app.nero.local.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Stripe's objects as JSON, how they belong together, and what happens to them. A caller that reads objects to decide about a change
 * holds the lock of this object until the change is made.
 *
 * @see <a href="https://docs.stripe.com/api">The objects of Stripe's API</a>
 */
final class StripeObjects {

    // Kinds of objects. Some are also members of other kinds, with the id of such an object.
    static final String SESSION = "checkout.session";
    static final String INTENT = "payment_intent";
    static final String CHARGE = "charge";
    static final String SUBSCRIPTION = "subscription";
    static final String INVOICE = "invoice";
    static final String INVOICE_PAYMENT = "invoice_payment";
    static final String DISPUTE = "dispute";
    static final String PORTAL = "billing_portal.session";

    // Members.
    static final String METADATA = "metadata";
    static final String STATUS = "status";
    /** What only the stand-in needs: the title of what is sold, the metadata of the payment, and the price of a subscription. */
    static final String LOCAL = "local";

    static final String NEEDS_RESPONSE = "needs_response";

    private static final String ACTIVE = "active";
    private static final int ID_BYTES = 12;

    private final StoredObjects stored;
    private final Clock clock;
    private final SecureRandom random;

    /** An object that was stored, and the events that Stripe sends about the change. */
    record Change(ObjectNode object, List<ObjectNode> events) {

        /** This change, and then the events of another. */
        Change and(Change next) {
            return new Change(object, Stream.concat(events.stream(), next.events.stream()).toList());
        }
    }

    StripeObjects(StoredObjects stored, Clock clock, SecureRandom random) {
        this.stored = stored;
        this.clock = clock;
        this.random = random;
    }

    static String kind(ObjectNode object) {
        return object.path("object").asText();
    }

    static boolean isCanceled(ObjectNode subscription) {
        return subscription.path(STATUS).asText().equals("canceled");
    }

    static boolean renews(ObjectNode subscription) {
        return !isCanceled(subscription) && !subscription.path("cancel_at_period_end").asBoolean();
    }

    Optional<ObjectNode> find(String id) {
        return stored.find(id).map(this::current);
    }

    /** Newest first. */
    List<ObjectNode> list(String kind) {
        return stored.list(kind).stream().map(this::current).toList();
    }

    /** The object as it is now: a session that nobody paid expires. */
    private ObjectNode current(ObjectNode object) {
        boolean isOver = kind(object).equals(SESSION) && object.path(STATUS).asText().equals("open")
                && clock.instant().getEpochSecond() >= object.path("expires_at").asLong();
        return isOver ? object.put(STATUS, "expired").putNull("url") : object;
    }

    /** The charge of a payment intent, an invoice or a session; empty if nothing was paid. */
    Optional<ObjectNode> chargeOf(ObjectNode object) {
        return switch (kind(object)) {
            case INTENT -> find(object.path("latest_charge").asText());
            case INVOICE -> list(INVOICE_PAYMENT).stream()
                    .filter(payment -> payment.path(INVOICE).equals(object.path("id"))).findFirst()
                    .flatMap(payment -> find(payment.at("/payment/payment_intent").asText())).flatMap(this::chargeOf);
            default -> find(object.path(object.hasNonNull(INVOICE) ? INVOICE : INTENT).asText())
                    .flatMap(this::chargeOf);
        };
    }

    List<ObjectNode> disputesOf(ObjectNode charge) {
        return list(DISPUTE).stream().filter(dispute -> dispute.path(CHARGE).equals(charge.path("id"))).toList();
    }

    /** The subscription of a session, or of the customer of a portal. */
    Optional<ObjectNode> subscriptionOf(ObjectNode object) {
        return object.hasNonNull(SUBSCRIPTION)
                ? find(object.path(SUBSCRIPTION).asText())
                : list(SUBSCRIPTION).stream().filter(subscription -> object.hasNonNull("customer")
                        && subscription.path("customer").equals(object.path("customer"))).findFirst();
    }

    /** An object that is not stored yet. */
    ObjectNode create(String kind, String idPrefix) {
        return JsonNodeFactory.instance.objectNode().put("id", newId(idPrefix)).put("object", kind)
                .put("created", clock.instant().getEpochSecond()).put("livemode", false);
    }

    private String newId(String prefix) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return prefix + "_" + HexFormat.of().formatHex(bytes);
    }

    /**
     * Adds or replaces an object.
     *
     * @param eventTypes of the events that have the object as it is now
     */
    Change put(ObjectNode object, String... eventTypes) throws IOException {
        stored.put(object);
        return new Change(object, Stream.of(eventTypes).map(type -> {
            ObjectNode event = create("event", "evt").put("type", type);
            event.putObject("data").set("object", object.deepCopy());
            return event;
        }).toList());
    }

    /** Pays a session. That of a plan starts a subscription. */
    Change pay(ObjectNode session) throws IOException {
        session.put(STATUS, "complete").put("payment_status", "paid").putNull("url");
        long amount = session.path("amount_total").asLong();
        String currency = session.path("currency").asText();
        JsonNode metadata = session.at("/local/metadata");
        if (session.path("mode").asText().equals("payment")) {
            session.set(INTENT, charge(amount, currency, metadata));
            return put(session, "checkout.session.completed");
        }
        ObjectNode subscription = create(SUBSCRIPTION, "sub").put(STATUS, ACTIVE).put("cancel_at_period_end", false)
                .putNull("cancel_at").put("customer", newId("cus"));
        subscription.set(METADATA, metadata);
        subscription.putObject(LOCAL).put("title", session.at("/local/title").asText()).put("amount", amount)
                .put("currency", currency);
        put(subscription);
        Change bill = bill(subscription, true);
        session.set(SUBSCRIPTION, subscription.path("id"));
        session.set("customer", subscription.path("customer"));
        session.set(INVOICE, bill.object().path("id"));
        return put(session, "checkout.session.completed").and(bill);
    }

    /** @return the id of the payment intent */
    private JsonNode charge(long amount, String currency, JsonNode metadata) throws IOException {
        ObjectNode intent = create(INTENT, "pi").put("amount", amount).put("currency", currency)
                .put(STATUS, "succeeded");
        ObjectNode charge = create(CHARGE, "ch").put("amount", amount).put("amount_refunded", 0)
                .put("currency", currency).put("refunded", false).put("disputed", false).put("paid", true);
        charge.set(INTENT, intent.path("id"));
        charge.set(METADATA, metadata);
        intent.set("latest_charge", charge.path("id"));
        intent.set(METADATA, metadata);
        put(charge);
        put(intent);
        return intent.path("id");
    }

    /** Writes the invoice of a period. */
    private Change bill(ObjectNode subscription, boolean isPaid) throws IOException {
        long amount = subscription.at("/local/amount").asLong();
        String currency = subscription.at("/local/currency").asText();
        ObjectNode invoice = create(INVOICE, "in").put(STATUS, isPaid ? "paid" : "open").put("currency", currency)
                .put("amount_due", amount).put("amount_paid", isPaid ? amount : 0);
        ObjectNode details = invoice.putObject("parent").put("type", "subscription_details")
                .putObject("subscription_details");
        details.set(SUBSCRIPTION, subscription.path("id"));
        details.set(METADATA, subscription.path(METADATA));
        invoice.putObject(LOCAL).set("title", subscription.at("/local/title"));
        if (isPaid) {
            ObjectNode payment = create(INVOICE_PAYMENT, "inpay").put(STATUS, "paid");
            payment.set(INVOICE, invoice.path("id"));
            payment.putObject("payment").put("type", INTENT).set(INTENT,
                    charge(amount, currency, JsonNodeFactory.instance.objectNode()));
            put(payment);
        }
        return put(invoice, isPaid ? "invoice.paid" : "invoice.payment_failed");
    }

    /** Ends the period of a subscription, and charges the next one if the subscription renews. */
    Change renew(ObjectNode subscription, boolean isPaid) throws IOException {
        return renews(subscription)
                ? bill(subscription, isPaid).and(
                        put(subscription.put(STATUS, isPaid ? ACTIVE : "past_due"), "customer.subscription.updated"))
                : put(subscription.put(STATUS, "canceled"), "customer.subscription.deleted");
    }

    Change endRenewal(ObjectNode subscription) throws IOException {
        return put(subscription.put("cancel_at_period_end", true), "customer.subscription.updated");
    }

    /** @return the refund, with the event about the charge */
    Change refund(ObjectNode charge) throws IOException {
        long amount = charge.path("amount").asLong();
        ObjectNode refund = create("refund", "re").put("amount", amount).put(STATUS, "succeeded");
        refund.set(CHARGE, charge.path("id"));
        refund.set(INTENT, charge.path(INTENT));
        return put(refund).and(put(charge.put("refunded", true).put("amount_refunded", amount), "charge.refunded"));
    }

    Change dispute(ObjectNode charge) throws IOException {
        ObjectNode dispute = create(DISPUTE, "dp").put("amount", charge.path("amount").asLong())
                .put(STATUS, NEEDS_RESPONSE);
        dispute.set(CHARGE, charge.path("id"));
        dispute.set(INTENT, charge.path(INTENT));
        put(charge.put("disputed", true));
        return put(dispute, "charge.dispute.created");
    }

    /**
     * Decides the open dispute of a charge.
     *
     * @param status {@code won} or {@code lost}
     */
    Change close(ObjectNode charge, String status) throws IOException {
        ObjectNode dispute = disputesOf(charge).stream()
                .filter(found -> found.path(STATUS).asText().equals(NEEDS_RESPONSE)).findFirst().orElseThrow();
        return put(dispute.put(STATUS, status), "charge.dispute.closed");
    }
}
