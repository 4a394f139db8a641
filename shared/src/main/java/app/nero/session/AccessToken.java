package app.nero.session;

import java.time.Duration;

/**
 * What a caller shows with each request.
 *
 * @param value a signed JWT
 * @param lifetime from its issue to its end
 */
public record AccessToken(String value, Duration lifetime) {

    /** Hides the token: this text may reach a log. */
    @Override
    public String toString() {
        return "AccessToken[hidden]";
    }
}
