package app.nero.local.gateway;

import app.nero.local.gateway.GatewayResponses.Refusal;
import app.nero.local.gateway.LambdaRunner.Outcome;
import app.nero.local.gateway.RouteTable.Match;
import app.nero.local.sam.SamTemplate;
import app.nero.local.sam.SamTemplate.Route;
import app.nero.local.sam.TemplateException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpHandlers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A local replacement for API Gateway and Lambda. Serves the routes of a SAM template at {@code /{stage}{resource path}} with
 * the real handler classes. Checks requests in the order of API Gateway (size, route, preflight, authorizer, function) and applies
 * its limits.
 */
public final class Gateway implements AutoCloseable {

    /** Seconds that {@link #close} waits for requests in progress. */
    private static final int CLOSE_SECONDS = 2;

    /** Maximum number of connections that wait to be accepted. */
    private static final int BACKLOG = 1_024;

    private static final String LOCAL = "/_local";
    private static final Pattern LOCAL_HOST = Pattern.compile("(localhost|127\\.0\\.0\\.1)(:[0-9]+)?");

    static {
        // TCP_NODELAY: otherwise a response waits for the delayed ACK of the client (median 44 ms instead of 6 ms).
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final JsonMapper json = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private final SamTemplate template;
    private final RouteTable routes;
    private final GatewayEvent events;
    private final GatewayResponses responses;
    private final Map<String, LambdaRunner> functions = new HashMap<>();
    private final Authorizers authorizers;
    private final Clock clock;

    /**
     * Binds a port of the loopback interface: the outbox shows sign-in codes without authentication, so other machines must not
     * reach it. The server does not serve requests yet, so that its handlers can be created with the port.
     *
     * @param port 0 picks a free one
     * @throws java.net.BindException if the port is in use
     */
    public static HttpServer bind(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress("127.0.0.1", port), BACKLOG);
    }

    /**
     * Creates all functions of the template and starts to serve requests.
     *
     * @param server a bound server; stopped if this method throws
     * @param settings environment variables that override those of the template
     * @param local handlers of {@code /_local} and below, by path prefix
     * @param pages handlers of other paths, by path prefix; the handler of {@code /} gets the rest
     * @param clock used for the time of requests and the expiry of cached policies
     * @param log called with each request, except those below {@code /_local}
     * @param loader creates the handlers of the functions
     * @throws IllegalStateException if a function cannot start; the message names the function and the reason
     * @throws TemplateException if two routes of the template conflict
     */
    public static Gateway start(HttpServer server, SamTemplate template, Map<String, String> settings,
            Map<String, HttpHandler> local, Map<String, HttpHandler> pages, Clock clock, Consumer<Access> log,
            LambdaRunner.Loader loader) {
        try {
            Gateway gateway = new Gateway(server, template, settings, clock, loader);
            gateway.serve(local, pages, log);
            return gateway;
        } catch (RuntimeException cannotStart) {
            server.stop(0);
            throw cannotStart;
        }
    }

    private Gateway(HttpServer server, SamTemplate template, Map<String, String> settings, Clock clock,
            LambdaRunner.Loader loader) {
        this.server = server;
        this.template = template;
        this.clock = clock;
        this.routes = new RouteTable(template.routes());
        this.events = new GatewayEvent(template.binaryMediaTypes());
        this.responses = new GatewayResponses(template.gatewayResponses());
        template.functions()
                .forEach((id, function) -> functions.put(id, LambdaRunner.load(function, settings, loader)));
        this.authorizers = new Authorizers(template.authorizers(), functions, json, clock);
    }

    private void serve(Map<String, HttpHandler> local, Map<String, HttpHandler> pages, Consumer<Access> log) {
        server.setExecutor(threads);
        pages.forEach((path, handler) -> server.createContext(path, handler).getFilters()
                .add(Access.filter(Access::masked, log)));
        server.createContext("/" + template.stage(), this::handle).getFilters()
                .add(Access.filter(this::resource, log));
        if (!local.containsKey(LOCAL + "/")) {
            server.createContext(LOCAL + "/", this::handle);
        }
        local.forEach((path, handler) -> {
            if (!path.equals(LOCAL) && !path.startsWith(LOCAL + "/")) {
                throw new IllegalArgumentException(path + " must start with " + LOCAL);
            }
            server.createContext(path, localHostOnly(handler));
        });
        server.start();
    }

    /** The resource of a request, such as {@code /api/v1/templates/{id}}. */
    private String resource(HttpExchange exchange) {
        return RequestTarget.parse(exchange.getRequestURI()).filter(it -> it.stage().equals(template.stage()))
                .flatMap(it -> routes.find(it.segments())).map(match -> "/" + template.stage() + match.resource())
                .orElseGet(() -> Access.masked(exchange));
    }

    /** Prevents DNS rebinding: a page of another site could resolve its host name to this address and read the codes. */
    private static HttpHandler localHostOnly(HttpHandler handler) {
        return HttpHandlers.handleOrElse(
                request -> LOCAL_HOST.matcher(request.getRequestHeaders().getOrDefault("Host", List.of("")).getFirst())
                        .matches(),
                handler, HttpHandlers.of(403, Headers.of(), ""));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Invokes all scheduled functions once, one after another.
     *
     * @throws IllegalStateException if one of them fails; the rest are not invoked
     */
    public void runSchedules() {
        template.scheduled().forEach(this::runSchedule);
    }

    /**
     * Invokes a scheduled function once.
     *
     * @param id logical id
     * @throws IllegalStateException if it fails
     */
    public void runSchedule(String id) {
        String runId = UUID.randomUUID().toString();
        byte[] event = GatewayEvent.ofSchedule(runId, id, clock.instant()).toString().getBytes(StandardCharsets.UTF_8);
        if (!(functions.get(id).invokeInBackground(event, runId) instanceof Outcome.Answered)) {
            throw new IllegalStateException("scheduled function " + id + " failed");
        }
    }

    /**
     * Invokes a function with an event of a queue.
     *
     * @param id logical id
     * @return its response; empty if it fails
     */
    public Optional<byte[]> runMessages(String id, byte[] event) {
        return functions.get(id)
                .invokeInBackground(event, UUID.randomUUID().toString()) instanceof Outcome.Answered(byte[] response)
                        ? Optional.of(response)
                        : Optional.empty();
    }

    /**
     * Answers the request of a page outside the API like a {@code GET} of another path.
     *
     * @param path of a route, such as {@code /v1/pages}; the query and the headers are those of the request
     */
    public HttpResponse get(HttpExchange exchange, String path) throws IOException {
        String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).map(it -> "?" + it).orElse("");
        return respond(exchange, "GET", URI.create("/" + template.stage() + path + query),
                UUID.randomUUID().toString());
    }

    @Override
    public void close() {
        server.stop(CLOSE_SECONDS);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String requestId = UUID.randomUUID().toString();
        try (exchange) {
            HttpResponse response;
            try {
                response = respond(exchange, exchange.getRequestMethod(), exchange.getRequestURI(), requestId);
            } catch (RuntimeException bug) {
                System.getLogger(Gateway.class.getName()).log(System.Logger.Level.ERROR, requestId, bug);
                response = responses.of(Refusal.INTERNAL, requestId);
            }
            response.compressed(exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of()),
                    template.minCompression()).sendTo(exchange, requestId);
        }
    }

    private HttpResponse respond(HttpExchange exchange, String method, URI uri, String requestId) throws IOException {
        Optional<byte[]> body = HttpRequest.body(exchange);
        if (body.isEmpty()) {
            return responses.of(Refusal.REQUEST_TOO_LARGE, requestId);
        }
        Optional<RequestTarget> target = RequestTarget.parse(uri);
        if (target.isEmpty()) {
            return responses.of(Refusal.BAD_REQUEST, requestId);
        }
        HttpRequest request = HttpRequest.of(exchange, requestId, method, target.get(), body.get(), clock.instant());
        Optional<Match> match = target.filter(parsed -> parsed.stage().equals(template.stage()))
                .flatMap(parsed -> routes.find(parsed.segments()));
        Optional<Route> route = match.flatMap(found -> found.route(request.method()));
        if (route.isPresent()) {
            return authorize(request, route.get(), match.get().pathParameters());
        }
        return match.filter(_ -> request.method().equals("OPTIONS"))
                .flatMap(found -> template.cors().map(cors -> GatewayResponses.preflight(cors, found.allowedMethods())))
                .orElseGet(() -> responses.of(Refusal.MISSING_AUTHENTICATION_TOKEN, requestId));
    }

    private HttpResponse authorize(HttpRequest request, Route route, Map<String, String> pathParameters)
            throws IOException {
        if (route.authorizer().isEmpty()) {
            return invoke(request, route, pathParameters, Map.of());
        }
        return switch (authorizers.decide(route.authorizer().get(), request, GatewayEvent.methodArn(request))) {
            case Policy policy -> invoke(request, route, pathParameters, policy.context());
            case Refusal refusal -> responses.of(refusal, request.id());
        };
    }

    private HttpResponse invoke(HttpRequest request, Route route, Map<String, String> pathParameters,
            Map<String, Object> caller) throws IOException {
        if (!events.isReadable(request)) {
            return responses.of(Refusal.BAD_REQUEST, request.id());
        }
        byte[] event = json.writeValueAsBytes(events.of(request, route, pathParameters, caller));
        if (event.length > LambdaRunner.MAX_PAYLOAD) {
            return responses.of(Refusal.REQUEST_TOO_LARGE, request.id());
        }
        LambdaRunner function = functions.get(route.function());
        return switch (function.invoke(event, request.id())) {
            case Outcome.Answered(byte[] response) when response.length <= LambdaRunner.MAX_PAYLOAD ->
                HttpResponse.ofFunction(response, json)
                        .orElseGet(() -> responses.of(Refusal.BAD_FUNCTION, request.id()));
            case Outcome.TimedOut _ when function.outlivesGateway() ->
                responses.of(Refusal.INTEGRATION_TIMEOUT, request.id());
            case Outcome.Answered _,Outcome.Failed _,Outcome.TimedOut _ ->
                responses.of(Refusal.BAD_FUNCTION, request.id());
        };
    }
}
