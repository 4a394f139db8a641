package app.nero.functions.sessionauthorizer;

import app.nero.lambda.Settings;
import app.nero.lambda.TokenAuthorizer;
import app.nero.lambda.Wiring;
import app.nero.session.AccessTokenVerifier;
import app.nero.session.CheckSession;
import app.nero.session.jwt.JwtAccessTokens;
import app.nero.session.jwt.JwtVerifier;
import app.nero.session.jwt.TokenRules;
import app.nero.session.mongo.MongoSessions;
import app.nero.snapshot.SampleToken;
import java.util.function.UnaryOperator;

/**
 * An authorizer by which a sign-out takes effect at once: it looks up the token's session as well, in one read by its id.
 * While the database is down, it lets nobody in.
 */
public final class SessionAuthorizerHandler extends TokenAuthorizer {

    /** Called by the Lambda runtime. */
    public SessionAuthorizerHandler() {
        this(Settings.ofEnvironment());
    }

    public SessionAuthorizerHandler(Settings settings) {
        Wiring wiring = new Wiring(settings);
        TokenRules rules = settings.tokenRules();
        MongoSessions sessions = new MongoSessions(wiring.mongo());
        UnaryOperator<AccessTokenVerifier> alive = verifier -> new CheckSession(verifier, sessions,
                settings.sessionRules(), wiring.clock());
        super(alive.apply(new JwtVerifier(settings.jwtPublicKeys(), rules, wiring.clock())), () -> {
            SampleToken sample = JwtAccessTokens.sample(rules, wiring.clock());
            return new SampleToken(sample.text(), alive.apply(sample.verifier()));
        }, wiring);
    }
}
