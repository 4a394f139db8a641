package app.nero.functions.sessionauthorizer;

import app.nero.lambda.TokenAuthorizer;
import app.nero.lambda.Wiring;
import app.nero.session.CheckSession;
import app.nero.session.jwt.JwtVerifier;
import app.nero.session.mongo.MongoSessions;

/**
 * An authorizer by which a sign-out takes effect at once: it looks up the token's session as well, in one read by its id.
 * While the database is down, it lets nobody in.
 */
public final class SessionAuthorizerHandler extends TokenAuthorizer {

    /** Called by the Lambda runtime. */
    public SessionAuthorizerHandler() {
        this(Wiring.ofEnvironment());
    }

    public SessionAuthorizerHandler(Wiring wiring) {
        super(new CheckSession(
                new JwtVerifier(wiring.settings().jwtPublicKeys(), wiring.settings().tokenRules(), wiring.clock()),
                new MongoSessions(wiring.mongo()), wiring.settings().sessionRules(), wiring.clock()), wiring);
    }
}
