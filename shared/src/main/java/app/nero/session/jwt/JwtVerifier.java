package app.nero.session.jwt;

import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.kernel.Role;
import app.nero.session.AccessTokenVerifier;
import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Verifies access tokens that {@link JwtAccessTokens} issued and rejects all others (RFC 8725). Accepts only one algorithm, the
 * configured keys, and no header that could name another key. Opens no connection.
 */
public final class JwtVerifier implements AccessTokenVerifier {

    /** Issued tokens have about 700 characters. Longer input is rejected without parsing. */
    private static final int MAX_LENGTH = 2_048;

    /** Tolerated difference between the clocks of issuer and verifier. */
    private static final Duration LEEWAY = Duration.ofSeconds(10);

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]+");
    private static final Set<String> HEADERS = Set.of("alg", "typ", "kid");
    private static final JsonFactory STRICT = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** By {@code kid}. */
    private final Map<String, JWTVerifier> verifiers;

    /** @param keys the keys that verify; during a rotation, the new and the old ones */
    public JwtVerifier(List<RSAPublicKey> keys, TokenRules rules, Clock clock) {
        verifiers = keys.stream()
                .collect(Collectors.toMap(RsaKeys::kid, key -> verifier(key, rules, clock), (one, _) -> one));
    }

    private static JWTVerifier verifier(RSAPublicKey key, TokenRules rules, Clock clock) {
        var verification = (JWTVerifier.BaseVerification) JWT.require(Algorithm.RSA256(key, null))
                .withIssuer(rules.issuer())
                .withAudience(rules.audience())
                .withClaimPresence("exp")
                .withClaimPresence("iat")
                .acceptLeeway(LEEWAY.toSeconds());
        return verification.build(clock);
    }

    @Override
    public Optional<Identity> verify(String token) {
        var parts = FORM.matcher(token);
        if (token.length() > MAX_LENGTH || !parts.matches()) {
            return Optional.empty();
        }
        try {
            if (!HEADERS.equals(names(parts.group(1))) || names(parts.group(2)).isEmpty()) {
                return Optional.empty();
            }
            DecodedJWT jwt = JWT.decode(token);
            JWTVerifier verifier = verifiers.get(jwt.getKeyId());
            return verifier != null && verifier.verify(jwt).getType().equals(TokenRules.TYPE)
                    ? identity(jwt)
                    : Optional.empty();
        } catch (JWTVerificationException | IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Identity> identity(DecodedJWT jwt) {
        String role = Optional.ofNullable(jwt.getClaim(TokenRules.ROLE).asString()).orElse("");
        Optional<Id> userId = Optional.ofNullable(jwt.getSubject()).flatMap(Id::parse);
        Optional<Id> sessionId = Optional.ofNullable(jwt.getClaim(TokenRules.SESSION).asString()).flatMap(Id::parse);
        Instant expiresAt = jwt.getExpiresAtAsInstant();
        if (userId.isEmpty() || sessionId.isEmpty() || expiresAt == null) {
            return Optional.empty();
        }
        return Optional.of(new Identity(userId.get(), sessionId.get(), Role.of(role), expiresAt));
    }

    /** Returns the member names of a base64url JSON object. Duplicates fail: two parsers could read two values. */
    private static Set<String> names(String base64Url) throws IOException {
        Set<String> names = new HashSet<>();
        try (JsonParser parser = STRICT.createParser(Base64.getUrlDecoder().decode(base64Url))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                names.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw new IOException("more than an object");
            }
        }
        return names;
    }
}
