package app.nero.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.http.Field;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.Values;
import app.nero.kernel.Identity;
import app.nero.kernel.Role;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.testing.MutableClock;
import app.nero.testing.ProxyEvents;
import app.nero.testing.Some;
import app.nero.testing.TestContext;
import app.nero.throttle.InMemoryThrottles;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiFunctionTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final MutableClock clock = MutableClock.atNoon();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    /** The handler of all routes; tests replace it. */
    private ApiFunction.Route route = _ -> Response.ok(json -> json.writeNumberField("answer", 42));

    /** What a person sees instead of an error; tests set it. */
    private Optional<String> errorPage = Optional.empty();

    private final Settings settings = new Settings(Map.of("NERO_WEB_ORIGIN", "https://nero.example",
            "NERO_RATE_LIMIT", "100/PT15M",
            "NERO_METRICS", "nero-test"));

    private final ApiFunction function = new ApiFunction(
            new Wiring(settings, clock, Optional.of(new InMemoryThrottles()), Optional.empty())) {

        @Override
        protected Map<String, Route> routes() {
            return Map.of(
                    "GET /v1/things", request -> route.answer(request),
                    "GET /v1/public", new PublicRead(request -> route.answer(request)),
                    "GET /v1/waiting", new Poll(request -> route.answer(request)),
                    "GET /v1/costly", new CountedFirst(request -> route.answer(request)),
                    "GET /v1/unlimited", new Unlimited(request -> route.answer(request)),
                    "POST /v1/things", request -> route.answer(request));
        }

        @Override
        protected Optional<String> errorPage(Request request) {
            return errorPage;
        }
    };

    @Test
    void wrapsASuccessInTheEnvelope() {
        JsonNode answer = handle(thing().json("{}"));

        assertEquals(200, answer.get("statusCode").asInt());
        assertEquals("{\"status\":\"success\",\"data\":{\"answer\":42}}", answer.get("body").asText());
        assertFalse(answer.get("isBase64Encoded").asBoolean());
    }

    @Test
    void wrapsAMessageInTheEnvelope() {
        route = _ -> Response.ok("Fine");

        assertEquals("{\"status\":\"success\",\"message\":\"Fine\"}", handle(thing()).get("body").asText());
    }

    @Test
    void showsAPageInsteadOfAnError() {
        errorPage = Optional.of("<h1>Sorry</h1>");
        JsonNode fine = handle(thing());
        route = _ -> {
            throw Problem.validation("limit", "must be a number");
        };
        JsonNode failed = handle(thing());

        assertEquals("{\"status\":\"success\",\"data\":{\"answer\":42}}", fine.get("body").asText());
        assertEquals(400, failed.get("statusCode").asInt());
        assertEquals("<h1>Sorry</h1>", failed.get("body").asText());
        assertEquals("text/html; charset=utf-8", failed.get("headers").get("Content-Type").asText());
    }

    @Test
    void sendsSecurityHeadersWithEveryResponse() {
        for (ProxyEvents event : List.of(thing().json("{}"), ProxyEvents.a("GET", "/v1/unknown"))) {
            JsonNode headers = handle(event).get("headers");

            assertEquals("https://nero.example", headers.get("Access-Control-Allow-Origin").asText());
            assertEquals("nosniff", headers.get("X-Content-Type-Options").asText());
            assertEquals("default-src 'none'; frame-ancestors 'none'",
                    headers.get("Content-Security-Policy").asText());
            assertEquals("no-referrer", headers.get("Referrer-Policy").asText());
            assertEquals("no-store", headers.get("Cache-Control").asText());
            assertEquals("a-request-id", headers.get("X-Request-Id").asText());
            assertTrue(headers.has("Strict-Transport-Security"));
            assertTrue(headers.has("Cross-Origin-Resource-Policy"));
        }
    }

    @Test
    void reportsAllInvalidParameters() {
        route = request -> {
            request.parameters(Field.digits("limit", 1, 100).orElse(20), Field.digits("offset", 0, 1_000).orElse(0),
                    Field.text("sort", text -> Optional.of(text).filter("newest"::equals), "must be newest")
                            .optional());
            return Response.ok("Fine");
        };

        JsonNode answer = handle(thing().query("limit", "0").query("offset", "1").query("offset", "2")
                .query("sort", "oldest").query("unknown", "1").query("unknown", "2"));

        assertError(400, "VALIDATION", answer);
        assertTrue(answer.get("body").asText().contains("\"errors\":["
                + "{\"field\":\"limit\",\"message\":\"must be a whole number from 1 to 100\"},"
                + "{\"field\":\"offset\",\"message\":\"must be given only once\"},"
                + "{\"field\":\"sort\",\"message\":\"must be newest\"}]"), answer.get("body").asText());
        assertEquals(200, handle(thing().query("limit", "100").query("offset", "0")).get("statusCode").asInt());
        for (String number : List.of("", "101", "abc", "-1", "1.0", "1e1", "+1", "0x1", "٣", "9999999999", " 1")) {
            assertError(400, "VALIDATION", handle(thing().query("limit", number)));
        }
    }

    @Test
    void returns304IfTheEntityTagOfASharedResponseMatches() {
        route = _ -> Response.ok(json -> json.writeNumberField("answer", 42)).sharedFor(Duration.ofMinutes(1),
                "Origin, Authorization");

        JsonNode first = handle(thing());
        String tag = first.get("headers").get("ETag").asText();
        JsonNode same = handle(thing().header("If-None-Match", "\"other\", W/" + tag));
        JsonNode other = handle(thing().header("If-None-Match", "\"other\""));
        route = _ -> Response.ok(json -> json.writeNumberField("answer", 43)).sharedFor(Duration.ofMinutes(1),
                "Origin");
        JsonNode changed = handle(thing().header("If-None-Match", tag));

        assertEquals("public, max-age=60", first.get("headers").get("Cache-Control").asText());
        assertEquals("Origin, Authorization, Accept-Encoding", first.get("headers").get("Vary").asText());
        assertTrue(tag.matches("\"[0-9a-f]{16}\""), tag);
        assertEquals(304, same.get("statusCode").asInt());
        assertEquals("", same.get("body").asText());
        assertEquals(tag, same.get("headers").get("ETag").asText());
        assertEquals("public, max-age=60", same.get("headers").get("Cache-Control").asText());
        assertEquals(200, other.get("statusCode").asInt());
        assertEquals(200, changed.get("statusCode").asInt());
    }

    @Test
    void returns404WithoutAMatchingRoute() {
        JsonNode answer = handle(ProxyEvents.a("PUT", "/v1/things"));

        assertError(404, "NOT_FOUND", answer);
    }

    @Test
    void returnsAProblemWithItsCodeAndRetryAfter() {
        route = _ -> {
            throw Problem.of(429, "RESEND_TOO_SOON", "Wait").retryAfter(Duration.ofMillis(58_001))
                    .with(json -> json.writeNumberField("left", 2));
        };

        JsonNode answer = handle(thing());

        assertError(429, "RESEND_TOO_SOON", answer);
        assertTrue(answer.get("body").asText().contains("\"left\":2"), answer.toString());
        assertEquals("59", answer.get("headers").get("Retry-After").asText());
    }

    @Test
    void turnsABugInto500WithoutDetails() {
        route = _ -> {
            throw new IllegalStateException("canary +989121234567");
        };

        JsonNode answer = handle(thing());

        assertError(500, "INTERNAL", answer);
        assertFalse(answer.toString().contains("canary"));
        assertFalse(answer.toString().contains("IllegalState"));
        assertTrue(log().contains("java.lang.IllegalStateException"), log());
        assertTrue(log().contains("at app.nero.lambda.ApiFunctionTest"), log());
        assertFalse(log().contains("canary"));
    }

    @Test
    void countsBugsByVersionButNotServicesThatAreDown() {
        route = _ -> {
            throw new UnavailableException(Service.DATABASE, new IllegalStateException());
        };
        handle(thing());
        assertFalse(log().contains("InternalErrors"), log());
        route = _ -> {
            throw new IllegalStateException();
        };
        handle(thing());

        assertTrue(log().contains("\"event\":\"InternalErrors\",\"version\":\"test:1\""), log());
    }

    @Test
    void turnsABugInWritingTheResponseInto500() {
        route = _ -> Response.ok(_ -> {
            throw new IllegalStateException("half an answer");
        });

        assertError(500, "INTERNAL", handle(thing()));
    }

    @Test
    void returns503IfTheDatabaseIsUnavailable() {
        route = _ -> {
            throw new UnavailableException(Service.DATABASE, new IllegalStateException("canary"));
        };

        JsonNode answer = handle(thing());

        assertError(503, "DATABASE_UNAVAILABLE", answer);
        assertTrue(answer.get("headers").has("Retry-After"));
        assertFalse((log() + answer).contains("canary"));
    }

    @Test
    void returns500IfTheEventIsMalformed() {
        JsonNode answer = handle(new ByteArrayInputStream("[1]".getBytes(StandardCharsets.UTF_8)));

        assertEquals(500, answer.get("statusCode").asInt());
    }

    @Test
    void takesTheIdentityOnlyFromTheAuthorizer() {
        Identity caller = new Identity(Some.id(), Some.id(), Role.ADMIN, clock.instant().plusSeconds(1).truncatedTo(
                ChronoUnit.SECONDS));
        route = request -> {
            boolean same = request.caller().equals(caller);
            return Response.ok(json -> json.writeBooleanField("same", same));
        };

        JsonNode known = handle(thing().by(caller));
        JsonNode claimed = handle(thing().header("X-User-Id", caller.userId().value())
                .header("userId", caller.userId().value()).json("{\"userId\":\"" + caller.userId() + "\"}"));

        assertTrue(known.get("body").asText().contains("\"same\":true"));
        assertError(401, "UNAUTHORIZED", claimed);
        assertEquals("Bearer", claimed.get("headers").get("WWW-Authenticate").asText());
        assertTrue(log().contains("\"userId\":\"" + caller.userId() + "\""));
    }

    @Test
    void refusesAnExpiredTokenThatTheGatewayHasCached() {
        Identity caller = new Identity(Some.id(), Some.id(), Role.USER, clock.instant().minusSeconds(1));

        assertError(401, "UNAUTHORIZED", handle(thing().by(caller)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "\"x\"", "{", "{\"a\":}", "{'a':1}", "{\"a\":1,}", "{} {}", "{}x",
            "\ufeff{}", "{\"a\":NaN}", "{\"a\":\"1\",\"a\":\"2\"}", "{\"a\":{\"b\":1,\"b\":2}}", "{\"a\":01}",
            "{\"a\":\"\\ud800\"}", "{\"\\udfff\":1}", "{\"a\":\"\u0000\"}", "// {}", "{\"a\":1/**/}"})
    void refusesABodyThatIsNotAJsonObject(String body) {
        route = request -> {
            request.fields(Field.text("a", Optional::of, "").optional());
            return Response.ok(_ -> {});
        };

        assertError(400, "VALIDATION", handle(thing().json(body)));
    }

    @Test
    void refusesDeepNesting() {
        route = request -> {
            request.fields();
            return Response.ok(_ -> {});
        };

        assertError(400, "VALIDATION", handle(thing().json("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}")));
        assertError(400, "VALIDATION", handle(thing().json("{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}")));
        assertError(400, "VALIDATION", handle(thing().json("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000))));
    }

    @Test
    void reportsAllInvalidFields() throws IOException {
        route = request -> {
            request.fields(Field.text("phoneNumber", Optional::of, ""),
                    Field.text("code", _ -> Optional.empty(), "must be six digits"),
                    Field.text("missing", Optional::of, ""));
            return Response.ok(_ -> {});
        };

        JsonNode answer = handle(thing().json("{\"phoneNumber\":{\"$gt\":\"\"},\"code\":\"x\",\"role\":\"admin\"}"));

        assertError(400, "VALIDATION", answer);
        JsonNode body = MAPPER.readTree(answer.get("body").asText());
        assertEquals("Validation error", body.get("message").asText());
        assertEquals(MAPPER.readTree("""
            [{"field":"phoneNumber","message":"must be a string"},
             {"field":"code","message":"must be six digits"},
             {"field":"missing","message":"is required"},
             {"field":"role","message":"is not a known field"}]"""), body.get("errors"));
    }

    @Test
    void distinguishesAnAbsentFieldFromNull() {
        route = request -> {
            Field<Optional<Optional<String>>> absent = Field.text("absent", Optional::of, "").nullable();
            Field<Optional<Optional<String>>> cleared = Field.text("cleared", Optional::of, "").nullable();
            Field<Optional<Optional<String>>> set = Field.text("set", Optional::of, "").nullable();
            Values fields = request.fields(absent, cleared, set);
            return Response.ok(json -> json.writeStringField("seen",
                    fields.get(absent) + " " + fields.get(cleared) + " " + fields.get(set)));
        };

        JsonNode answer = handle(thing().json("{\"cleared\":null,\"set\":\"x\"}"));

        assertTrue(answer.get("body").asText()
                .contains("Optional.empty Optional[Optional.empty] Optional[Optional[x]]"), answer.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/json; charset=utf-16", "application/jsonx",
            "multipart/form-data; boundary=x", "text/html, application/json"})
    void refusesOtherContentTypesThanJson(String contentType) {
        route = request -> {
            request.fields();
            return Response.ok(_ -> {});
        };

        assertError(415, "UNSUPPORTED_MEDIA_TYPE", handle(thing().json("{}").header("Content-Type", contentType)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "APPLICATION/JSON", "application/json; charset=utf-8",
            "application/json;charset=\"UTF-8\""})
    void acceptsAllSpellingsOfTheJsonContentType(String contentType) {
        route = request -> {
            request.fields();
            return Response.ok(_ -> {});
        };

        assertEquals(200, handle(thing().json("{}").header("Content-Type", contentType)).get("statusCode").asInt());
    }

    @Test
    void refusesABodyWithoutContentType() {
        route = request -> {
            request.fields();
            return Response.ok(_ -> {});
        };

        assertError(415, "UNSUPPORTED_MEDIA_TYPE", handle(thing().body("{}")));
    }

    @Test
    void refusesAFormThatIsNotEncoded() {
        assertError(415, "UNSUPPORTED_MEDIA_TYPE",
                handle(thing().body("{}").header("Content-Type", "multipart/form-data; boundary=x")));
    }

    @Test
    void readsPathParameters() {
        route = request -> Response.ok(request.pathId("id").value());

        String id = Some.id().value();
        assertTrue(handle(thing().path("id", id)).get("body").asText().contains(id));
    }

    @Test
    void refusesMoreThan64KiBOfJson() {
        route = request -> {
            request.fields(Field.text("a", Optional::of, "").optional());
            return Response.ok(_ -> {});
        };
        int overhead = "{\"a\":\"\"}".length();

        assertEquals(200,
                handle(thing().json("{\"a\":\"" + "x".repeat(65_536 - overhead) + "\"}")).get("statusCode").asInt());
        assertError(413, "PAYLOAD_TOO_LARGE",
                handle(thing().json("{\"a\":\"" + "x".repeat(65_537 - overhead) + "\"}")));
        assertError(413, "PAYLOAD_TOO_LARGE", handle(thing().json("{\"a\":\"" + "ک".repeat(32_768) + "\"}")));
    }

    @Test
    void decodesABase64Body() {
        route = request -> {
            request.fields();
            return Response.ok(_ -> {});
        };
        String encoded = Base64.getEncoder().encodeToString("{}".getBytes(StandardCharsets.UTF_8));

        assertEquals(200, handle(thing().base64(encoded)).get("statusCode").asInt());
        assertError(400, "VALIDATION",
                handle(thing().base64(Base64.getEncoder().encodeToString(new byte[]{'{', (byte) 0xff, '}'}))));
    }

    @Test
    void identifiesGuestsByTheGatewaysSourceAddressAndIpv6Network() {
        route = request -> Response.ok(json -> json.writeStringField("source", request.source()));

        assertTrue(handle(thing().from("192.0.2.7").header("X-Forwarded-For", "198.51.100.1")).get("body").asText()
                .contains("192.0.2.7"));
        assertEquals(handle(thing().from("2001:db8:1:2::3")).get("body"),
                handle(thing().from("2001:db8:1:2:ffff::9")).get("body"));
        assertFalse(handle(thing().from("2001:db8:1:2::3")).get("body")
                .equals(handle(thing().from("2001:db8:1:3::3")).get("body")));
    }

    @Test
    void logsOneLinePerRequest() throws IOException {
        route = _ -> {
            clock.advance(Duration.ofMillis(250));
            return Response.ok("Fine");
        };
        handle(thing().json("{\"phoneNumber\":\"+989121234567\"}"));

        assertEquals(1, log().lines().count());
        JsonNode line = MAPPER.readTree(log());
        assertEquals("POST /v1/things", line.get("route").asText());
        assertEquals(200, line.get("status").asInt());
        assertEquals("OK", line.get("code").asText());
        assertEquals(250, line.get("ms").asInt());
        assertEquals("a-request-id", line.get("requestId").asText());
    }

    private static ProxyEvents thing() {
        return ProxyEvents.a("POST", "/v1/things");
    }

    private static void assertError(int status, String code, JsonNode answer) {
        assertEquals(status, answer.get("statusCode").asInt(), answer.toString());
        assertTrue(
                answer.get("body").asText().startsWith("{\"status\":\"error\",\"code\":\"" + code + "\",\"message\":"),
                answer.toString());
        assertTrue(answer.get("body").asText().contains("\"requestId\":\""), answer.toString());
    }

    private JsonNode handle(ProxyEvents event) {
        return handle(event.stream());
    }

    private JsonNode handle(InputStream event) {
        PrintStream usual = System.out;
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        try {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            function.handleRequest(event, answer, new TestContext());
            return MAPPER.readTree(answer.toByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            System.setOut(usual);
        }
    }

    private String log() {
        return console.toString(StandardCharsets.UTF_8);
    }

    @Test
    void countsTheFirstRequestAsAColdStart() {
        handle(thing().json("{}"));
        handle(thing().json("{}"));

        List<String> lines = log().lines().toList();
        assertEquals(2, lines.size(), log());
        assertTrue(lines.get(0).contains("\"ColdStarts\":1"), log());
        assertTrue(lines.get(0).contains("\"Namespace\":\"nero-test\""), log());
        assertTrue(lines.get(0).contains("\"cold\":true"), log());
        assertTrue(lines.get(1).contains("\"cold\":false"), log());
    }

    @Test
    void sendsEachCallerTheNumberOfRequestsLeft() {
        JsonNode first = handle(thing().json("{}")).get("headers");
        clock.advance(Duration.ofSeconds(10));
        JsonNode second = handle(ProxyEvents.a("GET", "/v1/things")).get("headers");

        assertEquals("\"requests\";q=100;w=900", first.get("RateLimit-Policy").asText());
        assertEquals("\"requests\";r=99;t=900", first.get("RateLimit").asText());
        assertEquals("\"requests\";r=98;t=890", second.get("RateLimit").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void limitsTheRequestsOfEachCallerSeparately(String method) {
        List<String> handled = new ArrayList<>();
        route = request -> {
            handled.add(request.source());
            return Response.ok(_ -> {});
        };
        for (int i = 0; i < 100; i++) {
            assertEquals(200, handle(ProxyEvents.a(method, "/v1/things").from("2001:db8:1:2::" + (i + 1)))
                    .get("statusCode").asInt());
        }
        JsonNode refused = handle(ProxyEvents.a(method, "/v1/things").from("2001:db8:1:2:ffff::1"));
        JsonNode other = handle(ProxyEvents.a(method, "/v1/things").from("2001:db8:1:3::1"));
        clock.advance(Duration.ofMinutes(15));
        JsonNode later = handle(ProxyEvents.a(method, "/v1/things").from("2001:db8:1:2::1"));

        assertError(429, "RATE_LIMITED", refused);
        assertEquals("900", refused.get("headers").get("Retry-After").asText());
        assertEquals("\"requests\";r=0;t=900", refused.get("headers").get("RateLimit").asText());
        assertEquals(200, other.get("statusCode").asInt());
        assertEquals(200, later.get("statusCode").asInt());
        assertEquals(method.equals("POST") ? 102 : 103, handled.size());
    }

    @Test
    void countsPublicReadsApartFromOtherRequests() {
        JsonNode read = handle(ProxyEvents.a("GET", "/v1/public")).get("headers");
        JsonNode request = handle(thing().json("{}")).get("headers");

        assertEquals("\"reads\";q=600;w=900", read.get("RateLimit-Policy").asText());
        assertEquals("\"reads\";r=599;t=900", read.get("RateLimit").asText());
        assertEquals("\"requests\";r=99;t=900", request.get("RateLimit").asText());
    }

    @Test
    void publicReadsDoNotBlockOtherRequests() {
        for (int i = 0; i < 600; i++) {
            assertEquals(200, handle(ProxyEvents.a("GET", "/v1/public")).get("statusCode").asInt());
        }

        assertError(429, "RATE_LIMITED", handle(ProxyEvents.a("GET", "/v1/public")));
        assertEquals(200, handle(thing().json("{}")).get("statusCode").asInt());
    }

    @Test
    void doesNotStartACostlyReadAboveTheLimit() {
        AtomicInteger reads = new AtomicInteger();
        route = _ -> {
            reads.incrementAndGet();
            return Response.ok(_ -> {});
        };

        for (int i = 0; i < 100; i++) {
            assertEquals(200, handle(ProxyEvents.a("GET", "/v1/costly")).get("statusCode").asInt());
        }

        assertError(429, "RATE_LIMITED", handle(ProxyEvents.a("GET", "/v1/costly")));
        assertEquals(100, reads.get());
    }

    @Test
    void countsPollsApartFromOtherRequests() {
        for (int i = 0; i < 900; i++) {
            assertEquals(200, handle(ProxyEvents.a("GET", "/v1/waiting")).get("statusCode").asInt());
        }

        JsonNode refused = handle(ProxyEvents.a("GET", "/v1/waiting"));
        assertError(429, "RATE_LIMITED", refused);
        assertEquals("\"polls\";q=900;w=900", refused.get("headers").get("RateLimit-Policy").asText());
        assertEquals(200, handle(thing().json("{}")).get("statusCode").asInt());
        assertEquals(200, handle(ProxyEvents.a("GET", "/v1/public")).get("statusCode").asInt());
    }

    @Test
    void otherRequestsDoNotBlockPublicReads() {
        for (int i = 0; i < 100; i++) {
            handle(thing().json("{}"));
        }

        assertError(429, "RATE_LIMITED", handle(thing().json("{}")));
        assertEquals(200, handle(ProxyEvents.a("GET", "/v1/public")).get("statusCode").asInt());
    }

    @Test
    void countsAUsersRequestsFromAllAddresses() {
        Identity caller = new Identity(Some.id(), Some.id(), Role.USER, clock.instant().plusSeconds(3_600));
        for (int i = 0; i < 100; i++) {
            handle(ProxyEvents.a("GET", "/v1/things").by(caller).from("192.0.2." + i));
        }

        assertError(429, "RATE_LIMITED", handle(ProxyEvents.a("GET", "/v1/things").by(caller).from("198.51.100.1")));
        assertEquals(200, handle(ProxyEvents.a("GET", "/v1/things").from("192.0.2.1")).get("statusCode").asInt());
    }

    @Test
    void countsRequestsThatFail() {
        route = _ -> {
            throw Problem.notFound();
        };
        JsonNode answer = handle(ProxyEvents.a("GET", "/v1/things"));

        assertError(404, "NOT_FOUND", answer);
        assertEquals("\"requests\";r=99;t=900", answer.get("headers").get("RateLimit").asText());
    }

    @Test
    void doesNotCountRequestsOfUnlimitedRoutes() {
        for (int i = 0; i < 101; i++) {
            JsonNode answer = handle(ProxyEvents.a("GET", "/v1/unlimited"));
            assertEquals(200, answer.get("statusCode").asInt());
            assertFalse(answer.get("headers").has("RateLimit"));
        }
    }
}
