package app.nero.session;

import app.nero.kernel.Identity;
import java.util.Optional;

/** Verifies access tokens. */
@FunctionalInterface
public interface AccessTokenVerifier {

    /** Returns the identity in the token; empty if the token is invalid or expired. */
    Optional<Identity> verify(String token);
}
