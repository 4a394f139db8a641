package app.nero.session;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Optional;

/**
 * One device's sign-in.
 *
 * @param familyId see {@link RefreshToken#familyId()}
 * @param tokenHash of the refresh token that is current
 * @param rotation how the current token came about; empty while it is the first one
 * @param userAgent what the device called itself, cut to 256 characters; empty where it said nothing
 * @param createdAt when a code was verified for it
 * @param expiresAt when it ends unless it is used before
 */
public record Session(Id id, Id userId, String familyId, String tokenHash, Optional<Rotation> rotation,
        String userAgent, Instant createdAt, Instant lastUsedAt, Instant expiresAt) {

    /** Devices that one person may be signed in on. */
    public static final int MAX_OF_ONE_USER = 20;

    private static final int MAX_USER_AGENT = 256;

    public Session {
        userAgent = userAgent.codePoints().limit(MAX_USER_AGENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /**
     * One token replaced by the next.
     *
     * @param previousHash of the token that was replaced
     * @param successor the next token, sealed by the previous one: {@link RefreshToken#seal}
     */
    public record Rotation(String previousHash, String successor, Instant rotatedAt) {

        /** Replaces a token. */
        public static Rotation of(RefreshToken token, RefreshToken successor, Instant now) {
            return new Rotation(token.hash(), token.seal(successor), now);
        }
    }

    /** A session that begins now. */
    public static Session begin(Id id, Id userId, RefreshToken token, String userAgent, Instant now,
            Instant expiresAt) {
        return new Session(id, userId, token.familyId(), token.hash(), Optional.empty(), userAgent, now, now,
                expiresAt);
    }
}
