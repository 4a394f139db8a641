package app.nero.session;

import app.nero.kernel.Identity;
import app.nero.kernel.RecentlyUsed;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers access tokens that were verified until they expire. To check a signature takes as much processor time as the rest of a small
 * request. Invalid tokens are not remembered, so they displace no other.
 */
public final class VerifiedTokens implements AccessTokenVerifier {

    private static final int MAX_ENTRIES = 500;

    private final Map<String, Identity> identities = new RecentlyUsed<>(MAX_ENTRIES);
    private final AccessTokenVerifier verifier;
    private final Clock clock;

    public VerifiedTokens(AccessTokenVerifier verifier, Clock clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    @Override
    public Optional<Identity> verify(String token) {
        Optional<Identity> known;
        synchronized (identities) {
            known = Optional.ofNullable(identities.get(token));
        }
        if (known.filter(identity -> clock.instant().isBefore(identity.expiresAt())).isPresent()) {
            return known;
        }
        Optional<Identity> verified = verifier.verify(token);
        synchronized (identities) {
            verified.ifPresentOrElse(identity -> identities.put(token, identity), () -> identities.remove(token));
        }
        return verified;
    }
}
