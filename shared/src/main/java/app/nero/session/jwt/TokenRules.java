package app.nero.session.jwt;

/**
 * What issuer and verifier of access tokens must agree on (RFC 9068).
 *
 * @param issuer the claim {@code iss}
 * @param audience the claim {@code aud}
 */
public record TokenRules(String issuer, String audience) {

    /** The header {@code typ}: no token of another kind is taken for an access token. */
    static final String TYPE = "at+jwt";
    static final String SESSION = "sid";
    static final String ROLE = "role";
}
