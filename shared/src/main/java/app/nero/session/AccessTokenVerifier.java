package app.nero.session;

import app.nero.kernel.Identity;
import java.util.Optional;

/** Tells who holds an access token. */
@FunctionalInterface
public interface AccessTokenVerifier {

    /** Empty where the token is none of ours, or no longer good, for whatever reason. */
    Optional<Identity> verify(String token);
}
