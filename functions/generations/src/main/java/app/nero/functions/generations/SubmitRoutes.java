package app.nero.functions.generations;

import app.nero.generation.CheckRequest;
import app.nero.generation.CloseDraft;
import app.nero.generation.Generation;
import app.nero.generation.GenerationLimits;
import app.nero.generation.GenerationRequest;
import app.nero.generation.Prices;
import app.nero.generation.Quote;
import app.nero.generation.QuoteGeneration;
import app.nero.generation.SubmitGeneration;
import app.nero.http.EventLog;
import app.nero.http.Idempotency;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.kernel.Id;
import app.nero.kernel.Sha256;
import app.nero.lambda.Wiring;
import app.nero.stars.MoveStars;
import app.nero.throttle.Limit;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/** {@code POST /generations/quote} and {@code POST /generations}. */
final class SubmitRoutes {

    private final QuoteGeneration quoteGeneration;
    private final SubmitGeneration submitGeneration;
    private final Idempotency idempotency;
    private final EventLog log;

    SubmitRoutes(Ports ports, GenerationLimits limits, MoveStars moveStars, Wiring wiring) {
        Clock clock = wiring.clock();
        SecureRandom random = wiring.random();
        CheckRequest checkRequest = new CheckRequest(ports.generations(), ports.templates(), ports.characters(),
                ports.store(), ports.offers(), ports.switches(), Prices.ALL);
        CloseDraft closeDraft = new CloseDraft(ports.generations(), moveStars, ports.uploads(), clock);
        this.quoteGeneration = new QuoteGeneration(checkRequest, moveStars);
        this.submitGeneration = new SubmitGeneration(ports.generations(), checkRequest, ports.users(), ports.disputes(),
                moveStars,
                closeDraft, ports.uploads(), ports.moderation(), ports.throttles(), limits, ports.queue(), random,
                clock);
        this.idempotency = new Idempotency(ports.keys(), random, clock);
        this.log = wiring.log();
    }

    Response quote(Request request) {
        Id userId = request.caller().userId();
        GenerationRequest body = request.fields(GenerationFields.REQUEST).get(GenerationFields.REQUEST);
        return switch (quoteGeneration.quote(userId, body)) {
            case QuoteGeneration.Result.Quoted(Quote quote) -> Response.ok(json -> {
                json.writeNumberField("stars", quote.stars());
                json.writeNumberField("balance", quote.balance());
                json.writeBooleanField("affordable", quote.isAffordable());
                json.writeNumberField("etaSeconds", quote.eta().toSeconds());
                json.writeBooleanField("restylesSample", quote.restylesSample());
                json.writeNumberField("priceVersion", quote.priceVersion());
            });
            case QuoteGeneration.Result.Invalid(var violation) -> throw GenerationProblem.of(violation);
            case QuoteGeneration.Result.EngineOff() -> throw GenerationProblem.engineOff();
            case QuoteGeneration.Result.NotFound(String field) -> throw GenerationProblem.notFound(field);
        };
    }

    /** The use case can be repeated with the same id, so an earlier attempt needs no special treatment. */
    Response submit(Request request) {
        Id userId = request.caller().userId();
        Idempotency.requireKey(request);
        GenerationRequest body = request.fields(GenerationFields.REQUEST).get(GenerationFields.REQUEST);
        return idempotency.once(request, HexFormat.of().formatHex(Sha256.of(request.body())), _ -> Optional.empty(),
                id -> respond(submitGeneration.submit(userId, id, body)));
    }

    private Response respond(SubmitGeneration.Result result) {
        return switch (result) {
            case SubmitGeneration.Result.Accepted(Generation generation, int balance, _) -> {
                log.metric("GenerationsQueued");
                yield Response.ok(json -> {
                    GenerationJson.writeMember(generation, json);
                    GenerationJson.writeBalance(balance, json);
                }).withStatus(202).withHeader("Location", "/api/v1/generations/" + generation.id())
                        .withRetryAfter(Polling.FIRST);
            }
            case SubmitGeneration.Result.Invalid(var violation) -> throw GenerationProblem.of(violation);
            case SubmitGeneration.Result.EngineOff() -> throw GenerationProblem.engineOff();
            case SubmitGeneration.Result.NotFound(String field) -> throw GenerationProblem.notFound(field);
            case SubmitGeneration.Result.PriceChanged(int stars, int version) ->
                throw GenerationProblem.priceChanged(stars, version);
            case SubmitGeneration.Result.TooManyJobs(int max) -> throw GenerationProblem.tooManyJobs(max);
            case SubmitGeneration.Result.LimitReached(Limit limit, Duration retryAfter) ->
                throw GenerationProblem.limitReached(limit, retryAfter);
            case SubmitGeneration.Result.Paused(Duration retryAfter) -> throw GenerationProblem.paused(retryAfter);
            case SubmitGeneration.Result.TotalReached(Duration retryAfter) -> {
                log.metric("GenerationCeilingReached");
                throw GenerationProblem.ceilingReached(retryAfter);
            }
            case SubmitGeneration.Result.ContentBlocked _ -> {
                log.metric("GenerationsBlocked");
                throw GenerationProblem.contentBlocked();
            }
            case SubmitGeneration.Result.InsufficientStars(int balance, int needed) ->
                throw GenerationProblem.insufficientStars(balance, needed);
            case SubmitGeneration.Result.Disputed _ -> throw GenerationProblem.disputed();
            case SubmitGeneration.Result.KeySpent _ -> throw GenerationProblem.keySpent();
            case SubmitGeneration.Result.AccountGone _ -> throw Problem.unauthorized();
        };
    }
}
