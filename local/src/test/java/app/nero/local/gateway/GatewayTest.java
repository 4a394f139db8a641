package app.nero.local.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.sam.SamTemplate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayTest {

    private static final String TEMPLATE = """
        Resources:
          Api:
            Type: AWS::Serverless::Api
            Properties:
              StageName: api
              BinaryMediaTypes: [image~1png]
              MinimumCompressionSize: 500
              Cors: {AllowOrigin: "'https://web.example'", AllowHeaders: "'Authorization'", MaxAge: "'600'"}
              Auth:
                DefaultAuthorizer: Token
                AddDefaultAuthorizerToCorsPreflight: false
                Authorizers:
                  Token:
                    FunctionArn: !GetAtt AuthorizerFunction.Arn
                    Identity: {ValidationExpression: "Bearer [a-z0-9-]+", ReauthorizeEvery: 60}
              GatewayResponses:
                UNAUTHORIZED:
                  ResponseParameters: {Headers: {WWW-Authenticate: "'Bearer'", X-Id: context.requestId}}
                  ResponseTemplates: {application/json: '{"code":"UNAUTHORIZED","id":"$context.requestId"}'}
                MISSING_AUTHENTICATION_TOKEN:
                  StatusCode: 404
                  ResponseTemplates: {application/json: '{"code":"NOT_FOUND"}'}
                DEFAULT_4XX:
                  ResponseParameters: {Headers: {X-Policy: "'default-src 'none''"}}
                  ResponseTemplates: {application/json: '{"code":"4XX","why":$context.error.messageString}'}
                DEFAULT_5XX:
                  ResponseTemplates: {application/json: '{"code":"5XX"}'}
          AuthorizerFunction:
            Type: AWS::Serverless::Function
            Properties: {Handler: "app.nero.local.gateway.FakeFunctions$Authorizer::handleRequest"}
          EchoFunction:
            Type: AWS::Serverless::Function
            Properties:
              Handler: app.nero.local.gateway.FakeFunctions$Echo::handleRequest
              Timeout: 1
              Events:
                Open: {Type: Api, Properties: {Path: /v1/open, Method: GET, Auth: {Authorizer: NONE}}}
                Post: {Type: Api, Properties: {Path: /v1/open, Method: post, Auth: {Authorizer: NONE}}}
                Any: {Type: Api, Properties: {Path: "/v1/do/{what}", Method: ANY, Auth: {Authorizer: NONE}}}
                Fixed: {Type: Api, Properties: {Path: /v1/do/fixed, Method: GET, Auth: {Authorizer: NONE}}}
                Rest: {Type: Api, Properties: {Path: "/v1/rest/{proxy+}", Method: GET, Auth: {Authorizer: NONE}}}
                Me: {Type: Api, Properties: {Path: /v1/users/me, Method: GET}}
                Other: {Type: Api, Properties: {Path: /v1/users/other, Method: GET}}
        """;

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T12:00:00Z"));
    private final List<Access> served = new CopyOnWriteArrayList<>();
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        FakeFunctions.Authorizer.CALLS.set(0);
        gateway = start(TEMPLATE, 0);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void passesTheRequestAsAProxyEvent() throws Exception {
        JsonNode event = json.readTree(get("/api/v1/open?a=1&a=%C3%A9+2&empty", "X-Twice", "one", "X-Twice", "two",
                "X-Forwarded-For", "9.9.9.9").body());

        assertEquals("/v1/open", event.path("path").asText());
        assertEquals("/v1/open", event.path("resource").asText());
        assertEquals("GET", event.path("httpMethod").asText());
        assertEquals("é 2", event.path("queryStringParameters").path("a").asText());
        assertEquals("[\"1\",\"é 2\"]", event.path("multiValueQueryStringParameters").path("a").toString());
        assertEquals("two", ignoringCase(event.path("headers"), "X-Twice").asText());
        assertEquals("[\"one\",\"two\"]", ignoringCase(event.path("multiValueHeaders"), "X-Twice").toString());
        assertEquals("9.9.9.9, 127.0.0.1", ignoringCase(event.path("headers"), "X-Forwarded-For").asText());
        JsonNode context = event.path("requestContext");
        assertEquals("/api/v1/open", context.path("path").asText());
        assertEquals("api", context.path("stage").asText());
        assertEquals("127.0.0.1", context.path("identity").path("sourceIp").asText());
        assertEquals("01/Jan/2026:12:00:00 +0000", context.path("requestTime").asText());
        assertTrue(event.path("body").isNull());
        assertTrue(event.path("pathParameters").isNull());
        assertFalse(event.path("isBase64Encoded").asBoolean());
        assertTrue(event.has("isBase64Encoded"));
    }

    @Test
    void compressesLargeResponsesIfTheClientAcceptsIt() throws Exception {
        for (String accepted : List.of("gzip", "br, GZIP", "gzip;q=0.5, *;q=0")) {
            HttpResponse<byte[]> compressed = http.send(
                    request("/api/v1/open").header("Accept-Encoding", accepted).build(), BodyHandlers.ofByteArray());
            byte[] body = new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes();

            assertEquals("gzip", compressed.headers().firstValue("Content-Encoding").orElse(""), accepted);
            assertEquals("/v1/open", json.readTree(body).path("resource").asText());
        }
        for (String refused : List.of("br", "gzip;q=0", "gzip; q=0.00", "x-gzip")) {
            assertTrue(get("/api/v1/open", "Accept-Encoding", refused).headers().firstValue("Content-Encoding")
                    .isEmpty(), refused);
        }
        HttpResponse<String> small = get("/api/v1/nothing", "Accept-Encoding", "gzip");
        assertEquals("{\"code\":\"NOT_FOUND\"}", small.body());
    }

    @Test
    void prefersAFixedSegmentToAParameter() throws Exception {
        assertEquals("/v1/do/fixed", json.readTree(get("/api/v1/do/fixed").body()).path("resource").asText());
        JsonNode event = json.readTree(get("/api/v1/do/a%2Fb%20c").body());
        assertEquals("/v1/do/{what}", event.path("resource").asText());
        assertEquals("a/b c", event.path("pathParameters").path("what").asText());
        assertEquals("x/y",
                json.readTree(get("/api/v1/rest/x/y").body()).path("pathParameters").path("proxy").asText());
    }

    @Test
    void encodesBinaryBodiesAsBase64() throws Exception {
        JsonNode binary = json.readTree(post("/api/v1/open", new byte[]{(byte) 0xff, 0}, "image/png").body());
        JsonNode text = json.readTree(post("/api/v1/open", "é".getBytes(StandardCharsets.UTF_8), "text/plain").body());

        assertTrue(binary.path("isBase64Encoded").asBoolean());
        assertEquals("/wA=", binary.path("body").asText());
        assertFalse(text.path("isBase64Encoded").asBoolean());
        assertEquals("é", text.path("body").asText());
    }

    @Test
    void refusesOnlyJsonThatIsNotInUtf8() throws Exception {
        byte[] notUtf8 = {'"', (byte) 0xff, '"'};

        assertEquals(400, post("/api/v1/open", notUtf8, "application/json; charset=utf-8").statusCode());
        assertEquals("\"\ufffd\"",
                json.readTree(post("/api/v1/open", notUtf8, "multipart/mixed").body()).path("body").asText());
    }

    @Test
    void returnsTheGatewayResponseForUnknownRoutes() throws Exception {
        for (String path : List.of("/api/v1/nowhere", "/api", "/api/v1/do/", "/_local/nothing")) {
            HttpResponse<String> answer = get(path);
            assertEquals(404, answer.statusCode(), path);
            assertEquals("{\"code\":\"NOT_FOUND\"}", answer.body());
        }
        assertEquals(404, send("DELETE", "/api/v1/open").statusCode());
        HttpResponse<String> head = send("HEAD", "/api/v1/open");
        assertEquals(404, head.statusCode());
        assertEquals("", head.body());
    }

    @Test
    void handlesPreflightRequestsWithoutTheAuthorizer() throws Exception {
        HttpResponse<String> answer = send("OPTIONS", "/api/v1/users/me");

        assertEquals(200, answer.statusCode());
        assertEquals("https://web.example", header(answer, "Access-Control-Allow-Origin"));
        assertEquals("GET,OPTIONS", header(answer, "Access-Control-Allow-Methods"));
        assertEquals("Authorization", header(answer, "Access-Control-Allow-Headers"));
        assertEquals("600", header(answer, "Access-Control-Max-Age"));
        assertEquals("GET,OPTIONS,POST", header(send("OPTIONS", "/api/v1/open"), "Access-Control-Allow-Methods"));
        assertEquals(404, send("OPTIONS", "/api/v1/nowhere").statusCode());
    }

    @Test
    void refusesMalformedTokensWithoutCallingTheAuthorizer() throws Exception {
        List<HttpResponse<String>> answers = List.of(get("/api/v1/users/me"),
                get("/api/v1/users/me", "Authorization", "Basic x"),
                get("/api/v1/users/me", "Authorization", "Bearer allow", "Authorization", "Bearer allow"));

        for (HttpResponse<String> answer : answers) {
            assertEquals(401, answer.statusCode());
            assertEquals("Bearer", header(answer, "WWW-Authenticate"));
            assertTrue(answer.body().contains(header(answer, "X-Id")));
        }
        assertEquals(0, FakeFunctions.Authorizer.CALLS.get());
    }

    @Test
    void appliesTheDecisionOfTheAuthorizer() throws Exception {
        JsonNode caller = json.readTree(me("allow").body()).path("requestContext").path("authorizer");

        assertEquals("u1", caller.path("userId").asText());
        assertTrue(caller.path("level").isTextual());
        assertEquals("someone", caller.path("principalId").asText());
        assertEquals("arn:aws:execute-api:local:000000000000:local/api/GET/v1/users/me", caller.path("arn").asText());
        assertEquals(401, me("bad").statusCode());
        assertEquals(403, me("deny").statusCode());
        assertEquals(500, me("broken").statusCode());
        assertEquals("{\"code\":\"5XX\"}", me("broken").body());
    }

    @Test
    void cachesPoliciesForTheConfiguredTime() throws Exception {
        me("allow");
        me("allow");
        assertEquals(1, FakeFunctions.Authorizer.CALLS.get());

        me("allow-2");
        assertEquals(2, FakeFunctions.Authorizer.CALLS.get());

        now.updateAndGet(time -> time.plusSeconds(60));
        me("allow");
        assertEquals(3, FakeFunctions.Authorizer.CALLS.get());
    }

    @Test
    void appliesCachedPoliciesToOtherRoutes() throws Exception {
        assertEquals(200, me("narrow").statusCode());
        HttpResponse<String> answer = get("/api/v1/users/other", "Authorization", "Bearer narrow");

        assertEquals(403, answer.statusCode());
        assertEquals("{\"code\":\"4XX\",\"why\":\"User is not authorized to access this resource\"}", answer.body());
        assertEquals("default-src 'none'", header(answer, "X-Policy"));
    }

    @Test
    void refusesBodiesOverTheLimits() throws Exception {
        assertEquals(413, post("/api/v1/nowhere", new byte[(10 << 20) + 1], "text/plain").statusCode());
        assertEquals(404, post("/api/v1/nowhere", new byte[10 << 20], "text/plain").statusCode());
        assertEquals(413, post("/api/v1/open", new byte[5 << 20], "image/png").statusCode());
    }

    @Test
    void returns502WhenAFunctionFails() throws Exception {
        for (String what : List.of("malformed", "nothing", "large", "throws", "slow")) {
            HttpResponse<String> answer = get("/api/v1/do/" + what);
            assertEquals(502, answer.statusCode(), what);
            assertEquals("{\"code\":\"5XX\"}", answer.body());
        }
        FakeFunctions.Echo.INTERRUPTED.await();
    }

    @Test
    void sendsTheResponseOfTheFunction() throws Exception {
        HttpResponse<String> answer = get("/api/v1/do/headers");
        assertEquals(201, answer.statusCode());
        assertEquals("1", header(answer, "X-One"));
        assertEquals(List.of("a=1", "b=2"), answer.headers().allValues("Set-Cookie"));
        assertEquals("", answer.body());
        assertNotEquals("", header(answer, "x-amzn-RequestId"));

        assertArrayEquals(new byte[]{(byte) 0xff, 0},
                http.send(request("/api/v1/do/binary").build(), BodyHandlers.ofByteArray()).body());
    }

    @Test
    void refusesMalformedPercentEscapes() throws Exception {
        assertEquals(400, get("/api/v1/do/%ff").statusCode());
        assertEquals(400, get("/api/v1/open?a=%ff").statusCode());
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.getOutputStream().write("GET /api/v1/open?a=%zz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
            assertEquals("HTTP/1.1 400 Bad Request",
                    new String(socket.getInputStream().readNBytes(24), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void servesLocalHandlers() throws Exception {
        assertEquals("local", get("/_local/page").body());
    }

    @Test
    void reportsEachRequestWithoutItsQueryIdsAndSecrets() throws Exception {
        get("/api/v1/do/6a0f3c0c007b1f2e3d4c5b70?code=123456");
        get("/api/v1/nowhere/+989121234567/6a0f3c0c007b1f2e3d4c5b70/123456/%2B98");
        get("/templates/6a0f3c0c007b1f2e3d4c5b70?a");
        get("/assets/index-B1x8.js");
        get("/QaXwfPzhTkLmNbVcRsQaXwfPzhTkLmNbVcRs");
        send("DELETE", "/api/v1/users/me");
        get("/_local/page");
        gateway.close();

        // A request is reported after its response, possibly after the next request.
        assertEquals(List.of("DELETE /api/v1/users/me 404", "GET /api/v1/do/{what} 200",
                "GET /api/v1/nowhere/{…}/{…}/{…}/{…} 404", "GET /assets/index-B1x8.js 200", "GET /templates/{…} 200",
                "GET /{…} 200"), served().stream().sorted().toList());
        assertTrue(served.stream().allMatch(it -> it.duration().isPositive()));
    }

    @Test
    void finishesRequestsInProgressOnClose() throws Exception {
        FakeFunctions.Echo.SLEEPING.drainPermits();
        var answer = http.sendAsync(request("/api/v1/do/slow").build(), BodyHandlers.ofString());
        FakeFunctions.Echo.SLEEPING.acquire();

        gateway.close();

        assertEquals(502, answer.get().statusCode());
    }

    @Test
    void refusesAPortInUse() {
        assertThrows(BindException.class, () -> start(TEMPLATE, gateway.port()));
    }

    @Test
    void leavesPathsOutsideTheStageToTheSite() throws Exception {
        assertEquals("site", get("/").body());
        assertEquals("site", get("/v1/open").body());
    }

    @Test
    void namesTheFunctionThatCannotStart() {
        var exception = assertThrows(IllegalStateException.class,
                () -> start(TEMPLATE.replace("$Echo", "$FailsToStart"), 0));

        assertTrue(exception.getMessage().startsWith("function EchoFunction ("), exception.getMessage());
        assertTrue(exception.getMessage().endsWith("NERO_KEY is missing"), exception.getMessage());
    }

    private Gateway start(String template, int port) throws IOException {
        return Gateway.start(Gateway.bind(port), SamTemplate.parse(template, Map.of()), Map.of(),
                Map.of("/_local/page", responding("local")), Map.of("/", responding("site")), clock(),
                served::add, LambdaRunner.inThisProcess((_, _) -> {}));
    }

    private List<String> served() {
        return served.stream().map(it -> it.method() + " " + it.path() + " " + it.status()).toList();
    }

    private static HttpHandler responding(String text) {
        return exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, text.length());
                exchange.getResponseBody().write(text.getBytes());
            }
        };
    }

    private Clock clock() {
        InstantSource source = now::get;
        return source.withZone(ZoneOffset.UTC);
    }

    private HttpResponse<String> me(String token) throws Exception {
        return get("/api/v1/users/me", "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = request(path);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return http.send(request(path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, byte[] body, String type) throws Exception {
        return http.send(request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)).build(),
                BodyHandlers.ofString());
    }

    private java.net.http.HttpRequest.Builder request(String path) {
        return java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static JsonNode ignoringCase(JsonNode object, String name) {
        return object.propertyStream().filter(entry -> entry.getKey().equalsIgnoreCase(name)).findFirst().orElseThrow()
                .getValue();
    }
}
