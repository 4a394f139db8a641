package app.nero.session.jwt;

import app.nero.account.User;
import app.nero.kernel.Id;
import app.nero.session.AccessToken;
import app.nero.session.AccessTokens;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Issues access tokens as JWTs signed with RS256. */
public final class JwtAccessTokens implements AccessTokens {

    private final RSAPrivateCrtKey key;
    private final String kid;
    private final TokenRules rules;
    private final Duration lifetime;
    private final SecureRandom random;

    public JwtAccessTokens(RSAPrivateCrtKey key, TokenRules rules, Duration lifetime, SecureRandom random) {
        this.key = key;
        this.kid = RsaKeys.kid(key.getModulus(), key.getPublicExponent());
        this.rules = rules;
        this.lifetime = lifetime;
        this.random = random;
    }

    @Override
    public AccessToken issue(User user, Id sessionId, Instant now) {
        String jwt = JWT.create()
                .withHeader(Map.of("typ", TokenRules.TYPE))
                .withKeyId(kid)
                .withIssuer(rules.issuer())
                .withAudience(rules.audience())
                .withSubject(user.id().value())
                .withClaim(TokenRules.SESSION, sessionId.value())
                .withClaim(TokenRules.ROLE, user.role().text())
                .withIssuedAt(now)
                .withExpiresAt(now.plus(lifetime))
                .withJWTId(Id.random(random, now).value())
                .sign(Algorithm.RSA256(null, key));
        return new AccessToken(jwt, lifetime);
    }
}
