package app.nero.functions.authorizer;

import app.nero.lambda.Settings;
import app.nero.lambda.TokenAuthorizer;
import app.nero.lambda.Wiring;
import app.nero.session.jwt.JwtAccessTokens;
import app.nero.session.jwt.JwtVerifier;
import app.nero.session.jwt.TokenRules;

/** Verifies an access token by itself. Has public keys only, and opens no connection. */
public final class AuthorizerHandler extends TokenAuthorizer {

    /** Called by the Lambda runtime. */
    public AuthorizerHandler() {
        this(Settings.ofEnvironment());
    }

    public AuthorizerHandler(Settings settings) {
        Wiring wiring = new Wiring(settings);
        TokenRules rules = settings.tokenRules();
        super(new JwtVerifier(settings.jwtPublicKeys(), rules, wiring.clock()),
                () -> JwtAccessTokens.sample(rules, wiring.clock()), wiring);
    }
}
