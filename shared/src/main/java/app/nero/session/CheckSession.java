package app.nero.session;

import app.nero.kernel.Identity;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Accepts an access token only while its session exists, so that signing out takes effect at once. */
public final class CheckSession implements AccessTokenVerifier {

    private final AccessTokenVerifier verifier;
    private final Sessions sessions;
    private final SessionRules rules;
    private final Clock clock;

    /** @param verifier verifies the token itself */
    public CheckSession(AccessTokenVerifier verifier, Sessions sessions, SessionRules rules, Clock clock) {
        this.verifier = verifier;
        this.sessions = sessions;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public Optional<Identity> verify(String token) {
        Instant now = clock.instant();
        return verifier.verify(token).filter(identity -> sessions
                .find(identity.userId(), identity.sessionId(), now, rules.oldest(now)).isPresent());
    }
}
