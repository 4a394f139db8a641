package app.nero.functions.generations;

import app.nero.generation.Generation;
import app.nero.generation.Generations;
import app.nero.generation.ListPublicResults;
import app.nero.generation.ShareGeneration;
import app.nero.http.EventLog;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.Values;
import app.nero.kernel.Id;
import app.nero.kernel.Paging;
import app.nero.lambda.Wiring;
import app.nero.report.ReportReason;
import app.nero.report.ReportSharedImage;
import java.time.Duration;

/**
 * {@code PUT} and {@code DELETE /generations/{id}/share}, {@code GET /shared/{slug}}, {@code POST /shared/{slug}/reports} and
 * {@code GET /templates/{id}/results}.
 */
final class SharingRoutes {

    /** How long caches may show an image after its sharing has ended. */
    private static final Duration CACHE_TIME = Duration.ofMinutes(1);

    private final Generations generations;
    private final ShareGeneration shareGeneration;
    private final ListPublicResults listPublicResults;
    private final ReportSharedImage reportSharedImage;
    private final EventLog log;
    private final String webOrigin;

    SharingRoutes(Ports ports, ListPublicResults listPublicResults, Wiring wiring) {
        this.generations = ports.generations();
        this.shareGeneration = new ShareGeneration(generations, wiring.random());
        this.listPublicResults = listPublicResults;
        this.reportSharedImage = new ReportSharedImage(ports.reports(), generations, ports.throttles(),
                wiring.random(), wiring.clock());
        this.log = wiring.log();
        this.webOrigin = wiring.settings().webOrigin();
    }

    Response share(Request request) {
        Id userId = request.caller().userId();
        Values body = request.fields(GenerationFields.VISIBILITY, GenerationFields.SHOW_PROMPT);
        String slug = shareGeneration
                .share(userId, request.pathId("id"), body.get(GenerationFields.VISIBILITY),
                        body.get(GenerationFields.SHOW_PROMPT))
                .flatMap(shared -> shared.sharing().slug()).orElseThrow(Problem::notFound);
        return Response.ok(json -> {
            json.writeStringField("slug", slug);
            json.writeStringField("url", webOrigin + "/s/" + slug);
        });
    }

    Response unshare(Request request) {
        Id userId = request.caller().userId();
        Id id = request.pathId("id");
        // A generation without an image is not shared, either.
        generations.unshare(userId, id).or(() -> generations.find(userId, id)).orElseThrow(Problem::notFound);
        return Response.ok("Sharing ended");
    }

    Response shared(Request request) {
        Generation shared = generations.findShared(request.pathParameters().get("slug"))
                .orElseThrow(Problem::notFound);
        return Response.ok(json -> GenerationJson.writeShared(shared, json)).sharedFor(CACHE_TIME, "Origin");
    }

    Response report(Request request) {
        Values body = request.fields(GenerationFields.REASON, GenerationFields.NOTE);
        ReportReason reason = body.get(GenerationFields.REASON);
        return switch (reportSharedImage.report(request.pathParameters().get("slug"), reason,
                body.get(GenerationFields.NOTE), request.source())) {
            case ReportSharedImage.Result.Reported _ -> {
                log.metric("ImagesReported", json -> json.writeStringField("reason", reason.text()));
                yield Response.ok("Report received").withStatus(202);
            }
            case ReportSharedImage.Result.NotFound _ -> throw Problem.notFound();
            case ReportSharedImage.Result.TooManyReports(Duration retryAfter) -> throw Problem
                    .of(429, "RATE_LIMITED", "Too many reports. Try again later.").retryAfter(retryAfter);
        };
    }

    Response results(Request request) {
        Values query = request.parameters(GenerationFields.LIMIT, GenerationFields.CURSOR);
        Paging.Page<Generation> page = listPublicResults.list(request.pathId("id"), query.get(GenerationFields.CURSOR),
                query.get(GenerationFields.LIMIT)).orElseThrow(GenerationProblem::badCursor);
        return Response.ok(json -> {
            json.writeArrayFieldStart("results");
            for (Generation result : page.items()) {
                json.writeStartObject();
                GenerationJson.writeShared(result, json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("nextCursor", page.nextCursor().orElse(null));
        }).sharedFor(CACHE_TIME, "Origin");
    }
}
