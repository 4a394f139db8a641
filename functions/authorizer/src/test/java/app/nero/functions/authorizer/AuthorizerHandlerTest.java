package app.nero.functions.authorizer;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.User;
import app.nero.kernel.Id;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.session.jwt.JwtAccessTokens;
import app.nero.session.jwt.RsaKeys;
import app.nero.session.jwt.TokenRules;
import app.nero.testing.Output;
import app.nero.testing.Some;
import app.nero.testing.TestContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizerHandlerTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String METHOD_ARN = "arn:aws:execute-api:eu-central-1:123456789012:abc123/api/GET/v1/users/me";
    private static final KeyPair KEYS = RsaKeys.pair();

    private final Instant now = Instant.now();
    private final User user = Some.user(now);
    private final Id sessionId = Some.id();
    private final String token = new JwtAccessTokens((RSAPrivateCrtKey) KEYS.getPrivate(),
            new TokenRules("nero", "nero-api"), Duration.ofMinutes(15), new SecureRandom())
            .issue(user, sessionId, now).value();
    private final AuthorizerHandler handler = new AuthorizerHandler(
            new Wiring(new Settings(Map.of("NERO_JWT_PUBLIC_KEYS",
                    Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded())))));

    @Test
    void allowsTheWholeStageForAToken() throws IOException {
        JsonNode policy = authorize("Bearer " + token);

        assertEquals(MAPPER.readTree("""
            {"Version":"2012-10-17","Statement":[{"Action":"execute-api:Invoke","Effect":"Allow",
             "Resource":"arn:aws:execute-api:eu-central-1:123456789012:abc123/api/*"}]}"""),
                policy.get("policyDocument"));
    }

    @Test
    void passesOnTheIdentity() throws IOException {
        JsonNode context = authorize("Bearer " + token).get("context");

        assertEquals(user.id().value(), context.get("userId").asText());
        assertEquals(sessionId.value(), context.get("sessionId").asText());
        assertEquals("user", context.get("role").asText());
        assertEquals(Long.toString(now.plusSeconds(900).getEpochSecond()), context.get("expiresAt").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer a.b.c", "bearer a.b.c", "bearerTOKEN", "Basic TOKEN", "TOKEN",
            "Bearer  TOKEN", "Bearer TOKEN ", "Bearer TOKEN, Bearer TOKEN"})
    void deniesTheWholeStageForInvalidTokens(String header) throws IOException {
        assertDenied(authorize(header.replace("TOKEN", token)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer ", "BEARER ", "bEaReR "})
    void ignoresTheCaseOfTheScheme(String scheme) throws IOException {
        assertEquals(user.id().value(), authorize(scheme + token).at("/context/userId").asText());
    }

    /** Events of type REQUEST have no {@code authorizationToken}. */
    @Test
    void deniesEventsOfAnotherType() throws IOException {
        assertDenied(answer(Map.of("type", "REQUEST", "methodArn", METHOD_ARN, "multiValueHeaders",
                Map.of("Authorization", List.of("Bearer " + token)))));
    }

    @Test
    void throwsFailedWithoutDetailsForAMalformedEvent() {
        Exception failure = assertThrows(RuntimeException.class,
                () -> answer(Map.of("type", "TOKEN", "authorizationToken", "Bearer " + token, "methodArn", "none")));

        assertEquals("Failed", failure.getMessage());
        assertNull(failure.getCause());
    }

    @Test
    void logsRefusalsAndFailuresWithTheRequestAndWithoutTheToken() {
        String refused = Output.of(() -> assertDoesNotThrow(() -> authorize("Bearer a.b.c")));
        String failed = Output.of(() -> assertThrows(RuntimeException.class,
                () -> answer(Map.of("type", "TOKEN", "authorizationToken", "Bearer " + token, "methodArn", "none"))));

        assertTrue(refused.contains("\"event\":\"TokenRefused\",\"requestId\":\"a-lambda-request-id\""), refused);
        assertTrue(failed.contains("\"event\":\"AuthorizerFailed\""), failed);
        assertTrue(failed.contains("\"requestId\":\"a-lambda-request-id\""), failed);
        assertFalse(refused.contains("a.b.c") || failed.contains(token), refused + failed);
    }

    private static void assertDenied(JsonNode answer) throws IOException {
        assertEquals(MAPPER.readTree("""
            {"principalId":"refused","policyDocument":{"Version":"2012-10-17","Statement":[
             {"Action":"execute-api:Invoke","Effect":"Deny",
              "Resource":"arn:aws:execute-api:eu-central-1:123456789012:abc123/api/*"}]}}"""), answer);
    }

    private JsonNode authorize(String header) throws IOException {
        return answer(Map.of("type", "TOKEN", "authorizationToken", header, "methodArn", METHOD_ARN));
    }

    private JsonNode answer(Map<String, Object> members) throws IOException {
        String event = MAPPER.writeValueAsString(members);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer,
                new TestContext());
        return MAPPER.readTree(answer.toByteArray());
    }
}
