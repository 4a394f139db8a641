package app.nero.snapshot;

import app.nero.session.AccessTokenVerifier;

/**
 * An access token of nobody's, with which an authorizer rehearses.
 *
 * @param verifier the only one that takes it
 */
public record SampleToken(String text, AccessTokenVerifier verifier) {}
