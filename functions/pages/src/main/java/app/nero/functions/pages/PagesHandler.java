package app.nero.functions.pages;

import app.nero.generation.Generations;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.kernel.Language;
import app.nero.lambda.ApiFunction;
import app.nero.lambda.Wiring;
import app.nero.template.Page;
import app.nero.template.TemplateQuery;
import app.nero.template.TemplateSort;
import app.nero.template.Templates;
import app.nero.template.mongo.MongoTemplates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * The pages of the web app that people send to each other, with a head for messengers and search engines, which do not run the
 * app: {@code GET /pages}, {@code /pages/templates/{id}} and {@code /pages/s/{slug}} for the pages of the same paths without
 * {@code /pages}. Also {@code /pages/sitemap.xml} and {@code /pages/robots.txt}.
 */
public final class PagesHandler extends ApiFunction {

    /** The newest templates in the sitemap. */
    static final int MAX_TEMPLATES = 500;

    /** Browsers ask each time, as for every document of the app. Shared caches may answer for a minute. */
    private static final String CACHED = "public, max-age=0, s-maxage=60";
    private static final Duration SITEMAP_CACHE_TIME = Duration.ofHours(1);

    private static final String SITEMAP = "GET /v1/pages/sitemap.xml";
    private static final String ROBOTS = "GET /v1/pages/robots.txt";

    private final Templates templates;
    private final Generations generations;
    private final SiteDocuments documents;
    private final String origin;

    /** Called by the Lambda runtime. */
    public PagesHandler() {
        this(Wiring.ofEnvironment());
    }

    public PagesHandler(Wiring wiring) {
        this(new MongoTemplates(wiring.mongo()), new MongoGenerations(wiring.mongo()),
                new SiteDocuments(wiring.settings().siteUrl(), wiring.clock(), wiring.log()), wiring);
    }

    PagesHandler(Templates templates, Generations generations, SiteDocuments documents, Wiring wiring) {
        super(wiring);
        this.templates = templates;
        this.generations = generations;
        this.documents = documents;
        this.origin = wiring.settings().webOrigin();
    }

    @Override
    protected Map<String, Route> routes() {
        return Map.of(
                "GET /v1/pages", new PublicRead(this::landing),
                "GET /v1/pages/templates/{id}", new PublicRead(this::template),
                "GET /v1/pages/s/{slug}", new PublicRead(this::shared),
                SITEMAP, new PublicRead(this::sitemap),
                ROBOTS, new Unlimited(this::robots));
    }

    private Response landing(Request request) {
        return page(() -> PageHead.ofLanding(language(request), origin));
    }

    /** Does not count a view, because crawlers and messengers are no viewers. The web app counts it when it shows the template. */
    private Response template(Request request) {
        return page(() -> templates.find(request.pathId("id"))
                .map(template -> PageHead.ofTemplate(language(request), template)).orElseThrow(Problem::notFound));
    }

    private Response shared(Request request) {
        return page(() -> generations.findShared(request.pathParameters().get("slug"))
                .flatMap(shared -> PageHead.ofShared(language(request), shared)).orElseThrow(Problem::notFound));
    }

    /** Reads the head while the document is read. Waits for the document in any case, because an error page needs it, too. */
    private Response page(Supplier<PageHead> head) {
        FutureTask<Optional<AppDocument>> reading = documents.begin();
        PageHead page;
        Optional<AppDocument> document;
        try {
            page = head.get();
        } finally {
            document = await(reading);
        }
        Response response = Response.text("text/html",
                document.orElse(AppDocument.MINIMAL).with(page, origin));
        return document.isPresent()
                ? response.withEntityTag().withHeader("Cache-Control", CACHED)
                : response;
    }

    private static Optional<AppDocument> await(FutureTask<Optional<AppDocument>> reading) {
        try {
            return reading.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading the document failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The app shows what went wrong. */
    @Override
    protected Optional<String> errorPage(Request request) {
        return List.of(SITEMAP, ROBOTS).contains(request.route())
                ? Optional.empty()
                : Optional.of(documents.last().orElse(AppDocument.MINIMAL)
                        .with(PageHead.ofError(language(request)), origin));
    }

    private Response sitemap(Request request) {
        TemplateQuery all = new TemplateQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), TemplateSort.NEWEST);
        return Response
                .text("application/xml",
                        Sitemap.of(templates.list(all, new Page(Optional.empty(), 0, MAX_TEMPLATES)), origin))
                .sharedFor(SITEMAP_CACHE_TIME, "Origin");
    }

    private Response robots(Request request) {
        return Response.text("text/plain", "User-agent: *\nAllow: /\nSitemap: " + origin + "/sitemap.xml\n")
                .sharedFor(SITEMAP_CACHE_TIME, "Origin");
    }

    /** The language that the URL names. A page never depends on headers, so that caches need one copy. */
    private static Optional<Language> language(Request request) {
        return request.query().getOrDefault(PageHead.LANGUAGE, List.of()).stream().findFirst()
                .flatMap(Language::parse);
    }
}
