package app.nero.functions.sessionauthorizer;

import app.nero.http.EventLog;
import app.nero.lambda.Settings;
import app.nero.lambda.TokenAuthorizer;
import app.nero.mongo.MongoConnection;
import app.nero.session.AccessTokenVerifier;
import app.nero.session.CheckSession;
import app.nero.session.jwt.JwtAccessTokens;
import app.nero.session.jwt.JwtVerifier;
import app.nero.session.jwt.TokenRules;
import app.nero.session.mongo.MongoSessions;
import app.nero.snapshot.SampleToken;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The authorizer for whoever wants a sign-out to hold at once: it looks up the token's session as well, in one read by
 * its id. Where the database does not answer, nobody is let in.
 */
public final class SessionAuthorizerHandler implements RequestStreamHandler {

    private final TokenAuthorizer authorizer;

    /** As Lambda makes it. */
    public SessionAuthorizerHandler() {
        this(Settings.ofEnvironment());
    }

    public SessionAuthorizerHandler(Settings settings) {
        Clock clock = Clock.systemUTC();
        TokenRules rules = settings.tokenRules();
        MongoConnection mongo = MongoConnection.open(settings.mongodbUri());
        MongoSessions sessions = new MongoSessions(mongo);
        UnaryOperator<AccessTokenVerifier> alive = verifier -> new CheckSession(verifier, sessions,
                settings.sessionRules(), clock);
        this.authorizer = new TokenAuthorizer(
                alive.apply(new JwtVerifier(settings.jwtPublicKeys(), rules, clock)), () -> {
                    SampleToken sample = JwtAccessTokens.sample(rules, clock);
                    return new SampleToken(sample.text(), alive.apply(sample.verifier()));
                }, List.of(mongo), new EventLog(clock));
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) {
        authorizer.handle(event, answer, context);
    }
}
