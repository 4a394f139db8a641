package app.nero.session;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Optional;

/**
 * A sign-in on one device.
 *
 * @param familyId see {@link RefreshToken#familyId()}
 * @param tokenHash the hash of the current refresh token
 * @param rotation the last replacement of the token; empty if there was none
 * @param userAgent the {@code User-Agent} of the device, cut to 256 code points; may be empty
 * @param createdAt when the code was verified
 * @param expiresAt when the session expires, unless it is used before
 */
public record Session(Id id, Id userId, String familyId, String tokenHash, Optional<Rotation> rotation,
        String userAgent, Instant createdAt, Instant lastUsedAt, Instant expiresAt) {

    /** The maximum number of sessions per user. */
    public static final int MAX_OF_ONE_USER = 20;

    private static final int MAX_USER_AGENT = 256;

    public Session {
        userAgent = userAgent.codePoints().limit(MAX_USER_AGENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /**
     * The replacement of a refresh token by the next one.
     *
     * @param previousHash the hash of the replaced token
     * @param successor the next token, sealed with the replaced one; see {@link RefreshToken#seal}
     */
    public record Rotation(String previousHash, String successor, Instant rotatedAt) {

        public static Rotation of(RefreshToken token, RefreshToken successor, Instant now) {
            return new Rotation(token.hash(), token.seal(successor), now);
        }
    }

    /** Creates a session that begins now. */
    public static Session begin(Id id, Id userId, RefreshToken token, String userAgent, Instant now,
            Instant expiresAt) {
        return new Session(id, userId, token.familyId(), token.hash(), Optional.empty(), userAgent, now, now,
                expiresAt);
    }
}
