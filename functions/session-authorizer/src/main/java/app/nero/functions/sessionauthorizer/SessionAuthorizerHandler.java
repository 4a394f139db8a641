package app.nero.functions.sessionauthorizer;

import app.nero.lambda.TokenAuthorizer;
import app.nero.lambda.Wiring;
import app.nero.session.CheckSession;
import app.nero.session.Sessions;
import app.nero.session.mongo.MongoSessions;

/**
 * Verifies access tokens and that their session still exists, with one read by id. After a sign-out, it rejects the session's
 * tokens. If the database is unavailable, it rejects all tokens.
 */
public final class SessionAuthorizerHandler extends TokenAuthorizer {

    /** Called by the Lambda runtime. */
    public SessionAuthorizerHandler() {
        this(Wiring.ofEnvironment());
    }

    public SessionAuthorizerHandler(Wiring wiring) {
        this(new MongoSessions(wiring.mongo()), wiring);
    }

    SessionAuthorizerHandler(Sessions sessions, Wiring wiring) {
        super(new CheckSession(wiring.tokenVerifier(), sessions, wiring.settings().sessionRules(), wiring.clock()),
                wiring);
    }
}
