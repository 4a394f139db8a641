package app.nero.payment.stripe;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.kernel.Id;
import app.nero.payment.PaymentNotice;
import app.nero.payment.PaymentNotice.OfPayment;
import app.nero.payment.PaymentNotice.OfRef;
import app.nero.payment.PaymentNotice.OfSubscription;
import app.nero.payment.stripe.StripeWebhook.Reading;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripeWebhookTest {

    private static final String SECRET = "whsec_new";
    private static final Reading REFUSED = new Reading.Refused();

    private final MutableClock clock = new MutableClock(Instant.parse("2026-05-14T12:00:00Z"));
    private final StripeWebhook webhook = new StripeWebhook(List.of(SECRET, "whsec_old"), clock,
            intent -> Optional.of(new OfRef("in_of_" + intent)));
    private final Id id = Some.id();

    private Reading read(String body) {
        return webhook.read(List.of(StripeWebhook.sign(SECRET, clock.instant(), body.getBytes(UTF_8))),
                body.getBytes(UTF_8));
    }

    private static String event(String type, String object) {
        return "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"" + type + "\",\"data\":{\"object\":" + object + "}}";
    }

    private static Reading verified(PaymentNotice notice) {
        return new Reading.Verified(Optional.of(notice));
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "async_payment_succeeded", "async_payment_failed", "expired"})
    void aSessionNamesItsPayment(String what) {
        String object = "{\"id\":\"cs_1\",\"subscription\":null,\"metadata\":{\"paymentId\":\"" + id + "\"}}";

        assertEquals(verified(new OfPayment(id)), read(event("checkout.session." + what, object)));
    }

    @Test
    void aSessionOfAPlanNamesItsSubscription() {
        String object = "{\"id\":\"cs_1\",\"subscription\":\"sub_1\",\"metadata\":{\"paymentId\":\"" + id + "\"}}";

        assertEquals(verified(new OfSubscription("sub_1", Optional.of(id))),
                read(event("checkout.session.completed", object)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"paid", "payment_failed"})
    void anInvoiceNamesItsSubscription(String what) {
        String object = "{\"id\":\"in_1\",\"parent\":{\"subscription_details\":{\"subscription\":\"sub_1\","
                + "\"metadata\":{\"paymentId\":\"" + id + "\"}}}}";

        assertEquals(verified(new OfSubscription("sub_1", Optional.of(id))), read(event("invoice." + what, object)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"updated", "deleted"})
    void aSubscriptionNamesItself(String what) {
        String object = "{\"id\":\"sub_1\",\"metadata\":{\"paymentId\":\"" + id + "\"}}";

        assertEquals(verified(new OfSubscription("sub_1", Optional.of(id))),
                read(event("customer.subscription." + what, object)));
    }

    @Test
    void aChargeNamesItsPaymentOrItsInvoiceIsFound() {
        assertEquals(verified(new OfPayment(id)), read(event("charge.refunded",
                "{\"payment_intent\":\"pi_1\",\"metadata\":{\"paymentId\":\"" + id + "\"}}")));
        assertEquals(verified(new OfRef("in_of_pi_1")),
                read(event("charge.refunded", "{\"payment_intent\":\"pi_1\",\"metadata\":{}}")));
        assertEquals(verified(new OfRef("in_of_pi_1")),
                read(event("charge.dispute.created", "{\"payment_intent\":\"pi_1\",\"metadata\":{}}")));
    }

    @Test
    void othersEventsConcernNoPayment() {
        Reading none = new Reading.Verified(Optional.empty());

        assertEquals(none, read(event("customer.created", "{\"id\":\"cus_1\"}")));
        assertEquals(none, read(event("checkout.session.completed", "{\"metadata\":{\"paymentId\":\"not ours\"}}")));
        assertEquals(none, read(event("invoice.paid", "{\"id\":\"in_1\",\"parent\":null}")));
        assertEquals(none, read("{}"));
    }

    @Test
    void acceptsTheOldSecretAndSeveralSignatures() {
        byte[] body = "{}".getBytes(UTF_8);
        String old = StripeWebhook.sign("whsec_old", clock.instant(), body);

        assertEquals(new Reading.Verified(Optional.empty()), webhook.read(List.of(old + ",v1=00,v0=11"), body));
    }

    @Test
    void refusesRequestsThatAreStaleOrFromTheFuture() {
        byte[] body = "{}".getBytes(UTF_8);
        String header = StripeWebhook.sign(SECRET, clock.instant(), body);

        clock.advance(Duration.ofSeconds(300));
        assertEquals(new Reading.Verified(Optional.empty()), webhook.read(List.of(header), body));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(REFUSED, webhook.read(List.of(header), body));
        clock.advance(Duration.ofSeconds(-602));
        assertEquals(REFUSED, webhook.read(List.of(header), body));
    }

    @Test
    void refusesAThousandForgedRequests() {
        SecureRandom random = new SecureRandom();
        String text = event("charge.refunded", "{\"payment_intent\":\"pi_1\"}");
        byte[] body = text.getBytes(UTF_8);
        String header = StripeWebhook.sign(SECRET, clock.instant(), body);
        for (int i = 0; i < 500; i++) {
            byte[] changed = body.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            assertEquals(REFUSED, webhook.read(List.of(header), changed));

            char[] digits = header.toCharArray();
            int at = header.indexOf("v1=") + 3 + random.nextInt(64);
            digits[at] = digits[at] == '0' ? '1' : '0';
            assertEquals(REFUSED, webhook.read(List.of(new String(digits)), body));
        }
        // The same JSON in other bytes, another secret, and malformed headers.
        assertEquals(REFUSED, webhook.read(List.of(header), (text + " ").getBytes(UTF_8)));
        assertEquals(REFUSED, webhook.read(List.of(header), text.getBytes(UTF_16)));
        assertEquals(REFUSED, webhook.read(List.of(StripeWebhook.sign("other", clock.instant(), body)), body));
        assertEquals(REFUSED, webhook.read(List.of(), body));
        assertEquals(REFUSED, webhook.read(List.of(header, header), body));
        for (String malformed : List.of("", ",", "t=", "v1=", "t=1", header.replace("v1=", "v0="), "t=0," + header,
                header.toUpperCase(Locale.ROOT))) {
            assertEquals(REFUSED, webhook.read(List.of(malformed), body));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"type\":\"a\",\"type\":\"b\"}", "{} {}", "1"})
    void refusesASignedBodyThatIsNoEvent(String body) {
        assertEquals(REFUSED, read(body));
    }
}
