package app.nero.packaging;

import app.nero.generation.JobHint;
import app.nero.http.IdentityContext;
import app.nero.kernel.Id;
import app.nero.kernel.Role;
import app.nero.lambda.TokenAuthorizer;
import app.nero.local.gateway.GatewayEvent;
import app.nero.local.gateway.HttpRequest;
import app.nero.local.gateway.RequestTarget;
import app.nero.local.gateway.RouteTable;
import app.nero.local.sam.SamTemplate;
import app.nero.local.sam.SamTemplate.Route;
import app.nero.snapshot.SampleRequest;
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
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sample events for {@code sam local invoke}, AOT training and tests: one for each route, type of authorizer, schedule, queue and
 * custom resource of the SAM template. Built with the local gateway from the {@link SampleRequest}s of the functions. Deterministic;
 * secrets are placeholders such as <code>${CODE}</code>.
 */
public final class SampleEvents {

    /** A number that the North American Numbering Plan reserves for fictional use. */
    static final String PHONE = "+12025550123";

    static final Id USER = new Id("665f1f77bcf86cd799439011");
    static final Id ADMIN = new Id("665f1f77bcf86cd799439012");
    static final Id SESSION = new Id("665f1f77bcf86cd799439013");
    static final Id TEMPLATE = new Id("665f1f77bcf86cd799439014");
    static final Id CHARACTER = new Id("665f1f77bcf86cd799439015");
    static final Id QUEUED = new Id("665f1f77bcf86cd799439016");
    static final Id SHARED = new Id("665f1f77bcf86cd799439017");
    static final Id PAYMENT = new Id("665f1f77bcf86cd799439018");
    static final String SLUG = "3q2-7wAAAAAAAAAAAAAAAA";

    public static final String TOKEN_AUTHORIZER = "AuthorizerFunction/token.json";
    static final String CUSTOM_RESOURCE = "IndexesFunction/create.json";

    private static final Map<String, String> PARAMETERS = Map.of("WebOrigin", "https://nero.example", "Countries", "US",
            "SecretVersion", "");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant EXPIRES_AT = Instant.parse("2100-01-01T00:00:00Z");
    private static final String REQUEST_ID = "0d3f7a5e-8c1b-4f6e-9a2d-5b7c8e9f0a1b";
    private static final String AUTHORIZATION = "Bearer ${ACCESS_TOKEN}";
    /** Headers that only describe a sample. */
    private static final Set<String> NOT_SENT = Set.of("Authorizer", "Content-Transfer-Encoding", "Path-Parameter");

    /** What the parameter in a route's path is. */
    private static final Map<String, String> PARAMETER_VALUES = Map.ofEntries(
            Map.entry("/v1/auth/sessions/{id}", SESSION.value()),
            Map.entry("/v1/characters/{id}", CHARACTER.value()),
            Map.entry("/v1/templates/{id}", TEMPLATE.value()),
            Map.entry("/v1/templates/{id}/favorite", TEMPLATE.value()),
            Map.entry("/v1/templates/{id}/results", TEMPLATE.value()),
            Map.entry("/v1/generations/{id}", SHARED.value()),
            Map.entry("/v1/generations/{id}/cancel", QUEUED.value()),
            Map.entry("/v1/generations/{id}/share", SHARED.value()),
            Map.entry("/v1/payments/{id}", PAYMENT.value()),
            Map.entry("/v1/admin/payments/{id}/refund", PAYMENT.value()),
            Map.entry("/v1/webhooks/replicate/{id}", QUEUED.value()),
            Map.entry("/v1/shared/{slug}", SLUG),
            Map.entry("/v1/pages/templates/{id}", TEMPLATE.value()),
            Map.entry("/v1/pages/s/{slug}", SLUG),
            Map.entry("/v1/shared/{slug}/reports", SLUG),
            Map.entry("/v1/admin/templates/{id}", TEMPLATE.value()),
            Map.entry("/v1/admin/users/{id}", USER.value()));

    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .enable(SerializationFeature.INDENT_OUTPUT).build();

    private final SamTemplate template;
    private final RouteTable routes;
    private final GatewayEvent gateway;

    public SampleEvents(Path template) throws IOException {
        this.template = SamTemplate.read(template, PARAMETERS);
        this.routes = new RouteTable(this.template.routes());
        this.gateway = new GatewayEvent(this.template.binaryMediaTypes());
    }

    /**
     * The command {@code bin/dev/events}.
     *
     * @param args the SAM template and the output folder
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        for (Map.Entry<String, String> file : new SampleEvents(Path.of(args[0])).files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    /** The events by file name, {@code {logical id of the function}/{event}.json}. */
    public SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        template.routes().forEach(route -> files.put(file(route), text(JSON.valueToTree(event(route)))));
        template.scheduled()
                .forEach(function -> files.put(scheduleFile(function),
                        text(GatewayEvent.ofSchedule(REQUEST_ID, function, NOW))));
        template.queueSources()
                .forEach(source -> files.put(messageFile(source.function()),
                        text(GatewayEvent.ofMessage(REQUEST_ID, new JobHint(QUEUED, USER).message(), USER.value(), 1,
                                NOW, NOW))));
        for (SampleRequest request : SampleRequest.of(TokenAuthorizer.class)) {
            if (AUTHORIZATION.equals(request.headers().get("Authorization"))) {
                addAuthorizerEvent(request, files);
            }
        }
        files.put(CUSTOM_RESOURCE, StackEvents.of("Create", "${RESPONSE_URL}"));
        return files;
    }

    /** The file name of the event of a route. */
    public static String file(Route route) {
        String path = route.resource().substring("/v1/".length()).replaceAll("[{}]|[.]json$", "").replace('/', '-');
        return route.function() + "/" + route.method().toLowerCase(Locale.ROOT) + "-" + path + ".json";
    }

    static String scheduleFile(String function) {
        return function + "/schedule.json";
    }

    static String messageFile(String function) {
        return function + "/message.json";
    }

    public SamTemplate template() {
        return template;
    }

    private void addAuthorizerEvent(SampleRequest request, SortedMap<String, String> files) {
        Route route = template.routes().stream()
                .filter(candidate -> (candidate.method() + " " + candidate.resource()).equals(request.route()))
                .findAny().orElseThrow();
        String methodArn = GatewayEvent.methodArn(request(route, request));
        files.put(TOKEN_AUTHORIZER, text(GatewayEvent.ofToken(AUTHORIZATION, methodArn)));
    }

    /** The last sample request of a route, which has the most parameters. Without one, a request without a body. */
    private SampleRequest sample(Route route) {
        try {
            return SampleRequest.of(template.functions().get(route.function()).handlerClass()).stream()
                    .filter(sample -> sample.route().equals(route.method() + " " + route.resource()))
                    .reduce((_, last) -> last)
                    .orElseGet(() -> new SampleRequest(route.method(), route.resource(), "", Map.of(), ""));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private APIGatewayProxyRequestEvent event(Route route) {
        HttpRequest request = request(route, sample(route));
        Map<String, String> pathParameters = routes.find(request.target().segments()).orElseThrow().pathParameters();
        return gateway.of(request, route, pathParameters, authorizerContext(route));
    }

    private static HttpRequest request(Route route, SampleRequest sample) {
        String text = sample.body().replace("${PHONE}", PHONE);
        byte[] body = sample.isBinary() ? Base64.getDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8);
        String parameter = sample.pathParameter()
                .orElseGet(() -> PARAMETER_VALUES.getOrDefault(route.resource(), ""));
        String path = route.resource().replaceAll("\\{\\w+}", parameter);
        String query = sample.query().isEmpty() ? "" : "?" + sample.query();
        Map<String, List<String>> headers = new HashMap<>(
                Map.of("Accept", List.of("application/json"), "Host", List.of("localhost"), "User-Agent",
                        List.of("curl/8.14.1")));
        if (route.authorizer().isPresent()) {
            headers.put("Authorization", List.of(AUTHORIZATION));
        }
        sample.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        NOT_SENT.forEach(headers::remove);
        if (body.length > 0) {
            headers.put("Content-Length", List.of(Integer.toString(body.length)));
        }
        return new HttpRequest(REQUEST_ID, route.method(),
                RequestTarget.parse(URI.create("/api" + path + query)).orElseThrow(), headers, body,
                "192.0.2.1", "HTTP/1.1", NOW);
    }

    /** The context that the authorizer returns. The caller of an admin route is an admin. */
    private static Map<String, Object> authorizerContext(Route route) {
        if (route.authorizer().isEmpty()) {
            return Map.of();
        }
        boolean admin = route.resource().startsWith("/v1/admin/");
        String userId = (admin ? ADMIN : USER).value();
        return Map.of(IdentityContext.USER_ID, userId, IdentityContext.SESSION_ID, SESSION.value(),
                IdentityContext.ROLE, (admin ? Role.ADMIN : Role.USER).text(), IdentityContext.EXPIRES_AT,
                Long.toString(EXPIRES_AT.getEpochSecond()), "principalId", userId);
    }

    private static String text(JsonNode event) {
        try {
            return JSON.writeValueAsString(event) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
