package app.nero.tests.attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalLimits;
import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.ApiClient.Tokens;
import app.nero.local.testing.RunningNero;
import app.nero.picture.SomePictures;
import app.nero.testing.MultipartForm;
import app.nero.testing.Race;
import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks over HTTP, none of which may succeed. Every response is also validated against {@code openapi.yaml}. */
@Tag("mongodb")
class AttacksTest {

    /** From public lists of payloads against databases, regex engines, template engines, browsers and file systems. */
    private static final List<String> PAYLOADS = List.of("{\"$gt\":\"\"}", "{\"$ne\":null}", "{\"$regex\":\".*\"}",
            "{\"$where\":\"sleep(5000)\"}", "{\"$in\":[\"a\"]}", "{\"$exists\":true}", "[\"$ne\",1]", "$where",
            "'; return true; var a='", "' || '1'=='1", "admin'--", "1;sleep(5000)", "(a+)+$", ".*", "[a-z]*",
            "${jndi:ldap://127.0.0.1/a}", "{{7*7}}", "${7*7}", "<script>alert(1)</script>", "../../../etc/passwd",
            "..%2f..%2fetc%2fpasswd", "%00", "\u202egpj.exe");

    private static LocalNero nero;
    private static ApiClient api;
    private static MongoClient mongo;

    @BeforeAll
    static void start() {
        nero = RunningNero.start(Map.of());
        api = new ApiClient(nero);
        mongo = MongoClients.create(nero.settings().get("MONGODB_URI"));
    }

    @AfterAll
    static void stop() {
        mongo.close();
        nero.close();
    }

    static List<String> payloads() {
        return PAYLOADS;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void assertRefused(Answer answer) {
        assertTrue(answer.status() >= 400 && answer.status() < 500, () -> "Status " + answer.status());
    }

    @Nested
    class OperatorInjection {

        private final Tokens signedIn = api.begin(ApiClient.newPhone());
        private final String before = user(signedIn);

        @ParameterizedTest
        @MethodSource("app.nero.tests.attacks.AttacksTest#payloads")
        void isRefusedInSignInFields(String payload) {
            for (String value : values(payload)) {
                assertRefused(api.post("/auth/send-code", "{\"phoneNumber\":" + value + "}"));
                assertRefused(api.post("/auth/verify-code",
                        "{\"phoneNumber\":\"+989121234567\",\"code\":" + value + "}"));
                assertRefused(api.post("/auth/verify-code", "{\"phoneNumber\":" + value + ",\"code\":\"123456\"}"));
                assertRefused(api.post("/auth/refresh", "{\"refreshToken\":" + value + "}"));
                assertRefused(api.post("/auth/logout", signedIn.access(), "{\"everywhere\":" + value + "}"));
            }
            assertEquals(before, user(signedIn));
        }

        @ParameterizedTest
        @MethodSource("app.nero.tests.attacks.AttacksTest#payloads")
        void isStoredAsTextInTheProfile(String payload) {
            if (payload.startsWith("{") || payload.startsWith("[\"")) {
                assertRefused(api.patch("/users/profile", signedIn.access(), "{\"name\":" + payload + "}"));
            }
            assertRefused(api.patch("/users/profile", signedIn.access(), "{\"email\":" + quoted(payload) + "}"));
            Answer named = api.patch("/users/profile", signedIn.access(), "{\"name\":" + quoted(payload) + "}");

            assertEquals(200, named.status());
            assertEquals(payload, named.data().get("user").get("name").asText());
        }

        @ParameterizedTest
        @MethodSource("app.nero.tests.attacks.AttacksTest#payloads")
        void findsNothingInPaths(String payload) {
            for (String path : List.of("/auth/sessions/", "/characters/")) {
                assertEquals(404, api.delete(path + encoded(payload), signedIn.access()).status());
            }
            assertEquals(404, api.get("/characters/" + encoded(payload), signedIn.access()).status());
            assertEquals(404, api.get("/templates/" + encoded(payload), signedIn.access()).status());
            assertEquals(200, api.get("/users/me", signedIn.access()).status());
        }

        @ParameterizedTest
        @MethodSource("app.nero.tests.attacks.AttacksTest#payloads")
        void findsNothingInQueries(String payload) {
            for (String name : List.of("category", "search", "tag", "style")) {
                Answer answer = api.send(api.request("/templates?" + name + "=" + encoded(payload)));
                if (answer.status() == 200) {
                    assertEquals(0, answer.data().get("templates").size(), name);
                } else {
                    assertEquals(400, answer.status());
                }
            }
            for (String name : List.of("cursor", "sort", "limit", "offset", "trending")) {
                assertEquals(400, api.send(api.request("/templates?" + name + "=" + encoded(payload))).status());
            }
        }

        /** The payload as a JSON string and, if it is an object or array with text, as JSON itself. */
        private static List<String> values(String payload) {
            return payload.startsWith("{\"") || payload.startsWith("[\"")
                    ? List.of(quoted(payload), payload)
                    : List.of(quoted(payload));
        }
    }

    @Nested
    class MassAssignment {

        private final Tokens signedIn = api.begin(ApiClient.newPhone());

        @ParameterizedTest
        @ValueSource(strings = {"\"stars\":1000", "\"subscription\":\"premium\"", "\"role\":\"admin\"",
                "\"isVerified\":false", "\"_id\":\"6a0f3c0c007b1f2e3d4c5b6a\"", "\"id\":\"6a0f3c0c007b1f2e3d4c5b6a\"",
                "\"phoneNumber\":\"+989120000000\"", "\"createdAt\":\"2020-01-01T00:00:00.000Z\"",
                "\"$set\":{\"role\":\"admin\"}", "\"__proto__\":{\"role\":\"admin\"}", "\"user.role\":\"admin\""})
        void isRefusedInTheProfile(String member) {
            String before = user(signedIn);

            assertRefused(api.patch("/users/profile", signedIn.access(), "{\"name\":\"Sara\"," + member + "}"));

            assertEquals(before, user(signedIn));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"role\":\"admin\"", "\"user\":{\"role\":\"admin\"}", "\"stars\":9"})
        void isRefusedDuringSignIn(String member) {
            String phone = ApiClient.newPhone();
            assertRefused(api.post("/auth/send-code", "{\"phoneNumber\":\"" + phone + "\"," + member + "}"));
            assertRefused(api.post("/auth/verify-code",
                    "{\"phoneNumber\":\"" + phone + "\",\"code\":\"123456\"," + member + "}"));
        }

        @Test
        void isRefusedForTheUserIdOfACharacter() {
            Answer answer = create(signedIn,
                    MultipartForm.ofCharacter("Sara", 3).text("userId", "6a0f3c0c007b1f2e3d4c5b6a"));

            assertEquals(400, answer.status());
        }
    }

    @Nested
    class AccessToOtherUsersData {

        private final Tokens owner = api.begin(ApiClient.newPhone());
        private final Tokens attacker = api.begin(ApiClient.newPhone());

        @Test
        void isNotGrantedByCharacterId() {
            String id = create(owner, MultipartForm.ofCharacter("Sara", 3)).data().get("character").get("id").asText();

            assertEquals(notFound(), withoutRequestId(api.get("/characters/" + id, attacker.access())));
            assertEquals(notFound(), withoutRequestId(api.delete("/characters/" + id, attacker.access())));
            assertEquals(200, api.get("/characters/" + id, owner.access()).status());
        }

        @Test
        void isNotGrantedBySessionId() {
            String id = api.get("/auth/sessions", owner.access()).data().get("sessions").get(0).get("id").asText();

            assertEquals(notFound(), withoutRequestId(api.delete("/auth/sessions/" + id, attacker.access())));
            assertEquals(200, api.refresh(owner.refresh()).status());
        }

        @Test
        void isNotGrantedByUploads() {
            Answer granted = api.post("/characters/uploads", owner.access(), "{\"count\":3}");
            List<String> ids = new ArrayList<>();
            granted.data().get("uploads").forEach(upload -> ids.add(upload.get("publicId").asText()));
            String uploads = ids.stream().map(id -> "{\"publicId\":\"" + id + "\",\"version\":1,\"signature\":\""
                    + "0".repeat(64) + "\"}").collect(Collectors.joining(","));

            assertEquals(400, api.post("/characters", attacker.access(),
                    "{\"name\":\"Sara\",\"uploads\":[" + uploads + "]}").status());
        }

        @ParameterizedTest
        @ValueSource(strings = {"X-User-Id", "X-Forwarded-User", "X-Amzn-Oidc-Identity", "X-Original-URL", "Cookie",
                "X-Nero-User", "userId"})
        void isNotGrantedByUserIdHeaders(String header) {
            String ownerId = id(owner);

            Answer answer = api.send(api.request("/users/me").header("Authorization", "Bearer " + attacker.access())
                    .header(header, ownerId));
            Answer anonymous = api.send(api.request("/users/me").header(header, ownerId));

            assertEquals(id(attacker), answer.data().get("user").get("id").asText());
            assertEquals(401, anonymous.status());
        }

        @ParameterizedTest
        @ValueSource(strings = {"Basic YWRtaW46YWRtaW4=", "Bearer", "Bearer null", "bearer x.y.z", "Token x", ""})
        void isNotGrantedByOtherCredentials(String credential) {
            assertEquals(401, api.send(api.request("/users/me").header("Authorization", credential)).status());
        }

        @Test
        void isNotGrantedByTwoTokens() {
            assertEquals(401, api.send(api.request("/users/me").header("Authorization", "Bearer " + attacker.access())
                    .header("Authorization", "Bearer " + owner.access())).status());
        }

        private String notFound() {
            return withoutRequestId(api.get("/characters/6a0f3c0c007b1f2e3d4c5b6a", attacker.access()));
        }
    }

    @Nested
    class MaliciousJson {

        private final Tokens signedIn = api.begin(ApiClient.newPhone());

        @ParameterizedTest
        @ValueSource(strings = {"{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":NaN}", "{\"name\":1e999999999}",
                "{\"name\":\"\\ud800\"}", "{\"name\":\"\\udc00\\ud800\"}", "\ufeff{\"name\":\"a\"}",
                "{\"name\":\"a\"}{\"name\":\"b\"}", "{'name':'a'}", "{name:\"a\"}", "{\"name\":\"a\",}",
                "/**/{\"name\":\"a\"}", "{\"name\":\"a\\u0000b\"}", "{\"name\":\"a\\r\\nSet-Cookie: b\"}", "[]", "null",
                "\"name\"", "{\"name\":0x10}", "{\"name\":Infinity}", "{\"name\":\"\\x41\"}"})
        void isRefusedIfAmbiguousOrInvalid(String body) {
            String before = user(signedIn);

            assertEquals(400, api.patch("/users/profile", signedIn.access(), body).status());

            assertEquals(before, user(signedIn));
        }

        @ParameterizedTest
        @ValueSource(strings = {"[", "{\"a\":"})
        void isRefusedIfDeeplyNested(String open) {
            assertEquals(400, api.patch("/users/profile", signedIn.access(), open.repeat(10_000)).status());
        }

        @Test
        void isRefusedWithAHugeNumber() {
            assertEquals(400, api.patch("/users/profile", signedIn.access(), "{\"name\":" + "9".repeat(50_000) + "}")
                    .status());
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32", "ISO-8859-1"})
        void isRefusedInOtherEncodings(String charset) {
            byte[] body = "{\"name\":\"Zoë\"}".getBytes(Charset.forName(charset));
            Answer answer = api.send(api.request("/users/profile")
                    .header("Authorization", "Bearer " + signedIn.access()).header("Content-Type", "application/json")
                    .method("PATCH", BodyPublishers.ofByteArray(body)));

            assertRefused(answer);
        }
    }

    @Nested
    class LineInjection {

        /** Every log line must be one JSON object, whatever the input. */
        @Test
        void addsNoLogLinesOrHeaders() {
            Tokens signedIn = api.begin(ApiClient.newPhone());
            String mark = "injected-" + System.nanoTime();
            String lines = "\r\n" + mark + ": 1\r\n\r\n" + mark;
            PrintStream console = System.out;
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            List<Answer> answers = new ArrayList<>();
            try (PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
                System.setOut(capture);
                answers.add(api.patch("/users/profile", signedIn.access(),
                        "{\"name\":\"a" + lines.replace("\r", "\\r").replace("\n", "\\n") + "\"}"));
                answers.add(api.get("/characters/" + encoded(lines), signedIn.access()));
                answers.add(api.send(api.request("/templates?search=" + encoded(lines))));
                answers.add(api.send(api.request("/templates?cursor=" + encoded(lines))));
                answers.add(api.post("/auth/refresh", "{\"refreshToken\":\"" + mark + "\\r\\n" + mark + "\"}"));
                answers.add(create(signedIn, MultipartForm.ofCharacter("a" + lines, 3)));
            } finally {
                System.setOut(console);
            }

            String log = printed.toString(StandardCharsets.UTF_8);
            assertFalse(log.lines().anyMatch(line -> line.startsWith(mark)), "An injected log line.");
            assertTrue(log.lines().allMatch(line -> line.startsWith("{") && line.endsWith("}")),
                    "A log line is not JSON.");
            assertFalse(log.isEmpty());
            for (Answer answer : answers) {
                assertTrue(answer.response().headers().firstValue(mark).isEmpty());
                assertTrue(answer.status() < 500);
            }
        }
    }

    @Nested
    class CrossOriginRequests {

        @ParameterizedTest
        @ValueSource(strings = {"null", "https://evil.example", "http://localhost.evil.example",
                "http://evil-localhost:5000", "https://localhost", "file://", "http://localhost:5000.evil.example"})
        void areNotAllowedForOtherOrigins(String origin) {
            for (String path : List.of("/templates", "/users/me", "/nothing")) {
                Answer answer = api.send(api.request(path).header("Origin", origin));
                assertEquals(nero.url(), answer.header("Access-Control-Allow-Origin"), path);
                assertNotEquals("true", answer.header("Access-Control-Allow-Credentials"));
            }
            Answer preflight = api.send(api.request("/users/me").header("Origin", origin)
                    .header("Access-Control-Request-Method", "DELETE").method("OPTIONS", BodyPublishers.noBody()));
            assertEquals(nero.url(), preflight.header("Access-Control-Allow-Origin"));
        }
    }

    @Nested
    class SmsPumping {

        /** Uses the default limits for SMS and sends from many addresses. */
        @Test
        void staysUnderTheLimitsAndDoesNotLockOutOthers() throws Exception {
            Map<String, String> limits = new HashMap<>(LocalLimits.DEPLOYED);
            limits.put("NERO_RATE_LIMIT", "1000000/PT15M");
            try (LocalNero limited = LocalNero.start(RunningNero.TEMPLATE,
                    Files.createTempDirectory(Path.of("target"), "nero"), false, 0, limits, _ -> {})) {
                onePhone(limited);
                oneAddress(limited);
                expensiveNumbers(limited);

                assertEquals(200, sendFrom("127.0.0.9", limited, ApiClient.newPhone()),
                        "A request from another address was refused.");
            }
        }

        private static void onePhone(LocalNero limited) throws Exception {
            String phone = ApiClient.newPhone();
            for (int i = 0; i < 40; i++) {
                sendFrom("127.0.1." + (1 + i % 250), limited, phone);
            }
            assertEquals(1, sent(limited, phone));
        }

        private static void oneAddress(LocalNero limited) throws Exception {
            int before = sent(limited, "");
            Set<Integer> statuses = new HashSet<>();
            for (int i = 0; i < 200; i++) {
                statuses.add(sendFrom("127.0.2.1", limited, "+989121" + "%06d".formatted(i)));
            }
            assertEquals(100, sent(limited, "") - before);
            assertEquals(Set.of(200, 429), statuses);
        }

        private static void expensiveNumbers(LocalNero limited) throws Exception {
            int before = sent(limited, "");
            // Premium numbers in Germany, the USA, the United Kingdom and Iran; a satellite phone; a shared-cost number.
            List<String> expensive = List.of("+499001234567", "+19005550100", "+449098790000", "+989901234567890",
                    "+881612345678", "+448451234567");
            for (int i = 0; i < 60; i++) {
                sendFrom("127.0.3." + (1 + i % 250), limited, expensive.get(i % expensive.size()));
            }
            assertTrue(sent(limited, "") - before <= 1,
                    "At most one of the numbers is an ordinary one by its numbering plan.");
        }

        private static int sendFrom(String address, LocalNero limited, String phone) throws Exception {
            try (HttpClient client = HttpClient.newBuilder().localAddress(InetAddress.getByName(address)).build()) {
                HttpResponse<String> response = client.send(HttpRequest
                        .newBuilder(URI.create(limited.url().replace("localhost", "127.0.0.1")
                                + "/api/v1/auth/send-code"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"phoneNumber\":\"" + phone + "\"}")).build(),
                        BodyHandlers.ofString());
                return response.statusCode();
            }
        }

        private static int sent(LocalNero limited, String phone) {
            String query = phone.isEmpty() ? "" : "?phoneNumber=%2B" + phone.substring(1);
            return new ApiClient(limited)
                    .send(HttpRequest.newBuilder(URI.create(limited.url() + "/_local/outbox" + query)))
                    .json().get("messages").size();
        }
    }

    @Nested
    class OversizedRequests {

        private final Tokens signedIn = api.begin(ApiClient.newPhone());

        @ParameterizedTest
        @ValueSource(ints = {64 * 1024 + 1, 1_000_000, 7_000_000, 11_000_000})
        void areRefusedIfTheBodyIsTooLarge(int bytes) {
            Answer answer = api.patch("/users/profile", signedIn.access(),
                    "{\"name\":\"" + "x".repeat(bytes) + "\"}");

            assertEquals(413, answer.status());
            assertEquals("PAYLOAD_TOO_LARGE", answer.code());
        }

        @Test
        void doNoHarmInAQueryHeaderOrPath() {
            Answer query = api.send(api.request("/templates?search=" + "x".repeat(8_000)));
            Answer header = api.send(api.request("/templates").header("X-Long", "x".repeat(8_000)));
            Answer id = api.get("/characters/" + "a".repeat(8_000), signedIn.access());

            assertEquals(400, query.status());
            assertEquals(200, header.status());
            assertEquals(404, id.status());
        }

        @Test
        void areRefusedIfTheyHaveTooManyPartsOrPixels() {
            MultipartForm form = new MultipartForm();
            for (int i = 0; i < 5_000; i++) {
                form.file("images", "x", new byte[]{1});
            }

            assertEquals(400, create(signedIn, form).status());
            assertEquals(413, create(signedIn,
                    MultipartForm.ofCharacter("Sara", 2).file("images", "bomb", SomePictures.bomb())).status());
        }

        /** Connections that never finish their requests do not delay those of others. */
        @Test
        void doNotBlockOthersIfSentSlowly() throws IOException {
            List<Socket> slow = new ArrayList<>();
            try {
                for (int i = 0; i < 200; i++) {
                    Socket socket = new Socket("127.0.0.1", URI.create(nero.url()).getPort());
                    socket.getOutputStream().write(("POST /api/v1/auth/send-code HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{").getBytes());
                    slow.add(socket);
                }
                List<Answer> others = Race.of(20, _ -> () -> api.get("/users/me", signedIn.access()));

                assertTrue(others.stream().allMatch(answer -> answer.status() == 200));
            } finally {
                for (Socket socket : slow) {
                    socket.close();
                }
            }
        }
    }

    @Nested
    class OtherMethods {

        private final Tokens signedIn = api.begin(ApiClient.newPhone());

        @ParameterizedTest
        @ValueSource(strings = {"GET /auth/send-code", "PUT /users/me", "POST /users/me", "PATCH /users/me",
                "DELETE /users/profile", "PUT /characters", "DELETE /characters", "TRACE /users/me",
                "POST /auth/jwks.json", "DELETE /templates", "POST /health", "PROPFIND /users/me"})
        void return404(String route) {
            String[] parts = route.split(" ");
            Answer answer = api.send(api.request(parts[1]).header("Authorization", "Bearer " + signedIn.access())
                    .method(parts[0], BodyPublishers.noBody()));

            assertEquals(404, answer.status());
            assertEquals("NOT_FOUND", answer.code());
            assertEquals("nosniff", answer.header("X-Content-Type-Options"));
        }

        @Test
        void areIgnoredInAnOverrideHeader() {
            Answer answer = api.send(api.request("/users/me").header("Authorization", "Bearer " + signedIn.access())
                    .header("X-HTTP-Method-Override", "DELETE"));

            assertEquals(200, answer.status());
            assertEquals(200, api.get("/users/me", signedIn.access()).status());
        }
    }

    /** Guests share a limit per address. Each signed-in user has a separate one. */
    @Test
    void floodFromOneAddressDoesNotLockOutOthers() throws Exception {
        Map<String, String> limits = Map.of("NERO_READ_RATE_LIMIT", "50/PT16M");
        try (LocalNero limited = RunningNero.startBeside(nero, limits);
                LocalNero second = RunningNero.startBeside(nero, limits)) {
            ApiClient flooding = new ApiClient(limited);
            List<ApiClient> both = List.of(flooding, new ApiClient(second));
            List<String> paths = List.of("/templates", "/templates?search=neon", "/categories");
            Tokens signedIn = api.begin(ApiClient.newPhone());
            List<Answer> flood = Race.of(100,
                    i -> () -> both.get(i % 2).send(both.get(i % 2).request(paths.get(i % 3))));

            long passed = flood.stream().filter(answer -> answer.status() == 200).count();
            assertTrue(passed >= 25 && passed <= 50, passed + " passed");
            Answer refused = flood.stream().filter(answer -> answer.status() == 429).findFirst().orElseThrow();
            assertEquals("RATE_LIMITED", refused.code());
            assertTrue(Integer.parseInt(refused.header("Retry-After")) > 800);
            assertEquals("\"reads\";q=50;w=960", refused.header("RateLimit-Policy"));
            assertFalse(flooding.signIn(ApiClient.newPhone()).isEmpty(), "Reads do not block signing in.");
            assertEquals(200, flooding.get("/users/me", signedIn.access()).status(),
                    "Signed-in users have their own limit.");
            try (HttpClient elsewhere = HttpClient.newBuilder().localAddress(InetAddress.getByName("127.0.0.2"))
                    .build()) {
                assertEquals(200, elsewhere.send(HttpRequest.newBuilder(
                        URI.create(limited.url().replace("localhost", "127.0.0.1") + "/api/v1/templates")).build(),
                        BodyHandlers.discarding()).statusCode());
            }
        }
    }

    @Test
    void forwardingHeadersDoNotChangeTheClientAddress() {
        try (LocalNero limited = RunningNero.startBeside(nero, Map.of("NERO_READ_RATE_LIMIT", "7/PT1M"))) {
            ApiClient claiming = new ApiClient(limited);
            List<Integer> statuses = Stream.iterate(1, i -> i + 1).limit(20)
                    .map(i -> claiming.send(claiming.request("/categories").header("X-Forwarded-For", "192.0.2." + i)
                            .header("Forwarded", "for=192.0.2." + i).header("X-Real-Ip", "192.0.2." + i)).status())
                    .toList();

            assertTrue(statuses.stream().filter(status -> status == 200).count() <= 7);
        }
    }

    /** Checks all documents, at every depth: no field name is an operator. */
    @Test
    void noPayloadIsStoredAsAnOperator() {
        Tokens signedIn = api.begin(ApiClient.newPhone());
        for (String payload : PAYLOADS) {
            api.patch("/users/profile", signedIn.access(), "{\"name\":" + quoted(payload) + "}");
        }
        Set<String> names = new TreeSet<>();

        MongoDatabase database = RunningNero.database(nero, mongo);
        for (String collection : database.listCollectionNames()) {
            database.getCollection(collection).find().forEach(document -> addNames(document, names));
        }

        assertTrue(names.containsAll(Set.of("phoneNumber", "tokenHash")), names::toString);
        assertEquals(List.of(), names.stream().filter(name -> name.startsWith("$") || name.contains(".")).toList());
    }

    private static void addNames(Object value, Set<String> names) {
        switch (value) {
            case Document document -> document.forEach((name, member) -> {
                names.add(name);
                addNames(member, names);
            });
            case List<?> list -> list.forEach(item -> addNames(item, names));
            case null, default -> {
            }
        }
    }

    private static Answer create(Tokens signedIn, MultipartForm form) {
        return api.send(api.request("/characters").header("Authorization", "Bearer " + signedIn.access())
                .header("Content-Type", form.contentType()).POST(BodyPublishers.ofByteArray(form.bytes())));
    }

    private static String user(Tokens signedIn) {
        return api.get("/users/me", signedIn.access()).data().get("user").toString();
    }

    private static String id(Tokens signedIn) {
        JsonNode user = api.get("/users/me", signedIn.access()).data().get("user");
        return user.get("id").asText();
    }

    /** The status and body without the request id. */
    private static String withoutRequestId(Answer answer) {
        return answer.status() + answer.response().body().replaceAll("\"requestId\":\"[^\"]+\"", "");
    }
}
