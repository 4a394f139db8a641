package app.nero.domain.session;

import app.nero.domain.Id;
import java.time.Instant;

/**
 * One device's sign-in.
 *
 * @param familyId see {@link RefreshToken#familyId()}
 * @param tokenHash of the refresh token that is current
 * @param userAgent what the device called itself, cut to 256 characters; empty where it said nothing
 * @param expiresAt when an unused session ends
 */
public record Session(Id id, Id userId, String familyId, String tokenHash, String userAgent, Instant createdAt,
        Instant lastUsedAt, Instant expiresAt) {

    private static final int MAX_USER_AGENT = 256;

    public Session {
        userAgent = userAgent.substring(0, Math.min(userAgent.length(), MAX_USER_AGENT));
    }

    /** A session that begins now. */
    public static Session begin(Id id, Id userId, RefreshToken token, String userAgent, Instant now,
            Instant expiresAt) {
        return new Session(id, userId, token.familyId(), token.hash(), userAgent, now, now, expiresAt);
    }
}
