package app.nero.http;

/** Names of the values that the authorizer puts into the request context for the functions. */
public final class IdentityContext {

    public static final String USER_ID = "userId";
    public static final String SESSION_ID = "sessionId";
    public static final String ROLE = "role";

    /** Seconds since the epoch. */
    public static final String EXPIRES_AT = "expiresAt";

    private IdentityContext() {}
}
