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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * API Gateway and Lambda on one machine: serves the routes of a SAM template at {@code /{stage}{resource path}} with the
 * real handler classes, in API Gateway's order (size, route, preflight, authorizer, function) and within its limits.
 */
public final class Gateway implements AutoCloseable {

    /** Time that requests in flight get to finish on close, seconds. */
    private static final int GRACE = 2;

    /** Connections that wait to be taken up. */
    private static final int BACKLOG = 1_024;

    private static final String LOCAL = "/_local/";
    private static final Pattern OWN_HOST = Pattern.compile("(localhost|127\\.0\\.0\\.1)(:[0-9]+)?");

    static {
        // Without it an answer waits for the client's delayed acknowledgement: 44 ms instead of 6 at the median.
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
     * Takes a port of the loopback interface, for the outbox shows codes to whoever asks. It does not serve yet, so that
     * what is served can know where it is.
     *
     * @param port 0 is any free one
     * @throws java.net.BindException if the port is taken
     */
    public static HttpServer bind(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress("127.0.0.1", port), BACKLOG);
    }

    /**
     * Builds every function of the template and starts to serve.
     *
     * @param server bound, and stopped again where this fails
     * @param settings values of environment variables that win over the template's
     * @param local what answers below {@code /_local/}, by path prefix
     * @param pages what answers elsewhere, by path prefix; {@code /} where nothing else does
     * @param clock tells when an authorizer's policy is stale, and the time of a request
     * @throws IllegalStateException if a function cannot start, naming it and the reason
     * @throws TemplateException if two routes of the template contradict each other
     */
    public static Gateway start(HttpServer server, SamTemplate template, Map<String, String> settings,
            Map<String, HttpHandler> local, Map<String, HttpHandler> pages, Clock clock) {
        return start(server, template, settings, local, pages, clock, LambdaRunner::inThisProcess);
    }

    /** @param loader where its functions run */
    public static Gateway start(HttpServer server, SamTemplate template, Map<String, String> settings,
            Map<String, HttpHandler> local, Map<String, HttpHandler> pages, Clock clock, LambdaRunner.Loader loader) {
        try {
            Gateway gateway = new Gateway(server, template, settings, clock, loader);
            gateway.serve(local, pages);
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

    private void serve(Map<String, HttpHandler> local, Map<String, HttpHandler> pages) {
        server.setExecutor(threads);
        pages.forEach(server::createContext);
        server.createContext("/" + template.stage(), this::handle);
        server.createContext(LOCAL, this::handle);
        local.forEach((path, handler) -> {
            if (!path.startsWith(LOCAL)) {
                throw new IllegalArgumentException(path + " is not below " + LOCAL);
            }
            server.createContext(path, fromThisMachine(handler));
        });
        server.start();
    }

    /** Keeps out DNS rebinding: another site's page could resolve its own name to this address and read codes. */
    private static HttpHandler fromThisMachine(HttpHandler handler) {
        return HttpHandlers.handleOrElse(
                request -> OWN_HOST.matcher(request.getRequestHeaders().getOrDefault("Host", List.of("")).getFirst())
                        .matches(),
                handler, HttpHandlers.of(403, Headers.of(), ""));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Invokes every function that a schedule invokes, once, one after another.
     *
     * @throws IllegalStateException if one of them failed
     */
    public void runSchedules() {
        for (String id : template.scheduled()) {
            String runId = UUID.randomUUID().toString();
            byte[] event = GatewayEvent.ofSchedule(runId, id, clock.instant()).toString()
                    .getBytes(StandardCharsets.UTF_8);
            if (!(functions.get(id).invoke(event, runId) instanceof Outcome.Answered)) {
                throw new IllegalStateException("the scheduled function " + id + " failed");
            }
        }
    }

    @Override
    public void close() {
        server.stop(GRACE);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String requestId = UUID.randomUUID().toString();
        try (exchange) {
            HttpAnswer answer;
            try {
                answer = answer(exchange, requestId);
            } catch (RuntimeException bug) {
                System.getLogger(Gateway.class.getName()).log(System.Logger.Level.ERROR, requestId, bug);
                answer = responses.answer(Refusal.INTERNAL, requestId);
            }
            answer.sendTo(exchange, requestId);
        }
    }

    private HttpAnswer answer(HttpExchange exchange, String requestId) throws IOException {
        Optional<byte[]> body = HttpRequest.body(exchange);
        if (body.isEmpty()) {
            return responses.answer(Refusal.REQUEST_TOO_LARGE, requestId);
        }
        Optional<RequestTarget> target = RequestTarget.parse(exchange.getRequestURI());
        if (target.isEmpty()) {
            return responses.answer(Refusal.BAD_REQUEST, requestId);
        }
        HttpRequest request = HttpRequest.of(exchange, requestId, target.get(), body.get(), clock.instant());
        Optional<Match> match = target.filter(it -> it.stage().equals(template.stage()))
                .flatMap(it -> routes.find(it.segments()));
        Optional<Route> route = match.flatMap(it -> it.route(request.method()));
        if (route.isPresent()) {
            return authorize(request, route.get(), match.get().pathParameters());
        }
        return match.filter(_ -> request.method().equals("OPTIONS"))
                .flatMap(it -> template.cors().map(cors -> GatewayResponses.preflight(cors, it.allowedMethods())))
                .orElseGet(() -> responses.answer(Refusal.MISSING_AUTHENTICATION_TOKEN, requestId));
    }

    private HttpAnswer authorize(HttpRequest request, Route route, Map<String, String> pathParameters)
            throws IOException {
        if (route.authorizer().isEmpty()) {
            return invoke(request, route, pathParameters, Map.of());
        }
        return switch (authorizers.decide(route.authorizer().get(), request, GatewayEvent.methodArn(request),
                () -> events.of(request, route, pathParameters, Map.of()))) {
            case Policy policy -> invoke(request, route, pathParameters, policy.context());
            case Refusal why -> responses.answer(why, request.id());
        };
    }

    private HttpAnswer invoke(HttpRequest request, Route route, Map<String, String> pathParameters,
            Map<String, Object> caller) throws IOException {
        if (!events.isReadable(request)) {
            return responses.answer(Refusal.BAD_REQUEST, request.id());
        }
        byte[] event = json.writeValueAsBytes(events.of(request, route, pathParameters, caller));
        if (event.length > LambdaRunner.MAX_PAYLOAD) {
            return responses.answer(Refusal.REQUEST_TOO_LARGE, request.id());
        }
        LambdaRunner function = functions.get(route.function());
        return switch (function.invoke(event, request.id())) {
            case Outcome.Answered(byte[] answer) when answer.length <= LambdaRunner.MAX_PAYLOAD ->
                HttpAnswer.ofFunction(answer, json)
                        .orElseGet(() -> responses.answer(Refusal.BAD_FUNCTION, request.id()));
            case Outcome.TimedOut _ when function.outlivesGateway() ->
                responses.answer(Refusal.INTEGRATION_TIMEOUT, request.id());
            case Outcome.Answered _,Outcome.Failed _,Outcome.TimedOut _ ->
                responses.answer(Refusal.BAD_FUNCTION, request.id());
        };
    }
}
