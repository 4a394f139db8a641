package app.nero.functions.sessionauthorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.account.User;
import app.nero.kernel.Id;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.session.InMemorySessions;
import app.nero.session.RefreshToken;
import app.nero.session.Session;
import app.nero.session.Sessions;
import app.nero.session.jwt.JwtAccessTokens;
import app.nero.session.jwt.RsaKeys;
import app.nero.session.jwt.TokenRules;
import app.nero.testing.Faults;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.testing.TestContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What this authorizer checks beside the token itself; {@code AuthorizerHandlerTest} covers the token. */
class SessionAuthorizerHandlerTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final KeyPair KEYS = RsaKeys.pair();

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemorySessions sessions = new InMemorySessions();
    private final Faults faults = new Faults();
    private final SessionAuthorizerHandler handler = new SessionAuthorizerHandler(
            faults.in(Sessions.class, sessions),
            new Wiring(new Settings(Map.of("NERO_JWT_PUBLIC_KEYS",
                    Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded()))), clock, Optional.empty(),
                    Optional.empty()));
    private final User user = Some.user(clock.instant());
    private final Session session = Session.begin(Some.id(), user.id(), RefreshToken.random(new SecureRandom()), "",
            clock.instant(), clock.instant().plus(Duration.ofDays(30)));

    @Test
    void allowsATokenWhoseSessionIsActive() throws IOException {
        sessions.add(session);

        JsonNode policy = authorize(token(session.id()));

        assertEquals("Allow", policy.at("/policyDocument/Statement/0/Effect").asText());
        assertEquals(session.id().value(), policy.at("/context/sessionId").asText());
    }

    @Test
    void refusesATokenAfterItsSessionEnded() throws IOException {
        sessions.add(session);
        sessions.remove(user.id(), session.id());

        assertDenied(token(session.id()));
    }

    @Test
    void refusesATokenOfAnotherSession() throws IOException {
        sessions.add(session);

        assertDenied(token(Some.id()));
    }

    @Test
    void refusesATokenWithAnotherSignature() throws IOException {
        sessions.add(session);

        assertDenied(tokens(RsaKeys.pair()).issue(user, session.id(), clock.instant()).value());
    }

    @Test
    void refusesAllTokensWhileTheDatabaseIsDown() {
        sessions.add(session);
        faults.at(1, Faults.Kind.BEFORE);

        assertEquals("Failed", assertThrows(RuntimeException.class, () -> authorize(token(session.id()))).getMessage());
    }

    private void assertDenied(String token) throws IOException {
        JsonNode policy = authorize(token);

        assertEquals("Deny", policy.at("/policyDocument/Statement/0/Effect").asText());
        assertFalse(policy.has("context"));
    }

    private String token(Id sessionId) {
        return tokens(KEYS).issue(user, sessionId, clock.instant()).value();
    }

    private static JwtAccessTokens tokens(KeyPair keys) {
        return new JwtAccessTokens((RSAPrivateCrtKey) keys.getPrivate(), new TokenRules("nero", "nero-api"),
                Duration.ofMinutes(15), new SecureRandom());
    }

    private JsonNode authorize(String token) throws IOException {
        byte[] event = MAPPER.writeValueAsBytes(Map.of("type", "TOKEN", "authorizationToken", "Bearer " + token,
                "methodArn", "arn:aws:execute-api:eu-central-1:123456789012:abc123/api/GET/v1/users/me"));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event), answer, new TestContext());
        return MAPPER.readTree(answer.toByteArray());
    }
}
