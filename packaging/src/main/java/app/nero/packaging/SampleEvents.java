package app.nero.packaging;

import app.nero.kernel.Id;
import app.nero.kernel.Role;
import app.nero.lambda.IdentityContext;
import app.nero.local.gateway.AuthorizerEvents;
import app.nero.local.gateway.GatewayEvent;
import app.nero.local.gateway.HttpRequest;
import app.nero.local.gateway.RequestTarget;
import app.nero.local.gateway.RouteTable;
import app.nero.local.gateway.ScheduledEvent;
import app.nero.local.sam.SamTemplate;
import app.nero.local.sam.SamTemplate.Route;
import app.nero.testing.MultipartForm;
import app.nero.testing.StackEvents;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of {@code events/}: one event for each route, kind of authorizer, schedule and custom resource of the template,
 * as the local gateway builds them, and the same each time. Secrets stand in them as <code>${NAME}</code>.
 */
public final class SampleEvents {

    /** A number that the North American plan keeps for fiction. */
    static final String PHONE = "+12025550123";

    static final Id USER = new Id("665f1f77bcf86cd799439011");
    static final Id ADMIN = new Id("665f1f77bcf86cd799439012");
    static final Id SESSION = new Id("665f1f77bcf86cd799439013");
    static final Id TEMPLATE = new Id("665f1f77bcf86cd799439014");
    static final Id CHARACTER = new Id("665f1f77bcf86cd799439015");

    public static final String TOKEN_AUTHORIZER = "AuthorizerFunction/token.json";
    public static final String REQUEST_AUTHORIZER = "AuthorizerFunction/request.json";
    static final String CUSTOM_RESOURCE = "IndexesFunction/create.json";

    private static final Map<String, String> PARAMETERS = Map.of("WebOrigin", "https://nero.example", "Countries", "US",
            "SecretVersion", "");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant EXPIRES_AT = Instant.parse("2100-01-01T00:00:00Z");
    private static final String REQUEST_ID = "0d3f7a5e-8c1b-4f6e-9a2d-5b7c8e9f0a1b";
    private static final String AUTHORIZATION = "Bearer ${ACCESS_TOKEN}";
    private static final Map<String, Id> IDS = Map.of("/v1/auth/sessions/{id}", SESSION, "/v1/characters/{id}",
            CHARACTER, "/v1/templates/{id}", TEMPLATE, "/v1/templates/{id}/favorite", TEMPLATE,
            "/v1/admin/templates/{id}", TEMPLATE, "/v1/admin/users/{id}", USER);

    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .enable(SerializationFeature.INDENT_OUTPUT).build();

    /** What a request has beside its method and path. */
    private record Content(String query, String contentType, byte[] body) {

        static Content none() {
            return query("");
        }

        static Content query(String query) {
            return new Content(query, "", new byte[0]);
        }

        static Content json(String body) {
            return new Content("", "application/json", body.getBytes(StandardCharsets.UTF_8));
        }

        static Content form(MultipartForm form) {
            return new Content("", form.contentType(), form.bytes());
        }
    }

    private final SamTemplate template;
    private final RouteTable routes;
    private final GatewayEvent gateway;
    private final AuthorizerEvents authorizers = new AuthorizerEvents(JSON);

    public SampleEvents(Path template) throws IOException {
        this.template = SamTemplate.read(template, PARAMETERS);
        this.routes = new RouteTable(this.template.routes());
        this.gateway = new GatewayEvent(this.template.binaryMediaTypes());
    }

    /** The command {@code bin/dev/events}. */
    public static void main(String[] templateAndFolder) throws IOException {
        Path folder = Path.of(templateAndFolder[1]);
        SortedMap<String, String> files = new SampleEvents(Path.of(templateAndFolder[0])).files();
        for (String stale : read(folder).keySet()) {
            Files.delete(folder.resolve(stale));
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    /** What stands in a folder of such files, by their names. */
    static SortedMap<String, String> read(Path folder) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readString(path));
                }
            }
        }
        return files;
    }

    /** The events by the names of their files: the function's logical id, and what it is asked. */
    public SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        template.routes().forEach(route -> files.put(file(route), text(JSON.valueToTree(event(route)))));
        template.scheduled()
                .forEach(function -> files.put(scheduleFile(function),
                        text(ScheduledEvent.of(REQUEST_ID, function, NOW))));
        HttpRequest profile = request(route("GET /v1/users/me"));
        files.put(TOKEN_AUTHORIZER, text(authorizers.ofToken(AUTHORIZATION, GatewayEvent.methodArn(profile))));
        HttpRequest templates = request(route("GET /v1/templates"));
        files.put(REQUEST_AUTHORIZER, text(authorizers.ofRequest(
                gateway.of(templates, route("GET /v1/templates"), Map.of(), Map.of()),
                GatewayEvent.methodArn(templates))));
        files.put(CUSTOM_RESOURCE, StackEvents.of("Create", "${RESPONSE_URL}"));
        return files;
    }

    /** The file of a route's event. */
    public static String file(Route route) {
        String path = route.resource().substring("/v1/".length()).replaceAll("[{}]|[.]json$", "").replace('/', '-');
        return route.function() + "/" + route.method().toLowerCase(Locale.ROOT) + "-" + path + ".json";
    }

    static String scheduleFile(String function) {
        return function + "/schedule.json";
    }

    /** The template that the events are of. */
    public SamTemplate template() {
        return template;
    }

    private Route route(String methodAndResource) {
        return template.routes().stream()
                .filter(route -> (route.method() + " " + route.resource()).equals(methodAndResource)).findAny()
                .orElseThrow();
    }

    private APIGatewayProxyRequestEvent event(Route route) {
        HttpRequest request = request(route);
        Map<String, String> pathParameters = routes.find(request.target().segments()).orElseThrow().pathParameters();
        return gateway.of(request, route, pathParameters, caller(route));
    }

    private static HttpRequest request(Route route) {
        Content content = content(route);
        String path = IDS.containsKey(route.resource())
                ? route.resource().replace("{id}", IDS.get(route.resource()).value())
                : route.resource();
        String query = content.query().isEmpty() ? "" : "?" + content.query();
        Map<String, List<String>> headers = new HashMap<>(
                Map.of("Accept", List.of("application/json"), "Host", List.of("localhost"), "User-Agent",
                        List.of("curl/8.14.1")));
        if (route.authorizer().isPresent()) {
            headers.put("Authorization", List.of(AUTHORIZATION));
        }
        if (content.body().length > 0) {
            headers.put("Content-Type", List.of(content.contentType()));
            headers.put("Content-Length", List.of(Integer.toString(content.body().length)));
        }
        return new HttpRequest(REQUEST_ID, route.method(),
                RequestTarget.parse(URI.create("/api" + path + query)).orElseThrow(), headers, content.body(),
                "192.0.2.1", "HTTP/1.1", NOW);
    }

    /** What the authorizer says of the caller, who on the routes of admins is one. */
    private static Map<String, Object> caller(Route route) {
        if (route.authorizer().isEmpty()) {
            return Map.of();
        }
        boolean admin = route.resource().startsWith("/v1/admin/");
        String userId = (admin ? ADMIN : USER).value();
        return Map.of(IdentityContext.USER_ID, userId, IdentityContext.SESSION_ID, SESSION.value(),
                IdentityContext.ROLE, (admin ? Role.ADMIN : Role.USER).text(), IdentityContext.EXPIRES_AT,
                Long.toString(EXPIRES_AT.getEpochSecond()), "principalId", userId);
    }

    private static Content content(Route route) {
        return switch (route.method() + " " + route.resource()) {
            case "POST /v1/auth/send-code" -> Content.json("{\"phoneNumber\":\"" + PHONE + "\",\"locale\":\"en\"}");
            case "POST /v1/auth/verify-code" ->
                Content.json("{\"phoneNumber\":\"" + PHONE + "\",\"code\":\"${CODE}\"}");
            case "POST /v1/auth/refresh" -> Content.json("{\"refreshToken\":\"${REFRESH_TOKEN}\"}");
            case "POST /v1/auth/logout" -> Content.json("{}");
            case "PATCH /v1/users/profile" -> Content.json("{\"name\":\"Sara\",\"email\":\"sara@nero.example\"}");
            case "POST /v1/characters" -> Content.form(MultipartForm.ofCharacter("Sara", 3));
            case "POST /v1/characters/uploads" -> Content.json("{\"count\":3}");
            case "GET /v1/templates" -> Content.query("search=portrait&sort=popular&limit=20");
            case "GET /v1/admin/users" -> Content.query("phoneNumber=%2B" + PHONE.substring(1));
            case "PATCH /v1/admin/users/{id}" -> Content.json("{\"stars\":10,\"reason\":\"A refund\"}");
            case "POST /v1/admin/uploads" -> Content.json("{}");
            case "POST /v1/admin/templates" -> Content.json(
                    "{\"upload\":{\"publicId\":\"${PUBLIC_ID}\",\"version\":${VERSION},\"signature\":\"${SIGNATURE}\"},"
                            + "\"prompt\":\"A quiet harbour\",\"category\":\"portrait\",\"tags\":[\"sea\"]}");
            case "PATCH /v1/admin/templates/{id}" -> Content.json("{\"prompt\":\"A loud harbour\"}");
            default -> Content.none();
        };
    }

    private static String text(JsonNode event) {
        try {
            return JSON.writeValueAsString(event) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
