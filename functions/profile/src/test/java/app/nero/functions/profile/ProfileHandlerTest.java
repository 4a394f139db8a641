package app.nero.functions.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.InMemoryUsers;
import app.nero.account.PlanPeriod;
import app.nero.account.Subscription;
import app.nero.account.User;
import app.nero.account.Users;
import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.kernel.Role;
import app.nero.lambda.ApiFunction;
import app.nero.lambda.Wiring;
import app.nero.session.InMemorySessions;
import app.nero.session.RefreshToken;
import app.nero.session.Session;
import app.nero.stars.InMemoryErasedNumbers;
import app.nero.testing.Answer;
import app.nero.testing.MutableClock;
import app.nero.testing.ProxyEvents;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import app.nero.throttle.Limit;
import app.nero.upkeep.ExportData;
import app.nero.upkeep.InMemoryErasures;
import app.nero.upkeep.InMemoryPersonalData;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileHandlerTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryUsers users = new InMemoryUsers();
    private final InMemorySessions sessions = new InMemorySessions();
    private final InMemoryErasures erasures = new InMemoryErasures();
    private final User user = users.addIfAbsent(Some.user(clock.instant()));
    private final InMemoryErasedNumbers erasedNumbers = new InMemoryErasedNumbers();
    private final InMemoryPersonalData data = new InMemoryPersonalData("favoriteTemplates", "starsLedger");
    private final Wiring wiring = Some.wiring(clock);
    private final ExportRoute exportRoute = new ExportRoute(new ExportData(users, data, new InMemoryThrottles(),
            Limit.parse("2/P1D"), Some.cursorSigning(), 100, clock), wiring.log());
    private final ProfileHandler handler = new ProfileHandler(users, sessions, erasures, erasedNumbers,
            () -> exportRoute, wiring);

    @Test
    void returnsTheCaller() {
        Answer answer = Answer.of(handler, signedIn("GET", "/v1/users/me"));

        assertEquals(200, answer.status());
        assertEquals("{\"status\":\"success\",\"data\":{\"user\":{\"id\":\"" + user.id()
                + "\",\"phoneNumber\":\"" + user.phoneNumber().value()
                + "\",\"name\":null,\"email\":null,\"subscription\":\"free\",\"stars\":0,\"isVerified\":true,"
                + "\"createdAt\":\"2026-05-14T12:00:00.123Z\",\"updatedAt\":\"2026-05-14T12:00:00.123Z\"}}}",
                answer.body());
    }

    @Test
    void returnsThePaidPlanUntilItEnds() {
        Instant end = clock.instant().plus(Duration.ofDays(30));
        users.setPlans(user.id(), 0, List.of(new PlanPeriod(Some.id(), Subscription.PRO, clock.instant(), end)));
        String paid = "\"subscription\":\"pro\",\"subscriptionUntil\":\"2026-06-13T12:00:00.123Z\",";

        for (ProxyEvents read : List.of(signedIn("GET", "/v1/users/me"), signedIn("GET", "/v1/users/profile"),
                signedIn("PATCH", "/v1/users/profile").json("{}"))) {
            assertTrue(Answer.of(handler, read).body().contains(paid));
        }
        clock.advance(Duration.ofDays(30));
        assertTrue(Answer.of(handler, signedIn("GET", "/v1/users/me")).body()
                .contains("\"subscription\":\"free\",\"stars\""));
    }

    @Test
    void returnsTheCallersActivity() {
        Answer answer = Answer.of(handler, signedIn("GET", "/v1/users/profile"));

        assertEquals(200, answer.status());
        assertTrue(answer.body().endsWith("\"stats\":{\"totalEdits\":0,\"editsThisMonth\":0,\"favoriteCount\":0,"
                + "\"characterCount\":0}}}"), answer.body());
    }

    @Test
    void countsEditsFromTheStartOfTheMonthInUtc() {
        List<Object> monthStarts = new ArrayList<>();
        Users recording = (Users) Proxy.newProxyInstance(Users.class.getClassLoader(), new Class<?>[]{Users.class},
                (_, method, arguments) -> {
                    monthStarts.add(arguments[1]);
                    return method.invoke(users, arguments);
                });
        ProfileHandler recorded = new ProfileHandler(recording, sessions, erasures, erasedNumbers, () -> exportRoute,
                wiring);

        clock.advance(Duration.between(clock.instant(), Instant.parse("2026-06-01T00:00:00Z")));
        Answer.of(recorded, signedIn("GET", "/v1/users/profile"));
        clock.advance(Duration.ofMillis(-1));
        Answer.of(recorded, signedIn("GET", "/v1/users/profile"));

        assertEquals(List.of(Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2026-05-01T00:00:00Z")),
                monthStarts);
    }

    @Test
    void changesNameAndEmail() {
        clock.advance(Duration.ofSeconds(1));
        Answer answer = Answer.of(handler, signedIn("PATCH", "/v1/users/profile")
                .json("{\"name\":\" سارا \",\"email\":\"sara@nero.example\"}"));

        assertEquals(200, answer.status());
        assertTrue(answer.body().contains("\"name\":\"سارا\",\"email\":\"sara@nero.example\""), answer.body());
        assertTrue(answer.body().contains("\"updatedAt\":\"2026-05-14T12:00:01.123Z\""), answer.body());
    }

    @Test
    void clearsNullFieldsAndKeepsAbsentOnes() {
        Answer.of(handler,
                signedIn("PATCH", "/v1/users/profile").json("{\"name\":\"Sara\",\"email\":\"s@n.example\"}"));
        Answer answer = Answer.of(handler, signedIn("PATCH", "/v1/users/profile").json("{\"name\":null}"));

        assertTrue(answer.body().contains("\"name\":null,\"email\":\"s@n.example\""), answer.body());
    }

    @Test
    void changesNothingForAnEmptyBody() {
        clock.advance(Duration.ofSeconds(1));
        Answer answer = Answer.of(handler, signedIn("PATCH", "/v1/users/profile").json("{}"));

        assertEquals(200, answer.status());
        assertEquals(user, users.find(user.id()).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"\"}", "{\"name\":1}", "{\"name\":{\"$set\":1}}", "{\"email\":\"x\"}",
            "{\"stars\":1000}", "{\"subscription\":\"premium\"}", "{\"role\":\"admin\"}", "{\"isVerified\":true}",
            "{\"_id\":\"507f1f77bcf86cd799439011\"}", "{\"phoneNumber\":\"+989121234567\"}",
            "{\"name\":\"Sara\",\"role\":\"admin\"}", "{\"name\":\"a\\r\\nb\"}", "{\"$set\":{\"stars\":9}}"})
    void refusesInvalidAndUnknownFields(String body) {
        Answer answer = Answer.of(handler, signedIn("PATCH", "/v1/users/profile").json(body));

        assertEquals(400, answer.status());
        assertEquals("VALIDATION", answer.code());
        assertEquals(user, users.find(user.id()).orElseThrow());
    }

    @Test
    void returns401ForGuestsAndDeletedAccounts() {
        Identity deleted = new Identity(Some.id(), Some.id(), Role.USER, clock.instant().plusSeconds(60));

        for (ProxyEvents event : List.of(ProxyEvents.a("GET", "/v1/users/me"),
                ProxyEvents.a("GET", "/v1/users/profile"), ProxyEvents.a("PATCH", "/v1/users/profile").json("{}"),
                ProxyEvents.a("GET", "/v1/users/me").by(deleted),
                ProxyEvents.a("GET", "/v1/users/me/export"), ProxyEvents.a("GET", "/v1/users/me/export").by(deleted),
                ProxyEvents.a("DELETE", "/v1/users/me"), ProxyEvents.a("DELETE", "/v1/users/me").by(deleted),
                ProxyEvents.a("GET", "/v1/users/profile").by(deleted),
                ProxyEvents.a("PATCH", "/v1/users/profile").json("{\"name\":\"x\"}").by(deleted))) {
            Answer answer = Answer.of(handler, event);

            assertEquals(401, answer.status());
            assertEquals("UNAUTHORIZED", answer.code());
        }
    }

    @Test
    void deletesTheAccountOnlyRightAfterASignIn() {
        Session session = Session.begin(Some.id(), user.id(), RefreshToken.random(new SecureRandom()), "",
                clock.instant(), clock.instant().plusSeconds(3600));
        sessions.add(session);
        ProxyEvents erase = ProxyEvents.a("DELETE", "/v1/users/me")
                .by(new Identity(user.id(), session.id(), Role.USER, clock.instant().plusSeconds(3600)));

        clock.advance(Duration.ofMinutes(11));
        Answer tooLate = Answer.of(handler, erase);
        clock.advance(Duration.ofMinutes(-2));
        Answer inTime = Answer.of(handler, erase);

        assertEquals(403, tooLate.status());
        assertEquals("FORBIDDEN", tooLate.code());
        assertEquals(200, inTime.status());
        assertEquals("{\"status\":\"success\",\"message\":\"Account deleted\"}", inTime.body());
        assertEquals(1, erasures.erased().size());
        assertTrue(erasedNumbers.contains(user.phoneNumber(), clock.instant()));
    }

    @Test
    void exportsTheCallersDataAsAFile() {
        data.add("favoriteTemplates", user.id(), new Id("000000000000000000000001"), "");
        data.add("favoriteTemplates", Some.id(), new Id("000000000000000000000002"), "");

        Answer answer = Answer.of(handler, signedIn("GET", "/v1/users/me/export"));

        assertEquals(200, answer.status());
        assertEquals(
                "{\"status\":\"success\",\"data\":{\"export\":{\"startedAt\":\"2026-05-14T12:00:00.123Z\",\"page\":1,"
                        + "\"sections\":{\"favoriteTemplates\":[{\"id\": \"000000000000000000000001\"}],\"starsLedger\":[]}},"
                        + "\"nextCursor\":null}}",
                answer.body());
        assertEquals("attachment; filename=\"nero-export.json\"", answer.headers().get("Content-Disposition"));
        assertEquals("no-store", answer.headers().get("Cache-Control"));
    }

    @Test
    void numbersTheFilesOfALargeExport() {
        for (int i = 1; i <= 3; i++) {
            data.add("starsLedger", user.id(), new Id("%024x".formatted(i)), "");
        }

        Answer first = Answer.of(handler, signedIn("GET", "/v1/users/me/export"));
        String cursor = first.body().replaceAll(".*\"nextCursor\":\"([^\"]+)\".*", "$1");
        Answer second = Answer.of(handler, signedIn("GET", "/v1/users/me/export").query("cursor", cursor));

        assertEquals("attachment; filename=\"nero-export-1.json\"", first.headers().get("Content-Disposition"));
        assertEquals("attachment; filename=\"nero-export-2.json\"", second.headers().get("Content-Disposition"));
        assertTrue(first.body().contains("000000000000000000000002"), first.body());
        assertTrue(second.body().contains("\"sections\":{\"starsLedger\":[{\"id\": \"000000000000000000000003\"}]}"),
                second.body());
        assertTrue(second.body().endsWith("\"nextCursor\":null}}"), second.body());
    }

    @Test
    void startsTwoExportsADay() {
        Answer.of(handler, signedIn("GET", "/v1/users/me/export"));
        Answer.of(handler, signedIn("GET", "/v1/users/me/export"));
        clock.advance(Duration.ofHours(1));

        Answer third = Answer.of(handler, signedIn("GET", "/v1/users/me/export"));

        assertEquals(429, third.status());
        assertEquals("RATE_LIMITED", third.code());
        assertEquals(Long.toString(Duration.ofHours(23).toSeconds()), third.headers().get("Retry-After"));
    }

    /** Otherwise a request above the request limit would use up a start. */
    @Test
    void countsTheRequestBeforeItExports() {
        assertInstanceOf(ApiFunction.CountedFirst.class, handler.routes().get("GET /v1/users/me/export"));
    }

    @Test
    void refusesACursorThatNeroDidNotSign() {
        for (String cursor : List.of("", "x", Some.cursorSigning().sign("stars\n" + user.id(), "1"))) {
            Answer answer = Answer.of(handler, signedIn("GET", "/v1/users/me/export").query("cursor", cursor));

            assertEquals(400, answer.status());
            assertEquals("VALIDATION", answer.code());
        }
    }

    @Test
    void returnsTheVersionToGuests() {
        String body = Answer.of(handler, ProxyEvents.a("GET", "/v1/health")).body();

        assertTrue(body.matches("\\{\"status\":\"success\",\"data\":\\{\"version\":\"\\d+\\.\\d+\\.\\d+\"}}"), body);
    }

    private ProxyEvents signedIn(String method, String resource) {
        return ProxyEvents.a(method, resource)
                .by(new Identity(user.id(), Some.id(), Role.USER, clock.instant().plusSeconds(60)));
    }
}
