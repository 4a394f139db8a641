package app.nero.tests.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.RunningNero;
import app.nero.testing.Some;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in over HTTP, with the gateway, authorizer, handlers, driver and database that {@code bin/start} uses. */
@Tag("mongodb")
class SignInTest {

    private static LocalNero nero;
    private static ApiClient api;

    @BeforeAll
    static void start() {
        nero = RunningNero.start(Map.of());
        api = new ApiClient(nero);
    }

    @AfterAll
    static void stop() {
        nero.close();
    }

    @Test
    void signsInAndUpdatesTheProfile() {
        String phone = ApiClient.newPhone();

        Answer sent = api.sendCode(phone);
        Answer verified = api.verifyCode(phone, api.lastCode(phone));
        String token = verified.data().get("accessToken").asText();
        Answer changed = api.patch("/users/profile", token, "{\"name\":\"سارا\",\"email\":\"sara@nero.example\"}");
        Answer me = api.get("/users/me", token);
        Answer profile = api.get("/users/profile", token);

        assertEquals(200, sent.status());
        assertEquals("{\"status\":\"success\",\"message\":\"Verification code sent successfully\","
                + "\"data\":{\"expiresIn\":300,\"resendIn\":60}}", sent.response().body());
        JsonNode user = verified.data().get("user");
        assertTrue(verified.data().get("isNewUser").asBoolean());
        assertEquals(phone, user.get("phoneNumber").asText());
        assertEquals(3, user.get("stars").asInt());
        assertEquals("free", user.get("subscription").asText());
        assertTrue(user.get("name").isNull());
        assertEquals(900, verified.data().get("expiresIn").asInt());
        assertEquals("سارا", changed.data().get("user").get("name").asText());
        assertEquals(changed.data(), me.data());
        assertEquals(me.data().get("user"), profile.data().get("user"));
        assertEquals(0, profile.data().get("stats").get("characterCount").asInt());
    }

    @Test
    void recognizesAReturningUser() {
        LocalNero lenient = RunningNero.start(Map.of("NERO_SENDS_PER_PHONE", "100/PT1M"));
        try (lenient) {
            ApiClient client = new ApiClient(lenient);
            String phone = ApiClient.newPhone();
            client.signIn(phone);
            client.sendCode(phone);

            Answer second = client.verifyCode(phone, client.lastCode(phone));

            assertEquals(200, second.status());
            assertFalse(second.data().get("isNewUser").asBoolean());
        }
    }

    @Test
    void returnsTheSameErrorForAWrongCodeAndNoCode() {
        String withCode = ApiClient.newPhone();
        api.sendCode(withCode);

        Answer wrong = api.verifyCode(withCode, ApiClient.wrong(api.lastCode(withCode)));
        Answer noCode = api.verifyCode(ApiClient.newPhone(), "012345");

        assertEquals(401, wrong.status());
        assertEquals("WRONG_CODE", wrong.code());
        assertEquals(withoutRequestId(noCode), withoutRequestId(wrong));
        assertEquals(19, wrong.json().get("attemptsLeft").asInt());
    }

    @Test
    void requiresAPauseBetweenTwoCodes() {
        String phone = ApiClient.newPhone();
        api.sendCode(phone);

        Answer second = api.sendCode(phone);

        assertEquals(429, second.status());
        assertEquals("RESEND_TOO_SOON", second.code());
        int wait = Integer.parseInt(second.header("Retry-After"));
        assertTrue(wait > 0 && wait <= 60, second.header("Retry-After"));
    }

    @Test
    void countsSendsBySocketAddressAndIgnoresForwardingHeaders() {
        LocalNero strict = RunningNero.start(Map.of("NERO_SENDS_PER_IP", "1/PT1H"));
        try (strict) {
            ApiClient client = new ApiClient(strict);
            client.sendCode(ApiClient.newPhone());

            Answer second = client.send(client.request("/auth/send-code").header("Content-Type", "application/json")
                    .header("X-Forwarded-For", "198.51.100.7").POST(
                            BodyPublishers.ofString("{\"phoneNumber\":\"" + ApiClient.newPhone() + "\"}")));

            assertEquals("RATE_LIMITED", second.code());
        }
    }

    @Test
    void browsingAndSigningInDoNotBlockEachOther() {
        LocalNero limited = RunningNero
                .start(Map.of("NERO_RATE_LIMIT", "20/PT15M", "NERO_READ_RATE_LIMIT", "90/PT15M"));
        try (limited) {
            ApiClient newcomer = new ApiClient(limited);
            for (int i = 0; i < 30; i++) {
                assertEquals(404, newcomer.send(newcomer.request("/templates/" + Some.id())).status());
                assertEquals(200, newcomer.send(newcomer.request("/templates?search=neon")).status());
            }

            assertFalse(newcomer.signIn(ApiClient.newPhone()).isEmpty());
            for (int i = 0; i < 20; i++) {
                newcomer.verifyCode(ApiClient.newPhone(), "000000");
            }
            assertEquals("RATE_LIMITED", newcomer.verifyCode(ApiClient.newPhone(), "000000").code());
            assertEquals(200, newcomer.send(newcomer.request("/templates")).status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users/me", "/users/profile"})
    void requiresAnAccessToken(String path) {
        String token = api.signIn(ApiClient.newPhone());

        for (String header : List.of("", "Bearer", "Bearer x", "Basic eDp5", token, "Bearer" + token,
                "Bearer " + token + "x", "Bearer " + token.substring(0, token.length() - 9))) {
            var request = api.request(path);
            Answer answer = api.send(header.isEmpty() ? request : request.header("Authorization", header));

            assertEquals(401, answer.status(), "Header of " + header.length() + " characters");
            assertEquals("UNAUTHORIZED", answer.code());
            assertEquals("Bearer", answer.header("WWW-Authenticate"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users/me", "/templates"})
    void ignoresTheCaseOfTheAuthorizationScheme(String path) {
        String token = api.signIn(ApiClient.newPhone());

        for (String scheme : List.of("bearer ", "BEARER ", "Bearer ")) {
            Answer answer = api.send(api.request(path).header("Authorization", scheme + token));

            assertEquals(200, answer.status(), scheme);
            assertEquals("no-store", answer.header("Cache-Control"), "The caller counts as a guest.");
        }
    }

    @Test
    void refusesARefreshTokenAsAccessToken() {
        String phone = ApiClient.newPhone();
        api.sendCode(phone);
        String refreshToken = api.verifyCode(phone, api.lastCode(phone)).data().get("refreshToken").asText();

        assertEquals(401, api.get("/users/me", refreshToken).status());
    }

    @Test
    void acceptsOneTokenOnAllRoutes() {
        String token = api.signIn(ApiClient.newPhone());

        assertEquals(200, api.get("/users/me", token).status());
        assertEquals(200, api.get("/users/profile", token).status());
        assertEquals(200, api.patch("/users/profile", token, "{}").status());
    }

    @Test
    void identifiesTheCallerOnlyByTheToken() {
        String token = api.signIn(ApiClient.newPhone());
        String other = api.signIn(ApiClient.newPhone());
        String otherId = api.get("/users/me", other).data().get("user").get("id").asText();

        Answer answer = api.send(api.request("/users/me?userId=" + otherId).header("Authorization", "Bearer " + token)
                .header("X-User-Id", otherId).header("userId", otherId));

        assertNotEquals(otherId, answer.data().get("user").get("id").asText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"phoneNumber\":{\"$gt\":\"\"}} | application/json | 400 | VALIDATION",
            "{\"phoneNumber\":\"+98912 | application/json | 400 | VALIDATION",
            "[] | application/json | 400 | VALIDATION", "`` | application/json | 400 | VALIDATION",
            "{\"phoneNumber\":\"\\ud800\"} | application/json | 400 | VALIDATION",
            "{\"phoneNumber\":\"a\",\"phoneNumber\":\"b\"} | application/json | 400 | VALIDATION",
            "{} | text/plain | 415 | UNSUPPORTED_MEDIA_TYPE",
            "{} | application/json; charset=latin1 | 415 | UNSUPPORTED_MEDIA_TYPE",
            "{\"phoneNumber\":\"+19002345678\"} | application/json | 403 | COUNTRY_NOT_SERVED"})
    void returnsTheDocumentedErrorForABadRequest(String body, String contentType, int status, String code) {
        Answer answer = api.send(api.request("/auth/send-code").header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body)));

        assertEquals(status, answer.status());
        assertEquals(code, answer.code());
        assertEquals(answer.header("X-Request-Id"), answer.json().get("requestId").asText());
    }

    @Test
    void refusesDeepAndLargeBodies() {
        String deep = "{\"phoneNumber\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        String large = "{\"phoneNumber\":\"" + "1".repeat(65_536) + "\"}";

        assertEquals(400, api.post("/auth/send-code", deep).status());
        assertEquals("PAYLOAD_TOO_LARGE", api.post("/auth/send-code", large).code());
        assertEquals("PAYLOAD_TOO_LARGE", api.post("/auth/send-code", "x".repeat(11 * 1024 * 1024)).code());
    }

    @ParameterizedTest
    @CsvSource({"GET, /nothing", "GET, /auth/send-code", "DELETE, /users/profile", "POST, /users/me", "HEAD, /health",
            "GET, /users/me/", "GET, /users%2Fme", "GET, /../api/v1/health"})
    void returns404IfThereIsNoRoute(String method, String path) {
        Answer answer = api.send(api.request(path).method(method, BodyPublishers.noBody()));

        assertEquals(404, answer.status());
        assertTrue(method.equals("HEAD") || answer.code().equals("NOT_FOUND"));
    }

    @Test
    void sendsSecurityHeadersWithEveryResponse() {
        String token = api.signIn(ApiClient.newPhone());

        for (Answer answer : List.of(api.get("/health", token), api.get("/nothing", token), api.get("/users/me", "x"),
                api.post("/auth/send-code", "{}"))) {
            assertEquals(nero.url(), answer.header("Access-Control-Allow-Origin"));
            assertEquals("nosniff", answer.header("X-Content-Type-Options"));
            assertEquals("default-src 'none'; frame-ancestors 'none'", answer.header("Content-Security-Policy"));
            assertEquals("no-referrer", answer.header("Referrer-Policy"));
            assertEquals("no-store", answer.header("Cache-Control"));
            assertFalse(answer.header("Strict-Transport-Security").isEmpty());
            assertFalse(answer.header("Cross-Origin-Resource-Policy").isEmpty());
            assertFalse(answer.header("X-Request-Id").isEmpty());
            assertTrue(answer.header("Content-Type").startsWith("application/json"));
        }
    }

    @Test
    void allowsTheWebAppsOrigin() {
        Answer preflight = api.send(api.request("/users/profile").header("Origin", nero.url())
                .header("Access-Control-Request-Method", "PATCH").method("OPTIONS", BodyPublishers.noBody()));

        assertEquals(200, preflight.status());
        assertEquals(nero.url(), preflight.header("Access-Control-Allow-Origin"));
        assertTrue(preflight.header("Access-Control-Allow-Methods").contains("PATCH"));
        assertTrue(preflight.header("Access-Control-Allow-Headers").contains("Authorization"));
    }

    private static String withoutRequestId(Answer answer) {
        return answer.response().body().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }
}
