package app.nero.functions.generations;

import app.nero.generation.CancelGeneration;
import app.nero.generation.ClearGeneration;
import app.nero.generation.DeleteGeneration;
import app.nero.generation.EngineOffers;
import app.nero.generation.EngineSwitches;
import app.nero.generation.FindSources;
import app.nero.generation.Generation;
import app.nero.generation.GenerationLimits;
import app.nero.generation.Generations;
import app.nero.generation.ListGenerations;
import app.nero.generation.ListPublicResults;
import app.nero.generation.Prices;
import app.nero.generation.SettleGeneration;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.Values;
import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.kernel.Paging;
import app.nero.lambda.ApiFunction;
import app.nero.lambda.Wiring;
import app.nero.picture.GrantUploads;
import app.nero.picture.PublicId;
import app.nero.picture.json.UploadJson;
import app.nero.stars.ListStars;
import app.nero.stars.MoveStars;
import app.nero.stars.StarsPage;
import app.nero.throttle.Limit;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Image generation: engines, uploads, prices, the caller's generations and stars, and shared images. {@link SubmitRoutes} and
 * {@link SharingRoutes} have the other routes.
 */
public final class GenerationsHandler extends ApiFunction {

    /** How long caches may store the engines and prices. */
    private static final Duration CACHE_TIME = Duration.ofMinutes(1);

    private final Generations generations;
    private final EngineOffers offers;
    private final EngineSwitches switches;
    private final SubmitRoutes submitRoutes;
    private final SharingRoutes sharingRoutes;
    private final GrantUploads grantUploads;
    private final ListGenerations listGenerations;
    private final FindSources findSources;
    private final CancelGeneration cancelGeneration;
    private final DeleteGeneration deleteGeneration;
    private final ListStars listStars;
    private final Clock clock;

    /** Called by the Lambda runtime. */
    public GenerationsHandler() {
        this(Wiring.ofEnvironment());
    }

    public GenerationsHandler(Wiring wiring) {
        this(Ports.of(wiring), wiring.settings().generationLimits(), wiring.settings().uploadsPerUser(),
                wiring.settings().cursorSigning(), wiring);
    }

    GenerationsHandler(Ports ports, GenerationLimits limits, Limit uploadsPerUser, CursorSigning cursors,
            Wiring wiring) {
        super(wiring);
        this.generations = ports.generations();
        this.offers = ports.offers();
        this.switches = ports.switches();
        this.clock = wiring.clock();
        MoveStars moveStars = new MoveStars(ports.ledger(), ports.users(), clock, wiring.random());
        this.submitRoutes = new SubmitRoutes(ports, limits, moveStars, wiring);
        this.sharingRoutes = new SharingRoutes(ports, new ListPublicResults(generations, cursors), wiring);
        this.grantUploads = new GrantUploads(ports.uploads(), ports.store(), ports.throttles(), uploadsPerUser,
                wiring.random(), clock);
        this.listGenerations = new ListGenerations(generations, cursors);
        this.findSources = new FindSources(ports.store());
        this.cancelGeneration = new CancelGeneration(generations,
                new SettleGeneration(generations, moveStars, ports.uploads(), clock), moveStars, clock);
        this.deleteGeneration = new DeleteGeneration(generations,
                new ClearGeneration(generations, ports.store(), ports.uploads(), clock), clock);
        this.listStars = new ListStars(ports.ledger(), cursors);
    }

    @Override
    protected Map<String, Route> routes() {
        return Map.ofEntries(
                Map.entry("GET /v1/engines", new Unlimited(this::engines)),
                Map.entry("POST /v1/uploads", this::grantUploads),
                Map.entry("POST /v1/generations/quote", request -> submitRoutes.quote(request)),
                Map.entry("POST /v1/generations", request -> submitRoutes.submit(request)),
                Map.entry("GET /v1/generations", new Poll(this::list)),
                Map.entry("GET /v1/generations/{id}", new Poll(this::read)),
                Map.entry("DELETE /v1/generations/{id}", this::delete),
                Map.entry("POST /v1/generations/{id}/cancel", this::cancel),
                Map.entry("PUT /v1/generations/{id}/share", request -> sharingRoutes.share(request)),
                Map.entry("DELETE /v1/generations/{id}/share", request -> sharingRoutes.unshare(request)),
                Map.entry("GET /v1/shared/{slug}", new PublicRead(request -> sharingRoutes.shared(request))),
                Map.entry("POST /v1/shared/{slug}/reports", request -> sharingRoutes.report(request)),
                Map.entry("GET /v1/templates/{id}/results", new PublicRead(request -> sharingRoutes.results(request))),
                Map.entry("GET /v1/stars", this::stars));
    }

    private Response engines(Request request) {
        EngineOffers available = offers.without(switches.off());
        return Response.ok(json -> EngineJson.write(available, Prices.ALL.current(), json)).sharedFor(CACHE_TIME,
                "Origin");
    }

    private Response grantUploads(Request request) {
        Id userId = request.caller().userId();
        int count = request.fields(GenerationFields.COUNT).get(GenerationFields.COUNT).intValue();
        return UploadJson.response(grantUploads.grant(userId, count, imageId -> PublicId.ofUpload(userId, imageId)));
    }

    private Response list(Request request) {
        Id userId = request.caller().userId();
        Values query = request.parameters(GenerationFields.FILTER, GenerationFields.LIMIT, GenerationFields.CURSOR);
        Paging.Page<Generation> page = listGenerations.list(userId, query.get(GenerationFields.FILTER),
                query.get(GenerationFields.CURSOR), query.get(GenerationFields.LIMIT))
                .orElseThrow(GenerationProblem::badCursor);
        return Polling.respond(
                Response.ok(json -> GenerationJson.writePage(page.items(), page.nextCursor(), json)),
                page.items(), clock.instant());
    }

    private Response read(Request request) {
        Generation generation = generations.find(request.caller().userId(), request.pathId("id"))
                .orElseThrow(Problem::notFound);
        List<FindSources.Source> sources = findSources.find(generation);
        return Polling.respond(Response.ok(json -> GenerationJson.writeMember(generation, sources, json)),
                List.of(generation), clock.instant());
    }

    private Response cancel(Request request) {
        return switch (cancelGeneration.cancel(request.caller().userId(), request.pathId("id"))) {
            case CancelGeneration.Result.Canceled(Generation generation, int balance) -> Response.ok(json -> {
                GenerationJson.writeMember(generation, json);
                GenerationJson.writeBalance(balance, json);
            });
            case CancelGeneration.Result.TooLate _ -> throw GenerationProblem.tooLate();
            case CancelGeneration.Result.NotFound _ -> throw Problem.notFound();
        };
    }

    private Response delete(Request request) {
        return switch (deleteGeneration.delete(request.caller().userId(), request.pathId("id"))) {
            case DeleteGeneration.Result.Deleted _ -> Response.ok("Generation deleted");
            case DeleteGeneration.Result.NotSettled _ -> throw GenerationProblem.notSettled();
            case DeleteGeneration.Result.NotFound _ -> throw Problem.notFound();
        };
    }

    private Response stars(Request request) {
        Id userId = request.caller().userId();
        Values query = request.parameters(GenerationFields.LIMIT, GenerationFields.CURSOR);
        StarsPage page = listStars.list(userId, query.get(GenerationFields.CURSOR), query.get(GenerationFields.LIMIT))
                .orElseThrow(GenerationProblem::badCursor);
        return Response.ok(json -> StarsJson.write(page, json));
    }
}
