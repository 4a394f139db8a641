package app.nero.domain.session;

import app.nero.domain.Id;
import app.nero.domain.user.User;
import java.time.Instant;

/** Issues access tokens. */
public interface AccessTokens {

    AccessToken issue(User user, Id sessionId, Instant now);
}
