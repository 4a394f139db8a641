package app.nero.functions.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.AccountChange;
import app.nero.account.InMemoryUsers;
import app.nero.account.User;
import app.nero.http.Field;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.kernel.Deadline;
import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.kernel.Role;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.testing.Answer;
import app.nero.testing.MutableClock;
import app.nero.testing.ProxyEvents;
import app.nero.testing.Some;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

class AdminHandlerTest {

    /** A controller that does not check for admins. */
    @Controller
    static final class SomeController {

        private static final Field<String> WHAT = Field.text("what", Optional::of, "");

        private final List<String> calls = new ArrayList<>();

        @GetMapping("/v1/admin/things/{id}")
        Response show(Request request) {
            calls.add(request.pathId("id").value());
            return Response.ok(json -> json.writeStringField("id", request.pathId("id").value())).withHeader("X-Thing",
                    "1");
        }

        @PostMapping("/v1/admin/things")
        Response make(Request request) {
            String what = request.fields(WHAT).get(WHAT);
            switch (what) {
                case "conflict" -> throw Problem.of(409, "CONFLICT", "It already exists.");
                case "down" ->
                    throw new UnavailableException(Service.DATABASE, new IllegalStateException("+989121234567"));
                case "bug" -> throw new IllegalStateException("+989121234567");
                default -> {
                    boolean withinDeadline = Deadline.remaining(Duration.ofHours(1))
                            .compareTo(Duration.ofSeconds(8)) < 0;
                    return Response.created(json -> json.writeBooleanField("withinDeadline", withinDeadline));
                }
            }
        }
    }

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryUsers users = new InMemoryUsers();
    private final SomeController controller = new SomeController();
    private final AdminHandler handler = new AdminHandler(List.of(controller), users, Some.wiring(clock));
    private final User user = users.addIfAbsent(Some.user(clock.instant()));
    private final Id thing = Some.id();

    @BeforeEach
    void makeUserAdmin() {
        become(Role.ADMIN);
    }

    @Test
    void handlesAdminRequestsLikeEveryOtherFunction() {
        Answer answer = Answer.of(handler, show().by(caller(Role.ADMIN)));

        assertEquals(200, answer.status());
        assertEquals("{\"status\":\"success\",\"data\":{\"id\":\"" + thing + "\"}}", answer.body());
        assertEquals("https://nero.example", answer.headers().get("Access-Control-Allow-Origin"));
        assertEquals("no-store", answer.headers().get("Cache-Control"));
        assertEquals("nosniff", answer.headers().get("X-Content-Type-Options"));
        assertEquals("a-request-id", answer.headers().get("X-Request-Id"));
        assertEquals("1", answer.headers().get("X-Thing"));
    }

    @Test
    void refusesCallersWhoAreNotAdminsBeforeAnyController() {
        assertEquals(401, Answer.of(handler, show()).status());
        assertEquals("FORBIDDEN", Answer.of(handler, show().by(caller(Role.USER))).code());
        become(Role.USER);
        assertEquals("FORBIDDEN", Answer.of(handler, show().by(caller(Role.ADMIN))).code());
        assertEquals(403, Answer.of(handler, ProxyEvents.a("GET", "/v1/admin/nothing").by(caller(Role.USER))).status());

        assertEquals(List.of(), controller.calls);
    }

    @Test
    void refusesDeletedAccountsAndExpiredTokens() {
        Identity deleted = new Identity(Some.id(), Some.id(), Role.ADMIN, clock.instant().plusSeconds(60));
        Identity expired = new Identity(user.id(), Some.id(), Role.ADMIN, clock.instant());

        assertEquals(401, Answer.of(handler, show().by(deleted)).status());
        assertEquals(401, Answer.of(handler, show().by(expired)).status());
        assertEquals(List.of(), controller.calls);
    }

    @Test
    void returns404WithoutAMatchingController() {
        assertEquals("NOT_FOUND",
                Answer.of(handler, ProxyEvents.a("GET", "/v1/admin/nothing").by(caller(Role.ADMIN))).code());
        assertEquals("NOT_FOUND",
                Answer.of(handler, ProxyEvents.a("DELETE", "/v1/admin/things").by(caller(Role.ADMIN))).code());
        for (String odd : List.of("../users", "a/b", "%2e%2e", ";x=1", "?", "سارا", " ")) {
            Answer answer = Answer.of(handler,
                    ProxyEvents.a("GET", "/v1/admin/things/{id}").path("id", odd).by(caller(Role.ADMIN)));

            assertEquals("NOT_FOUND", answer.code(), odd);
        }
    }

    @Test
    void returnsErrorsOfAControllerLikeEveryOtherFunction() {
        assertEquals(409, make("{\"what\":\"conflict\"}").status());
        assertEquals("DATABASE_UNAVAILABLE", make("{\"what\":\"down\"}").code());
        assertEquals("INTERNAL", make("{\"what\":\"bug\"}").code());
        assertTrue(!make("{\"what\":\"bug\"}").body().contains("98912"));
        assertEquals("VALIDATION", make("{\"what\":\"x\",\"what\":\"y\"}").code());
        assertEquals(415,
                Answer.of(handler, ProxyEvents.a("POST", "/v1/admin/things").by(caller(Role.ADMIN))).status());
    }

    @Test
    void runsControllersWithinTheDeadline() {
        assertEquals("{\"status\":\"success\",\"data\":{\"withinDeadline\":true}}",
                make("{\"what\":\"thing\"}").body());
    }

    private Answer make(String json) {
        return Answer.of(handler, ProxyEvents.a("POST", "/v1/admin/things").json(json).by(caller(Role.ADMIN)));
    }

    private ProxyEvents show() {
        return ProxyEvents.a("GET", "/v1/admin/things/{id}").path("id", thing.value());
    }

    private Identity caller(Role role) {
        return new Identity(user.id(), Some.id(), role, clock.instant().plusSeconds(60));
    }

    private void become(Role role) {
        users.change(user.id(), new AccountChange(Optional.empty(), Optional.of(role)), clock.instant());
    }
}
