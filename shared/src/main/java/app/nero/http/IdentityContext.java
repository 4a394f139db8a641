package app.nero.http;

/** The names under which the authorizer hands an identity to the functions behind it. */
public final class IdentityContext {

    public static final String USER_ID = "userId";
    public static final String SESSION_ID = "sessionId";
    public static final String ROLE = "role";

    /** Seconds since the epoch. */
    public static final String EXPIRES_AT = "expiresAt";

    private IdentityContext() {}
}
