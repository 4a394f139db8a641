package app.nero.session;

import app.nero.account.User;
import app.nero.kernel.Id;
import java.time.Instant;

/** Issues access tokens. */
public interface AccessTokens {

    AccessToken issue(User user, Id sessionId, Instant now);
}
