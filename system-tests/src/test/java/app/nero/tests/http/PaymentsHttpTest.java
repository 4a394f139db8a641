package app.nero.tests.http;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.local.LocalNero;
import app.nero.local.standin.BuyerAction;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.RunningNero;
import app.nero.payment.stripe.StripeWebhook;
import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payments over HTTP, with the local replacements for the providers. */
class PaymentsHttpTest {

    private static final String PRODUCTS = """
        [{"id":"stars-20","kind":"pack","stars":20,"prices":{"stripe":{"amount":299,"currency":"USD"},\
        "zarinpal":{"amount":1500000,"currency":"IRR"}}},\
        {"id":"pro-month","kind":"plan","plan":"pro","stars":40,"months":1,\
        "prices":{"stripe":{"amount":499,"currency":"USD"}}}]\
        """;
    private static final int WELCOME = 3;
    private static final int PACK = 20;
    private static final int MONTH = 40;

    private static LocalNero nero;
    private static ApiClient api;

    private final Person buyer = new Person(api);

    @BeforeAll
    static void start() {
        nero = RunningNero.start(Map.of("NERO_PRODUCTS", PRODUCTS));
        api = new ApiClient(nero);
    }

    @AfterAll
    static void stop() {
        nero.close();
    }

    @Test
    void showsThePricesOfACountry() {
        JsonNode iran = products("?country=IR");
        JsonNode elsewhere = products("?country=DE");

        assertEquals(1, iran.size());
        assertEquals("[{\"provider\":\"zarinpal\",\"amount\":1500000,\"currency\":\"IRR\"}]",
                iran.at("/0/prices").toString());
        assertEquals(2, elsewhere.size());
        assertEquals("[{\"provider\":\"stripe\",\"amount\":299,\"currency\":\"USD\"}]",
                elsewhere.at("/0/prices").toString());
    }

    @ParameterizedTest
    @CsvSource({"stripe,PAY", "stripe,PAY_TWICE", "stripe,PAY_AND_LEAVE", "zarinpal,PAY", "zarinpal,PAY_TWICE"})
    void aReportedPaymentGivesItsStarsOnce(String provider, BuyerAction action) throws IOException {
        JsonNode payment = open("stars-20", provider);
        assertEquals("pending", payment.get("status").asText());
        assertEquals(WELCOME, buyer.balance());

        act(payment, action);

        // Before the payment is read, which would settle it, too.
        assertEquals(WELCOME + PACK, buyer.balance());
        JsonNode paid = read(payment);
        assertEquals("granted", paid.get("status").asText());
        assertTrue(paid.get("redirectUrl").isNull());
        JsonNode entry = api.get("/stars", buyer.token()).data().at("/entries/0");
        assertEquals(payment.get("id"), entry.get("paymentId"));
        assertEquals(PACK, entry.get("amount").asInt());
    }

    @Test
    void aPollSettlesAPaymentWhoseBuyerNeverCameBack() throws IOException {
        JsonNode payment = open("stars-20", "zarinpal");
        act(payment, BuyerAction.PAY_AND_LEAVE);
        assertEquals(WELCOME, buyer.balance());

        assertEquals("granted", read(payment).get("status").asText());
        assertEquals(WELCOME + PACK, buyer.balance());
    }

    @Test
    void theSweepSettlesAPaymentWhoseBuyerNeverCameBack() throws IOException {
        JsonNode payment = open("stars-20", "zarinpal");
        act(payment, BuyerAction.PAY_AND_LEAVE);
        nero.runSchedules();
        assertEquals(WELCOME, buyer.balance());

        makeDue(payment);
        nero.runSchedules();
        nero.runSchedules();

        assertEquals(WELCOME + PACK, buyer.balance());
    }

    @Test
    void zarinpalSendsTheBuyerToTheResultPage() throws IOException {
        JsonNode payment = open("stars-20", "zarinpal");

        Answer unpaid = callback(authority(payment), "OK");
        Answer gaveUp = callback(authority(payment), "NOK");
        Answer unknown = callback("A0", "OK");

        String result = nero.url() + "/upgrade/result";
        for (Answer answer : List.of(unpaid, gaveUp)) {
            assertEquals(303, answer.status());
            assertEquals(result + "?payment=" + payment.get("id").asText(), answer.header("Location"));
        }
        assertEquals(result, unknown.header("Location"));
        assertEquals("canceled", read(payment).get("status").asText());
        assertEquals(WELCOME, buyer.balance());
    }

    @Test
    void aPaymentBelongsToItsBuyer() {
        JsonNode payment = open("stars-20", "stripe");
        Person other = new Person(api);

        assertEquals(404, api.get("/payments/" + payment.get("id").asText(), other.token()).status());
        assertEquals(0, api.get("/payments", other.token()).data().get("payments").size());
        assertEquals(404, api.post("/payments/portal", other.token(), "{}").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"amount\":1", "\"price\":{\"amount\":1,\"currency\":\"USD\"}", "\"currency\":\"IRR\"",
            "\"stars\":1000"})
    void onlyTheServerKnowsThePrice(String member) {
        Answer refused = api.post("/payments", buyer.token(),
                "{\"productId\":\"stars-20\",\"provider\":\"stripe\"," + member + "}", newKey());

        assertEquals(400, refused.status(), refused.response().body());
        assertEquals(0, list().size());
    }

    @ParameterizedTest
    @CsvSource({"stars-9,stripe", "pro-month,zarinpal"})
    void sellsOnlyWhatItOffers(String product, String provider) {
        assertEquals(404, buy(product, provider, newKey()).status());
    }

    @Test
    void aRepeatedRequestOpensOnePayment() {
        String key = newKey();

        Answer first = buy("stars-20", "stripe", key);
        Answer again = buy("stars-20", "stripe", key);

        assertEquals(first.data().at("/payment/id"), again.data().at("/payment/id"));
        assertEquals(first.data().at("/payment/redirectUrl"), again.data().at("/payment/redirectUrl"));
        assertEquals(1, list().size());
    }

    @Test
    void webhooksThatStripeDidNotSendHaveNoEffect() {
        JsonNode payment = open("stars-20", "stripe");
        byte[] event = ("{\"type\":\"checkout.session.completed\",\"data\":{\"object\":{\"id\":\"cs_1\","
                + "\"payment_status\":\"paid\",\"metadata\":{\"paymentId\":\"" + payment.get("id").asText()
                + "\"}}}}").getBytes(UTF_8);
        String secret = nero.settings().get("STRIPE_WEBHOOK_SECRET");
        Instant now = Instant.now();

        assertEquals(401, webhook(event, "").status());
        assertEquals(401, webhook(event, StripeWebhook.sign("whsec_other", now, event)).status());
        assertEquals(401, webhook(event, StripeWebhook.sign(secret, now.minusSeconds(301), event)).status());
        assertEquals(401, webhook(event, StripeWebhook.sign(secret, now, "{}".getBytes(UTF_8))).status());
        // Nero asks Stripe instead of believing the event.
        assertEquals(200, webhook(event, StripeWebhook.sign(secret, now, event)).status());

        assertEquals("pending", read(payment).get("status").asText());
        assertEquals(WELCOME, buyer.balance());
    }

    @Test
    void aPlanIsRenewedUntilItsBuyerEndsIt() throws IOException {
        JsonNode first = open("pro-month", "stripe");
        act(first, BuyerAction.PAY);

        JsonNode granted = read(first);
        assertEquals("granted", granted.get("status").asText());
        assertTrue(granted.get("renews").asBoolean());
        assertEquals("pro", account().get("subscription").asText());
        assertEquals(WELCOME + MONTH, buyer.balance());
        assertEquals("ALREADY_SUBSCRIBED", buy("pro-month", "stripe", newKey()).code());

        act(first, BuyerAction.RENEW);

        JsonNode renewed = list();
        assertEquals(2, renewed.size());
        assertEquals("granted", renewed.at("/0/status").asText());
        assertEquals(granted.at("/period/to"), renewed.at("/0/period/from"));
        assertEquals(renewed.at("/0/period/to").asText(), account().get("subscriptionUntil").asText());
        assertEquals(WELCOME + 2 * MONTH, buyer.balance());

        assertTrue(api.post("/payments/portal", buyer.token(), "{}").data().get("url").asText()
                .startsWith(nero.url() + "/_local/payments/bps_"));
        assertEquals(200, api.delete("/users/me/subscription", buyer.token()).status());
        act(first, BuyerAction.RENEW);

        assertEquals(2, list().size());
        list().forEach(payment -> assertFalse(payment.get("renews").asBoolean(), payment.toString()));
        assertEquals("pro", account().get("subscription").asText());
    }

    @Test
    void aRefundTakesTheStarsBack() throws IOException {
        JsonNode payment = open("stars-20", "stripe");
        act(payment, BuyerAction.PAY);

        act(payment, BuyerAction.REFUND);

        assertEquals("refunded", read(payment).get("status").asText());
        assertEquals(WELCOME, buyer.balance());
    }

    @ParameterizedTest
    @CsvSource({"WIN,granted,23", "LOSE,refunded,3"})
    void aDisputePreventsPaymentsUntilItEnds(BuyerAction end, String status, int balance) throws IOException {
        JsonNode payment = open("stars-20", "stripe");
        act(payment, BuyerAction.PAY);

        act(payment, BuyerAction.DISPUTE);
        assertEquals("disputed", read(payment).get("status").asText());
        assertEquals("PAYMENT_DISPUTED", buy("stars-20", "stripe", newKey()).code());
        act(payment, end);

        assertEquals(status, read(payment).get("status").asText());
        assertEquals(balance, buyer.balance());
        assertEquals(201, buy("stars-20", "stripe", newKey()).status());
    }

    @Test
    void aPersonWithoutStarsBuysSomeAndGoesOn() throws IOException {
        for (int i = 0; i < WELCOME; i++) {
            assertEquals("succeeded", buyer.generate("standard").get("status").asText());
        }
        assertEquals("INSUFFICIENT_STARS", buyer.submit("a fox in the snow", "standard").code());

        act(open("stars-20", "stripe"), BuyerAction.PAY);

        assertEquals("succeeded", buyer.generate("standard").get("status").asText());
        assertEquals(PACK - 1, buyer.balance());
    }

    private static JsonNode products(String query) {
        return api.send(api.request("/products" + query)).data().get("products");
    }

    private Answer buy(String product, String provider, String key) {
        return api.post("/payments", buyer.token(),
                "{\"productId\":\"" + product + "\",\"provider\":\"" + provider + "\"}", key);
    }

    @Test
    void anIdempotencyKeyBelongsToItsRoute() {
        String key = newKey();
        String generation = "{\"type\":\"generate\",\"prompt\":\"a lighthouse\"}";

        assertEquals(201, buy("stars-20", "stripe", key).status());
        assertEquals(202, api.post("/generations", buyer.token(), generation, key).status());
        assertEquals(201, buy("stars-20", "stripe", key).status());
        assertEquals(422, api.post("/generations", buyer.token(), generation.replace("lighthouse", "harbour"), key)
                .status());
    }

    private JsonNode open(String product, String provider) {
        Answer opened = buy(product, provider, newKey());
        assertEquals(201, opened.status(), opened.response().body());
        return opened.data().get("payment");
    }

    private static void act(JsonNode payment, BuyerAction action) throws IOException {
        nero.act(new Id(payment.get("id").asText()), action);
    }

    private JsonNode read(JsonNode payment) {
        return api.get("/payments/" + payment.get("id").asText(), buyer.token()).data().get("payment");
    }

    private JsonNode list() {
        return api.get("/payments", buyer.token()).data().get("payments");
    }

    private JsonNode account() {
        return api.get("/users/me", buyer.token()).data().get("user");
    }

    private static String authority(JsonNode payment) {
        String url = payment.get("redirectUrl").asText();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static Answer callback(String authority, String status) {
        return api.send(api.request("/payments/zarinpal/callback?Authority=" + authority + "&Status=" + status));
    }

    private static Answer webhook(byte[] event, String signature) {
        HttpRequest.Builder request = api.request("/webhooks/stripe").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(event));
        return api.send(signature.isEmpty() ? request : request.header("Stripe-Signature", signature));
    }

    /** As if the time of its next sweep had come. */
    private static void makeDue(JsonNode payment) {
        try (MongoClient client = MongoClients.create(nero.settings().get("MONGODB_URI"))) {
            RunningNero.database(nero, client).getCollection("payments")
                    .updateOne(eq(new ObjectId(payment.get("id").asText())), set("sweepAt", new Date(0)));
        }
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}
