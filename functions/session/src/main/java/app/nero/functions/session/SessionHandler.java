package app.nero.functions.session;

import app.nero.account.Users;
import app.nero.account.mongo.MongoUsers;
import app.nero.http.EventLog;
import app.nero.http.Field;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.TimeJson;
import app.nero.kernel.Identity;
import app.nero.lambda.ApiFunction;
import app.nero.lambda.Wiring;
import app.nero.session.AccessTokens;
import app.nero.session.RefreshSession;
import app.nero.session.RefreshSession.Result;
import app.nero.session.RefreshToken;
import app.nero.session.Session;
import app.nero.session.SessionRules;
import app.nero.session.Sessions;
import app.nero.session.jwt.JwtAccessTokens;
import app.nero.session.jwt.RsaKeys;
import app.nero.session.mongo.MongoSessions;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refreshes, lists and ends sessions, and publishes the keys that verify access tokens. */
public final class SessionHandler extends ApiFunction {

    private static final Field<String> REFRESH_TOKEN = Field.text("refreshToken", Optional::of, "");
    private static final Field<Boolean> EVERYWHERE = Field.flag("everywhere").orElse(false);

    private final RefreshSession refreshSession;
    private final Sessions sessions;
    private final SessionRules rules;
    private final Clock clock;
    private final List<RSAPublicKey> publicKeys;
    private final EventLog log;

    /** Called by the Lambda runtime. */
    public SessionHandler() {
        this(Wiring.ofEnvironment());
    }

    public SessionHandler(Wiring wiring) {
        this(new MongoSessions(wiring.mongo()), new MongoUsers(wiring.mongo()),
                new JwtAccessTokens(wiring.settings().jwtPrivateKey(), wiring.settings().tokenRules(),
                        wiring.settings().accessTokenTtl(), wiring.random()),
                wiring.settings().sessionRules(), wiring.settings().jwtPublicKeys(), wiring);
    }

    SessionHandler(Sessions sessions, Users users, AccessTokens accessTokens, SessionRules rules,
            List<RSAPublicKey> publicKeys, Wiring wiring) {
        super(wiring);
        this.refreshSession = new RefreshSession(sessions, users, accessTokens, rules, wiring.clock(),
                wiring.random());
        this.sessions = sessions;
        this.rules = rules;
        this.clock = wiring.clock();
        this.publicKeys = publicKeys;
        this.log = wiring.log();
    }

    @Override
    protected Map<String, Route> routes() {
        return Map.of(
                "POST /v1/auth/refresh", this::refresh,
                "POST /v1/auth/logout", this::logout,
                "GET /v1/auth/sessions", this::list,
                "DELETE /v1/auth/sessions/{id}", this::end,
                "GET /v1/auth/jwks.json", new Unlimited(this::jwks));
    }

    private Response refresh(Request request) {
        Result result = RefreshToken.parse(request.fields(REFRESH_TOKEN).get(REFRESH_TOKEN))
                .map(refreshSession::refresh)
                .orElseGet(Result.Invalid::new);
        return switch (result) {
            case Result.Refreshed refreshed -> Response.ok(json -> {
                json.writeStringField("accessToken", refreshed.accessToken().value());
                json.writeStringField("refreshToken", refreshed.refreshToken().value());
                json.writeNumberField("expiresIn", refreshed.accessToken().lifetime().toSeconds());
            });
            case Result.Invalid _ -> throw invalidRefreshToken();
            case Result.Reused reused -> {
                log.warn("RefreshTokenReused", json -> {
                    json.writeStringField("userId", reused.userId().value());
                    json.writeStringField("sessionId", reused.sessionId().value());
                    json.writeStringField("requestId", request.requestId());
                });
                throw invalidRefreshToken();
            }
        };
    }

    /** The same response for every reason, so that a thief learns nothing. */
    private static Problem invalidRefreshToken() {
        return Problem.of(401, "INVALID_REFRESH_TOKEN", "Your session has ended. Sign in again.");
    }

    private Response logout(Request request) {
        Identity caller = request.caller();
        if (request.optionalFields(EVERYWHERE).get(EVERYWHERE)) {
            sessions.removeAll(caller.userId());
            return Response.ok("Signed out everywhere");
        }
        sessions.remove(caller.userId(), caller.sessionId());
        return Response.ok("Signed out");
    }

    private Response list(Request request) {
        Identity caller = request.caller();
        Instant now = clock.instant();
        List<Session> active = sessions.list(caller.userId(), now, rules.oldest(now));
        return Response.ok(json -> {
            json.writeArrayFieldStart("sessions");
            for (Session session : active) {
                write(session, session.id().equals(caller.sessionId()), json);
            }
            json.writeEndArray();
        });
    }

    private static void write(Session session, boolean current, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", session.id().value());
        json.writeBooleanField("current", current);
        json.writeStringField("userAgent", session.userAgent());
        json.writeStringField("createdAt", TimeJson.of(session.createdAt()));
        json.writeStringField("lastUsedAt", TimeJson.of(session.lastUsedAt()));
        json.writeEndObject();
    }

    private Response end(Request request) {
        if (!sessions.remove(request.caller().userId(), request.pathId("id"))) {
            throw Problem.notFound();
        }
        return Response.ok("Signed out");
    }

    /** A JWK set (RFC 7517, 5), which caches may store for five minutes. */
    private Response jwks(Request request) {
        return Response.bare(json -> {
            json.writeArrayFieldStart("keys");
            for (RSAPublicKey key : publicKeys) {
                json.writeStartObject();
                json.writeStringField("kty", "RSA");
                json.writeStringField("use", "sig");
                json.writeStringField("alg", "RS256");
                json.writeStringField("kid", RsaKeys.kid(key));
                json.writeStringField("n", RsaKeys.base64Url(key.getModulus()));
                json.writeStringField("e", RsaKeys.base64Url(key.getPublicExponent()));
                json.writeEndObject();
            }
            json.writeEndArray();
        }).withHeader("Cache-Control", "public, max-age=300");
    }
}
