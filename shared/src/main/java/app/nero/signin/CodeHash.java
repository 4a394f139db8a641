package app.nero.signin;

/**
 * The stored form of a code.
 *
 * @param keyId the id of the pepper
 * @param value HMAC-SHA-256, base64url
 */
public record CodeHash(String keyId, String value) {}
