package app.nero.infrastructure.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.domain.Id;
import app.nero.domain.session.Identity;
import app.nero.domain.user.User;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JwtVerifierTest {

    private static final KeyPair OURS = keyPair();
    private static final KeyPair OLDER = keyPair();
    private static final KeyPair FOREIGN = keyPair();
    private static final TokenRules RULES = new TokenRules("nero", "nero-api");
    private static final Duration TTL = Duration.ofMinutes(15);

    private final MutableClock clock = MutableClock.atNoon();
    private final User user = Some.user(clock.instant());
    private final Id sessionId = Some.id();
    private final JwtVerifier verifier = new JwtVerifier(List.of(publicKey(OURS), publicKey(OLDER)), RULES, clock);

    @Test
    void knowsWhoHoldsAToken() {
        Optional<Identity> identity = verifier.verify(token(OURS));

        assertEquals(Optional.of(new Identity(user.id(), sessionId, user.role(),
                Instant.ofEpochSecond(clock.instant().plus(TTL).getEpochSecond()))), identity);
    }

    @Test
    void knowsTokensOfTheOldKeyWhileKeysRotate() {
        assertTrue(verifier.verify(token(OLDER)).isPresent());
    }

    @Test
    void refusesATokenThatExpired() {
        String token = token(OURS);
        clock.advance(TTL.plusSeconds(30));

        assertEquals(Optional.empty(), verifier.verify(token));
    }

    @Test
    void refusesATokenOfTheFuture() {
        String token = token(OURS);
        clock.advance(Duration.ofSeconds(-31));

        assertEquals(Optional.empty(), verifier.verify(token));
    }

    @Test
    void signsWithTheKeyThatItNames() {
        String header = decode(token(OURS).split("\\.")[0]);

        assertTrue(header.contains("\"kid\":\"" + kid(OURS) + "\""), header);
        assertTrue(header.contains("\"typ\":\"at+jwt\""), header);
    }

    static Stream<Arguments> forgeries() {
        String header = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"" + kid(OURS) + "\"}";
        Map<String, UnaryOperator<String>> headers = Map.ofEntries(
                Map.entry("none", h -> h.replace("RS256", "none")),
                Map.entry("None", h -> h.replace("RS256", "None")),
                Map.entry("RS512", h -> h.replace("RS256", "RS512")),
                Map.entry("no typ", h -> h.replace("\"typ\":\"at+jwt\",", "")),
                Map.entry("another typ", h -> h.replace("at+jwt", "JWT")),
                Map.entry("no kid", h -> h.replaceAll(",\"kid\":\"[^\"]*\"", "")),
                Map.entry("kid of nobody", h -> h.replace(kid(OURS), "nobody")),
                Map.entry("kid a number", h -> h.replaceAll("\"kid\":\"[^\"]*\"", "\"kid\":1")),
                Map.entry("kid null", h -> h.replaceAll("\"kid\":\"[^\"]*\"", "\"kid\":null")),
                Map.entry("kid a path", h -> h.replace(kid(OURS), "../../dev/null")),
                Map.entry("jku", h -> h.replace("{", "{\"jku\":\"http://127.0.0.1:1/keys\",")),
                Map.entry("x5u", h -> h.replace("{", "{\"x5u\":\"http://127.0.0.1:1/cert\",")),
                Map.entry("jwk", h -> h.replace("{", "{\"jwk\":{\"kty\":\"RSA\"},")),
                Map.entry("crit", h -> h.replace("{", "{\"crit\":[\"exp\"],")),
                Map.entry("alg twice", h -> h.replace("{", "{\"alg\":\"none\",")),
                Map.entry("header no object", _ -> "[]"), //
                Map.entry("header with a tail", h -> h + "{}"));
        Map<String, UnaryOperator<String>> claims = Map.ofEntries(
                Map.entry("another iss", c -> c.replace("\"nero\"", "\"evil\"")),
                Map.entry("no iss", c -> c.replace("\"iss\":\"nero\",", "")),
                Map.entry("another aud", c -> c.replace("nero-api", "other-api")),
                Map.entry("no aud", c -> c.replace("\"aud\":\"nero-api\",", "")),
                Map.entry("no exp", c -> c.replaceAll(",\"exp\":[0-9]+", "")),
                Map.entry("exp a string", c -> c.replaceAll("\"exp\":([0-9]+)", "\"exp\":\"$1\"")),
                Map.entry("exp null", c -> c.replaceAll("\"exp\":[0-9]+", "\"exp\":null")),
                Map.entry("exp past", c -> c.replaceAll("\"exp\":[0-9]+", "\"exp\":1")),
                Map.entry("nbf ahead", c -> c.replace("{", "{\"nbf\":99999999999,")),
                Map.entry("no sub", c -> c.replaceAll("\"sub\":\"[^\"]*\",", "")),
                Map.entry("sub no id", c -> c.replaceAll("\"sub\":\"[^\"]*\"", "\"sub\":\"admin\"")),
                Map.entry("no sid", c -> c.replaceAll("\"sid\":\"[^\"]*\",", "")),
                Map.entry("no role", c -> c.replaceAll("\"role\":\"[^\"]*\",", "")),
                Map.entry("role unknown", c -> c.replaceAll("\"role\":\"[^\"]*\"", "\"role\":\"root\"")),
                Map.entry("sub twice", c -> c.replaceAll("(\"sub\":\"[^\"]*\")", "$1,$1")),
                Map.entry("no claims", _ -> "{}"), //
                Map.entry("claims no object", _ -> "\"x\""));
        return Stream.concat(
                headers.entrySet().stream()
                        .map(e -> Arguments.of(e.getKey(), e.getValue().apply(header), UnaryOperator.identity())),
                claims.entrySet().stream().map(e -> Arguments.of(e.getKey(), header, e.getValue())));
    }

    /** Each is signed by our own key, so that nothing but the named thing is wrong with it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void refuses(String what, String header, UnaryOperator<String> claims) {
        String forged = signed(header, claims.apply(claims()), OURS);

        assertEquals(Optional.empty(), verifier.verify(forged), what);
    }

    @Test
    void takesWhatTheForgeriesAreMadeOf() {
        String header = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"" + kid(OURS) + "\"}";

        assertTrue(verifier.verify(signed(header, claims(), OURS)).isPresent());
    }

    @Test
    void refusesASignatureOfAnotherKey() {
        String header = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"" + kid(OURS) + "\"}";

        assertEquals(Optional.empty(), verifier.verify(signed(header, claims(), FOREIGN)));
        assertEquals(Optional.empty(), verifier.verify(token(FOREIGN)));
    }

    @Test
    void refusesHs256UnderThePublicKey() throws Exception {
        String header = "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"" + kid(OURS) + "\"}";
        String input = encode(header) + "." + encode(claims());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(OURS.getPublic().getEncoded(), "HmacSHA256"));
        byte[] hash = mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));

        assertEquals(Optional.empty(),
                verifier.verify(input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(hash)));
    }

    @Test
    void refusesATokenWhoseSignatureWasTouched() {
        String token = token(OURS);
        String unsigned = token.substring(0, token.lastIndexOf('.'));
        String zeros = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[256]);

        for (String forged : List.of(unsigned, unsigned + ".", unsigned + "." + zeros, unsigned + ".AA",
                token.substring(0, token.length() - 4), token + "A", token + ".A", token.replace('.', ':'), "",
                "..", "a.b.c", " " + token, token + "\n", "x".repeat(1_000_000), token + "A".repeat(1_000_000))) {
            assertEquals(Optional.empty(), verifier.verify(forged));
        }
    }

    private String token(KeyPair keys) {
        return new JwtAccessTokens((RSAPrivateCrtKey) keys.getPrivate(), RULES, TTL, new SecureRandom())
                .issue(user, sessionId, clock.instant()).value();
    }

    private String claims() {
        return "{\"iss\":\"nero\",\"aud\":\"nero-api\",\"sub\":\"" + user.id() + "\",\"sid\":\"" + sessionId
                + "\",\"role\":\"user\",\"iat\":" + clock.instant().getEpochSecond() + ",\"exp\":"
                + clock.instant().plus(TTL).getEpochSecond() + ",\"jti\":\"" + Some.id() + "\"}";
    }

    private static String signed(String header, String claims, KeyPair keys) {
        try {
            String input = encode(header) + "." + encode(claims);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String kid(KeyPair keys) {
        return RsaKeys.kid(publicKey(keys).getModulus(), publicKey(keys).getPublicExponent());
    }

    private static RSAPublicKey publicKey(KeyPair keys) {
        return (RSAPublicKey) keys.getPublic();
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
