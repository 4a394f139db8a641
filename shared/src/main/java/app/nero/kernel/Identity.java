package app.nero.kernel;

import java.time.Instant;

/**
 * Who is calling, as an access token says.
 *
 * @param expiresAt when that token ends; a gateway may have cached its verdict for longer
 */
public record Identity(Id userId, Id sessionId, Role role, Instant expiresAt) {}
