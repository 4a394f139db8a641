package app.nero.payment.stripe;

import app.nero.http.Json;
import app.nero.http.JsonMembers;
import app.nero.kernel.Hmac;
import app.nero.kernel.Id;
import app.nero.payment.PaymentNotice;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Reads what Stripe reports. An event only says which payment to ask for: its amounts and states are not used, so that repeated, late
 * and unordered events do no harm.
 *
 * @see <a href="https://docs.stripe.com/webhooks#verify-manually">Verify webhook signatures manually</a>
 */
public final class StripeWebhook {

    /** What a request is. */
    public sealed interface Reading {

        /** @param notice empty for an event that concerns no payment of Nero */
        record Verified(Optional<PaymentNotice> notice) implements Reading {}

        /** The signature is missing, wrong or too old, or the body is no event. */
        record Refused() implements Reading {}
    }

    private static final Duration TOLERANCE = Duration.ofSeconds(300);
    private static final String TIME = "t=";
    private static final String SIGNATURE = "v1=";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final List<SecretKey> keys;
    private final Clock clock;
    private final Function<String, Optional<PaymentNotice>> ofIntent;

    /**
     * @param secrets {@code whsec_…} of the endpoint; several while a secret is replaced
     * @param ofIntent finds what a payment intent pays for, such as {@link StripeGateway#findPayment}
     */
    public StripeWebhook(List<String> secrets, Clock clock, Function<String, Optional<PaymentNotice>> ofIntent) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("at least one secret is required");
        }
        this.keys = secrets.stream()
                .<SecretKey>map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                .toList();
        this.clock = clock;
        this.ofIntent = ofIntent;
    }

    /**
     * @param signatures the values of the header {@code Stripe-Signature}, of which there must be one
     * @param body as it was received
     * @throws app.nero.kernel.UnavailableException if Stripe must be asked what the event is about, and fails; Stripe sends it again
     */
    public Reading read(List<String> signatures, byte[] body) {
        if (signatures.size() != 1 || !isSigned(signatures.getFirst(), body)) {
            return new Reading.Refused();
        }
        try {
            return new Reading.Verified(notice(flatten(body)));
        } catch (IOException _) {
            return new Reading.Refused();
        }
    }

    /** Returns a value of the header {@code Stripe-Signature}. */
    public static String sign(String secret, Instant signedAt, byte[] body) {
        SecretKey key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        String seconds = Long.toString(signedAt.getEpochSecond());
        return TIME + seconds + "," + SIGNATURE + HexFormat.of().formatHex(hmac(key, seconds, body));
    }

    /** Compares signatures in constant time. Other schemes than {@code v1} are ignored, such as that of test events. */
    private boolean isSigned(String header, byte[] body) {
        List<String> times = parts(header, TIME);
        if (times.size() != 1 || !SECONDS.matcher(times.getFirst()).matches()) {
            return false;
        }
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(times.getFirst()));
        if (Duration.between(signedAt, clock.instant()).abs().compareTo(TOLERANCE) > 0) {
            return false;
        }
        List<byte[]> given = parts(header, SIGNATURE).stream().map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        return keys.stream().map(key -> HexFormat.of().formatHex(hmac(key, times.getFirst(), body)))
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .anyMatch(expected -> given.stream().anyMatch(signature -> MessageDigest.isEqual(expected, signature)));
    }

    private static List<String> parts(String header, String scheme) {
        return Stream.of(header.split(",")).filter(part -> part.startsWith(scheme))
                .map(part -> part.substring(scheme.length())).toList();
    }

    private static byte[] hmac(SecretKey key, String seconds, byte[] body) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes((seconds + ".").getBytes(StandardCharsets.US_ASCII));
        signed.writeBytes(body);
        return Hmac.sha256(key, signed.toByteArray());
    }

    private Optional<PaymentNotice> notice(Map<String, String> event) {
        return switch (event.getOrDefault("type", "")) {
            case "checkout.session.completed", "checkout.session.async_payment_succeeded",
                    "checkout.session.async_payment_failed", "checkout.session.expired" ->
                ofSession(event);
            case "invoice.paid", "invoice.payment_failed" -> ofSubscription(event,
                    "parent.subscription_details.subscription", "parent.subscription_details.metadata.");
            case "customer.subscription.updated", "customer.subscription.deleted" ->
                ofSubscription(event, "id", "metadata.");
            case "charge.refunded" -> ofCharge(event);
            case "charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed" -> ofIntent(event);
            default -> Optional.empty();
        };
    }

    private static Optional<PaymentNotice> ofSession(Map<String, String> event) {
        Optional<Id> payment = payment(event, "metadata.");
        Optional<String> subscription = value(event, "subscription");
        return subscription.isPresent() && payment.isPresent()
                ? Optional.of(new PaymentNotice.OfSubscription(subscription.get(), payment))
                : payment.map(PaymentNotice.OfPayment::new);
    }

    /** Only subscriptions that Nero began have the id of a payment. */
    private static Optional<PaymentNotice> ofSubscription(Map<String, String> event, String path, String metadata) {
        Optional<Id> payment = payment(event, metadata);
        return payment.isEmpty()
                ? Optional.empty()
                : value(event, path).map(id -> new PaymentNotice.OfSubscription(id, payment));
    }

    /** A charge repeats the metadata of its payment intent, except that of an invoice, which has none. */
    private Optional<PaymentNotice> ofCharge(Map<String, String> event) {
        Optional<Id> payment = payment(event, "metadata.");
        return payment.isPresent() ? payment.map(PaymentNotice.OfPayment::new) : ofIntent(event);
    }

    private Optional<PaymentNotice> ofIntent(Map<String, String> event) {
        return value(event, "payment_intent").flatMap(ofIntent);
    }

    private static Optional<Id> payment(Map<String, String> event, String metadata) {
        return value(event, metadata + StripeGateway.PAYMENT_ID).flatMap(Id::parse);
    }

    /** A value of the event's object. */
    private static Optional<String> value(Map<String, String> event, String path) {
        return Optional.ofNullable(event.get("data.object." + path));
    }

    /** The texts of an event by their paths, such as {@code data.object.id}. Arrays are left out. */
    private static Map<String, String> flatten(byte[] body) throws IOException {
        Map<String, String> values = new HashMap<>();
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            flatten(json, "", values);
            if (json.nextToken() != null) {
                throw new IOException("more than an object");
            }
        }
        return values;
    }

    private static void flatten(JsonParser json, String prefix, Map<String, String> values) throws IOException {
        JsonMembers.read(json, (name, _) -> {
            switch (json.currentToken()) {
                case START_OBJECT -> flatten(json, prefix + name + ".", values);
                case VALUE_STRING -> values.put(prefix + name, json.getText());
                default -> json.skipChildren();
            }
        });
    }
}
