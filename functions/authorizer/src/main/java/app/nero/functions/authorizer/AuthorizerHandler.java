package app.nero.functions.authorizer;

import app.nero.http.EventLog;
import app.nero.lambda.Settings;
import app.nero.lambda.TokenAuthorizer;
import app.nero.session.jwt.JwtAccessTokens;
import app.nero.session.jwt.JwtVerifier;
import app.nero.session.jwt.TokenRules;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;

/** Takes an access token for what it says. Holds public keys and nothing else, and opens no connection. */
public final class AuthorizerHandler implements RequestStreamHandler {

    private final TokenAuthorizer authorizer;

    /** As Lambda makes it. */
    public AuthorizerHandler() {
        this(Settings.ofEnvironment());
    }

    public AuthorizerHandler(Settings settings) {
        Clock clock = Clock.systemUTC();
        TokenRules rules = settings.tokenRules();
        this.authorizer = new TokenAuthorizer(new JwtVerifier(settings.jwtPublicKeys(), rules, clock),
                () -> JwtAccessTokens.sample(rules, clock), List.of(), new EventLog(clock));
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) {
        authorizer.handle(event, answer, context);
    }
}
