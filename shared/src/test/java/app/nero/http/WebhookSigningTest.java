package app.nero.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.http.WebhookSigning.Verdict;
import app.nero.testing.MutableClock;
import app.nero.testing.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSigningTest {

    /** The example of the Standard Webhooks libraries. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant SIGNED_AT = Instant.ofEpochSecond(1_614_265_330);
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static final String OTHER_SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final MutableClock clock = new MutableClock(SIGNED_AT);
    private final WebhookSigning signing = signing(SECRET);
    private final Map<String, List<String>> headers = new HashMap<>(Map.of("webhook-id", List.of(ID),
            "webhook-timestamp", List.of("1614265330"), "webhook-signature", List.of(SIGNATURE)));

    @Test
    void verifiesAndSignsTheExampleOfTheStandard() {
        assertEquals(Verdict.VALID, verify(BODY));
        assertEquals(SIGNATURE, WebhookSigning.sign(Webhooks.key(SECRET), ID, SIGNED_AT, BODY.getBytes(UTF_8)));
    }

    @Test
    void acceptsOneOfSeveralSignaturesWithTheRightVersion() {
        String right = SIGNATURE;

        for (String signatures : List.of("v1,AAAA " + right, right + " v1,AAAA", "v2,AAAA  " + right, right + " ")) {
            headers.put("webhook-signature", List.of(signatures));
            assertEquals(Verdict.VALID, verify(BODY), signatures);
        }
        for (String signatures : List.of("", " ", "v1", "v1,", "v1,AAAA", right.substring(3), "v2" + right.substring(2),
                "v1a" + right.substring(2), right + "=", right.substring(0, right.length() - 1), right + "," + right,
                right.replace('+', '-').replace('/', '_'))) {
            headers.put("webhook-signature", List.of(signatures));
            assertEquals(Verdict.WRONG, verify(BODY), signatures);
        }
    }

    @Test
    void acceptsAllKeysDuringARotation() {
        assertEquals(Verdict.VALID, signing(OTHER_SECRET, SECRET).verify(request(BODY)));
        assertEquals(Verdict.VALID, signing(SECRET, OTHER_SECRET).verify(request(BODY)));
        assertEquals(Verdict.WRONG, signing(OTHER_SECRET).verify(request(BODY)));
        assertThrows(IllegalArgumentException.class, () -> signing());
    }

    @ParameterizedTest
    @CsvSource({"-300, VALID", "0, VALID", "300, VALID", "-301, STALE", "301, STALE", "86400, STALE"})
    void allowsFiveMinutesInBothDirections(long seconds, Verdict verdict) {
        clock.advance(Duration.ofSeconds(seconds));

        assertEquals(verdict, verify(BODY));
    }

    @Test
    void refusesWhatWasNotSigned() {
        for (String body : List.of("", "{}", BODY + " ", BODY.replace(" ", ""), BODY.replace("2432232314", "2.4e9"),
                "\uFEFF" + BODY)) {
            assertEquals(Verdict.WRONG, verify(body), body);
        }
        headers.put("webhook-id", List.of(ID + "x"));
        assertEquals(Verdict.WRONG, verify(BODY));
        headers.put("webhook-id", List.of(ID));
        headers.put("webhook-timestamp", List.of("1614265331"));
        assertEquals(Verdict.WRONG, verify(BODY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void requiresEachHeaderOnce(String header) {
        String value = headers.get(header).getFirst();

        headers.put(header, List.of(value, value));
        assertEquals(Verdict.MISSING, verify(BODY));
        headers.remove(header);
        assertEquals(Verdict.MISSING, verify(BODY));
    }

    @Test
    void refusesMalformedIdsAndTimes() {
        for (String seconds : List.of("", " 1614265330", "-1614265330", "+1614265330", "1614265330.0", "1.6e9",
                "0x6037bd32", "9999999999999", "١٦١٤٢٦٥٣٣٠", "2021-02-25T15:02:10Z")) {
            headers.put("webhook-timestamp", List.of(seconds));
            assertEquals(Verdict.MISSING, verify(BODY), seconds);
        }
    }

    /** Otherwise a part of the id could be taken for the time. */
    @Test
    void refusesAnIdWithADot() {
        Instant later = SIGNED_AT.plusSeconds(60);
        byte[] body = (SIGNED_AT.getEpochSecond() + "." + BODY).getBytes(UTF_8);
        String id = ID + "." + later.getEpochSecond();
        assertEquals(WebhookSigning.sign(Webhooks.key(SECRET), id, SIGNED_AT, BODY.getBytes(UTF_8)),
                WebhookSigning.sign(Webhooks.key(SECRET), ID, later, body));

        headers.put("webhook-id", List.of(id));
        headers.put("webhook-signature",
                List.of(WebhookSigning.sign(Webhooks.key(SECRET), id, SIGNED_AT, BODY.getBytes(UTF_8))));

        assertEquals(Verdict.MISSING, verify(BODY));
    }

    private WebhookSigning signing(String... secrets) {
        return new WebhookSigning(List.of(secrets).stream().map(Webhooks::key).toList(), clock);
    }

    private Verdict verify(String body) {
        return signing.verify(request(body));
    }

    private Request request(String body) {
        return new Request("POST", "/v1/webhooks", Map.of(), headers, Map.of(), Optional.empty(), "192.0.2.1",
                "a-request-id", body.getBytes(UTF_8));
    }
}
