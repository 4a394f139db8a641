package app.nero.domain.session;

/**
 * An access token of nobody's, with which an authorizer rehearses.
 *
 * @param verifier the only one that takes it
 */
public record SampleToken(String text, AccessTokenVerifier verifier) {}
