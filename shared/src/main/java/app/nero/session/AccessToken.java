package app.nero.session;

import java.time.Duration;

/**
 * The token that authenticates requests.
 *
 * @param value a signed JWT
 * @param lifetime from issue to expiry
 */
public record AccessToken(String value, Duration lifetime) {

    /** Omits the token, because this text may be logged. */
    @Override
    public String toString() {
        return "AccessToken[hidden]";
    }
}
