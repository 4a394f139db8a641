package app.nero.session.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.User;
import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JwtVerifierTest {

    private static final KeyPair CURRENT = BadTokens.keyPair("RSA");
    private static final KeyPair OLDER = BadTokens.keyPair("RSA");
    private static final TokenRules RULES = new TokenRules("nero", "nero-api");
    private static final Duration TTL = Duration.ofMinutes(15);

    private final MutableClock clock = MutableClock.atNoon();
    private final User user = Some.user(clock.instant());
    private final Id sessionId = Some.id();
    private final JwtVerifier verifier = new JwtVerifier(List.of(publicKey(CURRENT), publicKey(OLDER)), RULES, clock);

    @Test
    void returnsTheIdentityInAToken() {
        Optional<Identity> identity = verifier.verify(token(CURRENT));

        assertEquals(Optional.of(new Identity(user.id(), sessionId, user.role(),
                Instant.ofEpochSecond(clock.instant().plus(TTL).getEpochSecond()))), identity);
    }

    @Test
    void acceptsTheOldKeyDuringARotation() {
        assertTrue(verifier.verify(token(OLDER)).isPresent());
    }

    @Test
    void acceptsAKeyThatIsListedTwice() {
        JwtVerifier twice = new JwtVerifier(List.of(publicKey(CURRENT), publicKey(CURRENT)), RULES, clock);

        assertTrue(twice.verify(token(CURRENT)).isPresent());
    }

    @Test
    void rejectsAKeyThatIsNotListed() {
        JwtVerifier rotated = new JwtVerifier(List.of(publicKey(CURRENT)), RULES, clock);

        assertEquals(Optional.empty(), rotated.verify(token(OLDER)));
    }

    @Test
    void rejectsAnExpiredToken() {
        String token = token(CURRENT);
        clock.advance(TTL.plusSeconds(30));

        assertEquals(Optional.empty(), verifier.verify(token));
    }

    @Test
    void signsWithTheKeyThatItNames() {
        String header = new String(Base64.getUrlDecoder().decode(token(CURRENT).split("\\.")[0]),
                StandardCharsets.UTF_8);

        assertTrue(header.contains("\"kid\":\""
                + RsaKeys.kid(publicKey(CURRENT)) + "\""), header);
        assertTrue(header.contains("\"typ\":\"at+jwt\""), header);
    }

    static Stream<Arguments> badTokens() {
        return BadTokens.of(CURRENT, "http://127.0.0.1:1/", MutableClock.atNoon().instant()).entrySet().stream()
                .map(bad -> Arguments.of(bad.getKey(), bad.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void refuses(String what, String token) {
        assertEquals(Optional.empty(), verifier.verify(token), what);
    }

    @Test
    void acceptsTheTokenThatBadTokensAreDerivedFrom() {
        assertTrue(verifier.verify(BadTokens.good(CURRENT, clock.instant())).isPresent());
    }

    private String token(KeyPair keys) {
        return new JwtAccessTokens((RSAPrivateCrtKey) keys.getPrivate(), RULES, TTL, new SecureRandom())
                .issue(user, sessionId, clock.instant()).value();
    }

    private static RSAPublicKey publicKey(KeyPair keys) {
        return (RSAPublicKey) keys.getPublic();
    }
}
