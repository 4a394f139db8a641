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
import app.nero.lambda.ApiConfig;
import app.nero.lambda.Edge;
import app.nero.lambda.RequestLimit;
import app.nero.lambda.Settings;
import app.nero.mongo.MongoConnection;
import app.nero.session.AccessTokens;
import app.nero.session.EndAllSessions;
import app.nero.session.EndSession;
import app.nero.session.ListSessions;
import app.nero.session.RefreshSession;
import app.nero.session.RefreshSession.Result;
import app.nero.session.RefreshToken;
import app.nero.session.Session;
import app.nero.session.SessionRules;
import app.nero.session.Sessions;
import app.nero.session.jwt.JwtAccessTokens;
import app.nero.session.jwt.RsaKeys;
import app.nero.session.mongo.MongoSessions;
import app.nero.snapshot.Sample;
import app.nero.throttle.mongo.MongoThrottles;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens to a session once it has begun: refresh, sign-out, devices; and the keys that tokens are verified by. */
public final class SessionHandler implements RequestStreamHandler {

    private static final Field<String> REFRESH_TOKEN = Field.text("refreshToken", Optional::of, "");
    private static final Field<Boolean> EVERYWHERE = Field.flag("everywhere");

    /** As fine as the store keeps time. */
    private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);

    private final Edge edge;
    private final RefreshSession refreshSession;
    private final ListSessions listSessions;
    private final EndSession endSession;
    private final EndAllSessions endAllSessions;
    private final List<RSAPublicKey> publicKeys;
    private final EventLog log;

    /** As Lambda makes it. */
    public SessionHandler() {
        this(Settings.ofEnvironment());
    }

    public SessionHandler(Settings settings) {
        this(settings, MongoConnection.open(settings.mongodbUri()), new SecureRandom());
    }

    private SessionHandler(Settings settings, MongoConnection mongo, SecureRandom random) {
        this(new MongoSessions(mongo), new MongoUsers(mongo),
                new JwtAccessTokens(settings.jwtPrivateKey(), settings.tokenRules(), settings.accessTokenTtl(), random),
                settings.sessionRules(), settings.jwtPublicKeys(), new ApiConfig(settings.webOrigin(),
                        new RequestLimit(MongoThrottles.ofRequests(mongo), settings.requestLimit(), CLOCK),
                        settings.metrics(), List.of(mongo)),
                CLOCK, random);
    }

    SessionHandler(Sessions sessions, Users users, AccessTokens accessTokens, SessionRules rules,
            List<RSAPublicKey> publicKeys, ApiConfig front, Clock clock, SecureRandom random) {
        this.refreshSession = new RefreshSession(sessions, users, accessTokens, rules, clock, random);
        this.listSessions = new ListSessions(sessions, rules, clock);
        this.endSession = new EndSession(sessions);
        this.endAllSessions = new EndAllSessions(sessions);
        this.publicKeys = publicKeys;
        this.log = new EventLog(clock, front.metrics());
        this.edge = new Edge(Map.of( //
                "POST /v1/auth/refresh", this::refresh, //
                "POST /v1/auth/logout", this::logout, //
                "GET /v1/auth/sessions", this::list, //
                "DELETE /v1/auth/sessions/{id}", this::end, //
                "GET /v1/auth/jwks.json", Edge.Route.unlimited(this::jwks)), SessionHandler::samples, front, log,
                clock);
    }

    private static List<Sample> samples() {
        return List.of(Sample.of("POST /v1/auth/refresh")
                .json("{\"refreshToken\":\"" + "A".repeat(64) + "\"}"));
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        edge.handle(event, answer, context);
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

    /** One answer for all, so that a thief learns nothing of what gave them away. */
    private static Problem invalidRefreshToken() {
        return Problem.of(401, "INVALID_REFRESH_TOKEN", "Sign in again");
    }

    private Response logout(Request request) {
        Identity caller = request.caller();
        if (request.optionalFields(EVERYWHERE).get(EVERYWHERE)) {
            endAllSessions.end(caller.userId());
            return Response.ok("Signed out everywhere");
        }
        endSession.end(caller.userId(), caller.sessionId());
        return Response.ok("Signed out");
    }

    private Response list(Request request) {
        Identity caller = request.caller();
        List<Session> sessions = listSessions.list(caller.userId());
        return Response.ok(json -> {
            json.writeArrayFieldStart("sessions");
            for (Session session : sessions) {
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
        if (!endSession.end(request.caller().userId(), request.pathId("id"))) {
            throw Problem.notFound();
        }
        return Response.ok("Signed out");
    }

    /** A JWK set (RFC 7517, 5); whoever keeps it looks again within five minutes. */
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
