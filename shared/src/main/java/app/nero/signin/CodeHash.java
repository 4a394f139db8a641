package app.nero.signin;

/**
 * A code as it is stored.
 *
 * @param keyId names the pepper that made the hash
 * @param value HMAC-SHA-256, base64url
 */
public record CodeHash(String keyId, String value) {}
