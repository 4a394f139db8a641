package app.nero.session.jwt;

/**
 * The values that the issuer and the verifier of access tokens must agree on (RFC 9068).
 *
 * @param issuer the claim {@code iss}
 * @param audience the claim {@code aud}
 */
public record TokenRules(String issuer, String audience) {

    /** The header {@code typ}, which tells access tokens from other kinds of tokens. */
    static final String TYPE = "at+jwt";
    static final String SESSION = "sid";
    static final String ROLE = "role";
}
