package app.nero.session;

import app.nero.account.User;
import app.nero.account.Users;
import app.nero.kernel.Id;
import app.nero.session.Session.Rotation;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Renews a session and rotates its refresh token (RFC 9700, 4.14.2). During a grace period, the previous token returns the same
 * successor. Any other use of a replaced token indicates theft and ends the session.
 */
public final class RefreshSession {

    public sealed interface Result {

        record Refreshed(AccessToken accessToken, RefreshToken refreshToken) implements Result {}

        /** The token is unknown, expired or revoked. */
        record Invalid() implements Result {}

        /** The token was replaced earlier. Its session has been ended. */
        record Reused(Id userId, Id sessionId) implements Result {}
    }

    private final Sessions sessions;
    private final Users users;
    private final AccessTokens accessTokens;
    private final SessionRules rules;
    private final Clock clock;
    private final SecureRandom random;

    public RefreshSession(Sessions sessions, Users users, AccessTokens accessTokens, SessionRules rules, Clock clock,
            SecureRandom random) {
        this.sessions = sessions;
        this.users = users;
        this.accessTokens = accessTokens;
        this.rules = rules;
        this.clock = clock;
        this.random = random;
    }

    public Result refresh(RefreshToken token) {
        Instant now = clock.instant();
        RefreshToken next = token.next(random);
        return sessions.rotate(Rotation.of(token, next, now), next.hash(), rules.oldest(now), rules.expiry(now))
                .map(session -> renewed(session, next, now))
                .orElseGet(() -> notCurrent(token, now));
    }

    private Result notCurrent(RefreshToken token, Instant now) {
        Optional<Session> found = sessions.findByFamily(token.familyId());
        // A current token that could not be replaced belongs to an expired session.
        if (found.isEmpty() || found.get().tokenHash().equals(token.hash())) {
            return new Result.Invalid();
        }
        Session session = found.get();
        return session.rotation().filter(rotation -> rotation.previousHash().equals(token.hash()))
                .filter(rotation -> now.isBefore(rotation.rotatedAt().plus(rules.grace())))
                .map(rotation -> renewed(session, token.unseal(rotation.successor()), now))
                .orElseGet(() -> reused(session));
    }

    private Result renewed(Session session, RefreshToken refreshToken, Instant now) {
        Optional<User> user = users.find(session.userId());
        if (user.isEmpty()) {
            sessions.remove(session.userId(), session.id());
            return new Result.Invalid();
        }
        return new Result.Refreshed(accessTokens.issue(user.get(), session.id(), now), refreshToken);
    }

    private Result reused(Session session) {
        sessions.remove(session.userId(), session.id());
        return new Result.Reused(session.userId(), session.id());
    }
}
