package app.nero.functions.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.InMemoryUsers;
import app.nero.account.User;
import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.kernel.Role;
import app.nero.session.AccessToken;
import app.nero.session.InMemorySessions;
import app.nero.session.RefreshToken;
import app.nero.session.Session;
import app.nero.session.SessionRules;
import app.nero.session.jwt.BadTokens;
import app.nero.testing.Answer;
import app.nero.testing.MutableClock;
import app.nero.testing.Output;
import app.nero.testing.ProxyEvents;
import app.nero.testing.Some;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SessionHandlerTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemorySessions sessions = new InMemorySessions();
    private final InMemoryUsers users = new InMemoryUsers();
    private final SessionRules rules = Some.sessionRules();
    private final User user = users.addIfAbsent(Some.user(clock.instant()));
    private final RefreshToken token = RefreshToken.random(new SecureRandom());
    private final Session session = Session.begin(Some.id(), user.id(), token, "a browser", clock.instant(),
            rules.expiry(clock.instant()));
    private final SessionHandler handler = new SessionHandler(sessions, users,
            (_, _, _) -> new AccessToken("an-access-token", Duration.ofMinutes(15)), rules,
            List.of((RSAPublicKey) BadTokens.keyPair("RSA").getPublic()), Some.wiring(clock));

    SessionHandlerTest() {
        sessions.add(session);
    }

    @Test
    void refreshesASession() {
        Answer answer = refresh(token);

        assertEquals(200, answer.status());
        assertTrue(answer.body().matches("\\{\"status\":\"success\",\"data\":\\{\"accessToken\":\"an-access-token\","
                + "\"refreshToken\":\"[A-Za-z0-9_-]{64}\",\"expiresIn\":900}}"), answer.body());
    }

    @Test
    void logsReuseOfARefreshTokenWithoutTheToken() {
        refresh(token);
        clock.advance(Duration.ofSeconds(11));
        AtomicReference<Answer> answer = new AtomicReference<>();

        String log = Output.of(() -> answer.set(refresh(token)));

        assertEquals("INVALID_REFRESH_TOKEN", answer.get().code());
        assertTrue(log.contains("\"event\":\"RefreshTokenReused\",\"userId\":\"" + user.id() + "\",\"sessionId\":\""
                + session.id() + "\""), log);
        assertFalse(log.contains(token.value()));
        assertEquals(List.of(), sessions.all());
    }

    @Test
    void listsTheCallersSessions() {
        Answer answer = send("GET", "/v1/auth/sessions", user.id(), session.id());

        assertEquals("{\"status\":\"success\",\"data\":{\"sessions\":[{\"id\":\"" + session.id()
                + "\",\"current\":true,\"userAgent\":\"a browser\",\"createdAt\":\"2026-05-14T12:00:00.123Z\","
                + "\"lastUsedAt\":\"2026-05-14T12:00:00.123Z\"}]}}", answer.body());
    }

    @Test
    void doesNotListExpiredSessions() {
        clock.advance(Duration.ofDays(30));

        assertEquals("{\"status\":\"success\",\"data\":{\"sessions\":[]}}",
                send("GET", "/v1/auth/sessions", user.id(), session.id()).body());
    }

    @Test
    void endsOnlyTheCallersSessions() {
        ProxyEvents end = ProxyEvents.a("DELETE", "/v1/auth/sessions/{id}").path("id", session.id().value());

        assertEquals(404, Answer.of(handler, end.by(caller(Some.id(), Some.id()))).status());
        assertEquals(List.of(session), sessions.all());
        assertEquals(200, Answer.of(handler, end.by(caller(user.id(), session.id()))).status());
        assertEquals(404, Answer.of(handler, end.by(caller(user.id(), session.id()))).status());
        assertEquals(List.of(), sessions.all());
    }

    @Test
    void signsOutOfOneSessionOrAll() {
        Session second = Session.begin(Some.id(), user.id(), RefreshToken.random(new SecureRandom()), "",
                clock.instant(), rules.expiry(clock.instant()));
        sessions.add(second);
        send("POST", "/v1/auth/logout", user.id(), session.id());
        assertEquals(List.of(second), sessions.all());
        sessions.add(session);

        Answer answer = Answer.of(handler, ProxyEvents.a("POST", "/v1/auth/logout").json("{\"everywhere\":true}")
                .by(caller(user.id(), session.id())));

        assertEquals("{\"status\":\"success\",\"message\":\"Signed out everywhere\"}", answer.body());
        assertEquals(List.of(), sessions.all());
    }

    @Test
    void returns401WithoutSignIn() {
        for (ProxyEvents event : List.of(ProxyEvents.a("POST", "/v1/auth/logout"),
                ProxyEvents.a("GET", "/v1/auth/sessions"), ProxyEvents.a("DELETE", "/v1/auth/sessions/{id}"))) {
            assertEquals("UNAUTHORIZED", Answer.of(handler, event).code());
        }
        assertEquals(List.of(session), sessions.all());
    }

    private Answer send(String method, String path, Id userId, Id sessionId) {
        return Answer.of(handler, ProxyEvents.a(method, path).by(caller(userId, sessionId)));
    }

    private Identity caller(Id userId, Id sessionId) {
        return new Identity(userId, sessionId, Role.USER, clock.instant().plusSeconds(60));
    }

    private Answer refresh(RefreshToken refreshToken) {
        return Answer.of(handler, ProxyEvents.a("POST", "/v1/auth/refresh")
                .json("{\"refreshToken\":\"" + refreshToken.value() + "\"}"));
    }
}
