package app.nero.lambda;

import app.nero.http.BearerToken;
import app.nero.http.EntityTag;
import app.nero.http.EventLog;
import app.nero.http.Json;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.Response.Body;
import app.nero.kernel.Deadline;
import app.nero.kernel.Identity;
import app.nero.kernel.UnavailableException;
import app.nero.session.AccessTokenVerifier;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A function behind API Gateway: reads a proxy event and always returns a response as described in {@code openapi.yaml}, also
 * if the event or the handler fails. Subclasses declare the routes.
 */
public abstract class ApiFunction implements RequestStreamHandler {

    /** Handles the requests of one route. */
    @FunctionalInterface
    public interface Route {

        /** @throws Problem for an error response */
        Response answer(Request request);
    }

    /** A route without the request limit, so that it works without the database. */
    public record Unlimited(Route route) implements Route {

        @Override
        public Response answer(Request request) {
            return route.answer(request);
        }
    }

    /** A read that guests may call. It has its own limit, so that browsing never blocks a sign-in, and the reverse. */
    public record PublicRead(Route route) implements Route {

        @Override
        public Response answer(Request request) {
            return route.answer(request);
        }
    }

    /**
     * A public read that also shows users what is theirs. The function itself verifies the token, because the authorizers of API
     * Gateway either refuse guests or are called for each request. A request without a token is a guest's.
     */
    public record OptionalToken(Route route) implements Route {

        @Override
        public Response answer(Request request) {
            return route.answer(request);
        }
    }

    /** A read that clients repeat while they wait. It has its own limit, so that waiting never blocks other requests. */
    public record Poll(Route route) implements Route {

        @Override
        public Response answer(Request request) {
            return route.answer(request);
        }
    }

    /** A read that waits until it is counted, because it reads much or has a limit of its own. */
    public record CountedFirst(Route route) implements Route {

        @Override
        public Response answer(Request request) {
            return route.answer(request);
        }
    }

    /** The API's 8 s budget minus 1 s for the network. */
    private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(7);

    private static final String INTERNAL = "INTERNAL";

    private static final Map<String, String> SECURITY_HEADERS = Map.of(
            "Strict-Transport-Security", "max-age=63072000; includeSubDomains",
            "X-Content-Type-Options", "nosniff",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-site",
            "Cache-Control", "no-store",
            "Vary", "Origin",
            "Access-Control-Expose-Headers", "ETag,Location,RateLimit,RateLimit-Policy,Retry-After,X-Request-Id");

    private final Map<String, Route> routes;
    private final AccessTokenVerifier tokens;
    private final String webOrigin;
    private final RequestLimit requestLimit;
    private final RequestLimit readLimit;
    private final RequestLimit pollLimit;
    private final EventLog log;
    private final Clock clock;
    private final AtomicBoolean cold = new AtomicBoolean(true);

    /** A function without routes of the kind {@link OptionalToken}. It accepts no token itself. */
    protected ApiFunction(Wiring wiring) {
        this(_ -> Optional.empty(), wiring);
    }

    /** @param tokens verifies the tokens of routes of the kind {@link OptionalToken} */
    @SuppressWarnings("this-escape")
    protected ApiFunction(AccessTokenVerifier tokens, Wiring wiring) {
        this.routes = routes();
        this.tokens = tokens;
        this.webOrigin = wiring.settings().webOrigin();
        this.requestLimit = wiring.requestLimit();
        this.readLimit = wiring.readLimit();
        this.pollLimit = wiring.pollLimit();
        this.log = wiring.log();
        this.clock = wiring.clock();
    }

    /**
     * The routes by method and resource, such as {@code GET /v1/users/me}. This is called before the fields of the subclass
     * are set, so it only returns references to its methods.
     */
    protected abstract Map<String, Route> routes();

    protected Optional<Route> route(Request request) {
        return Optional.ofNullable(routes.get(request.route()));
    }

    /**
     * What a person sees in the browser if a request for a page fails, as HTML. By default empty: an error is JSON. Must not
     * depend on a service that may have failed.
     */
    protected Optional<String> errorPage(Request request) {
        return Optional.empty();
    }

    @Override
    public final void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        long began = clock.millis();
        AtomicReference<Request> read = new AtomicReference<>();
        Outcome outcome = outcomeOf(() -> {
            read.set(ProxyEvent.read(event));
            Route route = route(read.get()).orElseThrow(Problem::notFound);
            return Deadline.within(TIME_TO_ANSWER, () -> {
                read.set(identified(read.get(), route));
                return respond(read.get(), route);
            });
        });
        Optional<Request> request = Optional.ofNullable(read.get());
        String requestId = request.map(Request::requestId).orElseGet(context::getAwsRequestId);
        report(outcome, request, requestId, clock.millis() - began);
        if (outcome.code().equals(INTERNAL)) {
            // Guards of deployments watch it, because Lambda counts this call as a success.
            log.metric("InternalErrors", "version", context.getFunctionName() + ":" + context.getFunctionVersion());
        }
        Optional<String> page = outcome.status() < 400 ? Optional.empty() : request.flatMap(this::errorPage);
        write(page.map(outcome::showing).orElse(outcome), requestId, answer);
    }

    /** Turns everything that the work throws into an outcome. */
    private static Outcome outcomeOf(Callable<Outcome> work) {
        try {
            return work.call();
        } catch (Problem problem) {
            return failure(problem, Optional.empty());
        } catch (UnavailableException e) {
            return failure(unavailable(e), Optional.of(e));
        } catch (Exception | LinkageError e) {
            return failure(Problem.of(500, INTERNAL, "Something went wrong on our side. Try again later."),
                    Optional.of(e));
        }
    }

    /** @throws Problem 401 for an invalid token, also if guests may use the route */
    private Request identified(Request request, Route route) {
        if (!(route instanceof OptionalToken)) {
            return request;
        }
        List<String> headers = request.headers().getOrDefault("authorization", List.of());
        return request.by(headers.isEmpty()
                ? Optional.empty()
                : Optional.of(BearerToken.of(headers).flatMap(tokens::verify).orElseThrow(Problem::unauthorized)));
    }

    private Outcome respond(Request request, Route route) {
        // API Gateway may have cached the authorizer's result for longer than the token is valid.
        if (request.identity().filter(caller -> !clock.instant().isBefore(caller.expiresAt())).isPresent()) {
            throw Problem.unauthorized();
        }
        return route instanceof Unlimited ? success(route.answer(request), request) : withinLimit(request, route);
    }

    /**
     * A GET usually runs while the request is counted, and its result is dropped if it exceeds the limit. Other requests wait for
     * the count.
     */
    private Outcome withinLimit(Request request, Route route) {
        RequestLimit.Count count = limit(route).begin(request);
        Supplier<Outcome> work = () -> outcomeOf(() -> success(route.answer(request), request));
        boolean runsAtOnce = request.method().equals("GET") && !(route instanceof CountedFirst);
        Optional<Outcome> read = runsAtOnce ? Optional.of(work.get()) : Optional.empty();
        return count.refusal().map(problem -> failure(problem, Optional.empty())).or(() -> read).orElseGet(work)
                .with(count.headers());
    }

    private RequestLimit limit(Route route) {
        return switch (route) {
            case PublicRead _,OptionalToken _ -> readLimit;
            case Poll _ -> pollLimit;
            default -> requestLimit;
        };
    }

    private static Outcome success(Response response, Request request) {
        String body = switch (response.body()) {
            case Body.Enveloped(Optional<String> message, Optional<Json.Members> data) -> enveloped(message, data);
            case Body.Bare(Json.Members members) -> Json.object(members);
            case Body.Text(String text) -> text;
        };
        if (response.tagged()) {
            EntityTag tag = EntityTag.of(body);
            boolean known = tag.isAmong(request.headers().getOrDefault("if-none-match", List.of()));
            return success(known ? 304 : response.status(), response.withHeader("ETag", tag.value()),
                    known ? "" : body);
        }
        return success(response.status(), response, body);
    }

    private static Outcome success(int status, Response response, String body) {
        return new Outcome(status, "OK", response.headers(), _ -> body, Optional.empty());
    }

    private static String enveloped(Optional<String> message, Optional<Json.Members> data) {
        return Json.object(json -> {
            json.writeStringField("status", "success");
            if (message.isPresent()) {
                json.writeStringField("message", message.get());
            }
            if (data.isPresent()) {
                json.writeObjectFieldStart("data");
                data.get().writeTo(json);
                json.writeEndObject();
            }
        });
    }

    private static Outcome failure(Problem problem, Optional<Throwable> cause) {
        return new Outcome(problem.status(), problem.code(), problem.headers(), requestId -> Json.object(json -> {
            json.writeStringField("status", "error");
            json.writeStringField("code", problem.code());
            json.writeStringField("message", problem.getMessage());
            if (!problem.errors().isEmpty()) {
                json.writeArrayFieldStart("errors");
                for (Problem.FieldError error : problem.errors()) {
                    json.writeStartObject();
                    json.writeStringField("field", error.field());
                    json.writeStringField("message", error.message());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            problem.details().writeTo(json);
            json.writeStringField("requestId", requestId);
        }), cause);
    }

    private static Problem unavailable(UnavailableException e) {
        return switch (e.service()) {
            case DATABASE ->
                Problem.unavailable("DATABASE_UNAVAILABLE", "The service is temporarily unavailable. Try again.");
            case STORAGE ->
                Problem.unavailable("STORAGE_UNAVAILABLE", "Picture storage is temporarily unavailable. Try again.");
            case QUEUE, MODERATION ->
                Problem.unavailable("ENGINE_UNAVAILABLE", "Images cannot be generated at the moment. Try again.");
            case PAYMENT ->
                Problem.unavailable("PAYMENT_UNAVAILABLE", "Payment is not possible at the moment. Try again.");
        };
    }

    private void report(Outcome outcome, Optional<Request> request, String requestId, long millis) {
        boolean first = cold.getAndSet(false);
        Json.Members members = json -> {
            json.writeStringField("route", request.map(Request::route).orElse("none"));
            json.writeNumberField("status", outcome.status());
            json.writeStringField("code", outcome.code());
            json.writeNumberField("ms", millis);
            json.writeBooleanField("cold", first);
            if (first) {
                log.count("ColdStarts").writeTo(json);
            }
            json.writeStringField("requestId", requestId);
            Optional<Identity> caller = request.flatMap(Request::identity);
            if (caller.isPresent()) {
                json.writeStringField("userId", caller.get().userId().value());
            }
        };
        outcome.cause().ifPresentOrElse(cause -> log.error("request", cause, members),
                () -> log.info("request", members));
    }

    private void write(Outcome outcome, String requestId, OutputStream answer) throws IOException {
        Map<String, String> headers = new TreeMap<>(SECURITY_HEADERS);
        headers.put("Content-Type", "application/json; charset=utf-8");
        headers.put("Access-Control-Allow-Origin", webOrigin);
        headers.put("X-Request-Id", requestId);
        headers.putAll(outcome.headers());
        try (JsonGenerator json = Json.FACTORY.createGenerator(answer)) {
            json.writeStartObject();
            json.writeNumberField("statusCode", outcome.status());
            json.writeObjectFieldStart("headers");
            for (Map.Entry<String, String> header : headers.entrySet()) {
                json.writeStringField(header.getKey(), header.getValue());
            }
            json.writeEndObject();
            json.writeStringField("body", outcome.body().apply(requestId));
            json.writeBooleanField("isBase64Encoded", false);
            json.writeEndObject();
        }
    }

    /**
     * The result of a request.
     *
     * @param body makes the body from the request id
     * @param cause for the log only
     */
    private record Outcome(int status, String code, Map<String, String> headers, UnaryOperator<String> body,
            Optional<Throwable> cause) {

        Outcome with(Map<String, String> more) {
            Map<String, String> all = new TreeMap<>(more);
            all.putAll(headers);
            return new Outcome(status, code, all, body, cause);
        }

        Outcome showing(String html) {
            Map<String, String> all = new TreeMap<>(headers);
            all.put("Content-Type", "text/html; charset=utf-8");
            return new Outcome(status, code, all, _ -> html, cause);
        }
    }
}
