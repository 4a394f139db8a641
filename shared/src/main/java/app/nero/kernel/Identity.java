package app.nero.kernel;

import java.time.Instant;

/**
 * The caller of a request, according to its access token.
 *
 * @param expiresAt when the token expires; API Gateway may cache the authorizer's result for longer
 */
public record Identity(Id userId, Id sessionId, Role role, Instant expiresAt) {}
