package app.nero.kernel;

import java.time.Instant;

/** Who is calling, as an access token says until it ends; a gateway may have cached its verdict for longer. */
public record Identity(Id userId, Id sessionId, Role role, Instant expiresAt) {}
