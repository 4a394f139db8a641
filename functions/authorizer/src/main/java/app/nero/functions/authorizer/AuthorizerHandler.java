package app.nero.functions.authorizer;

import app.nero.lambda.TokenAuthorizer;
import app.nero.lambda.Wiring;

/** Verifies access tokens with the public keys only. Opens no connection. */
public final class AuthorizerHandler extends TokenAuthorizer {

    /** Called by the Lambda runtime. */
    public AuthorizerHandler() {
        this(Wiring.ofEnvironment());
    }

    public AuthorizerHandler(Wiring wiring) {
        super(wiring.tokenVerifier(), wiring);
    }
}
