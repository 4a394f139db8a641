package app.nero.functions.templates;

import app.nero.favorite.Favorites;
import app.nero.favorite.ListFavorites;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.http.Field;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.Values;
import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.kernel.Language;
import app.nero.kernel.Paging;
import app.nero.kernel.ReadCache;
import app.nero.lambda.ApiFunction;
import app.nero.lambda.Wiring;
import app.nero.session.AccessTokenVerifier;
import app.nero.session.CheckSession;
import app.nero.session.mongo.MongoSessions;
import app.nero.template.Categories;
import app.nero.template.CountedCategory;
import app.nero.template.Label;
import app.nero.template.ListTemplates;
import app.nero.template.MarkedTemplate;
import app.nero.template.SearchQuery;
import app.nero.template.ShowTemplate;
import app.nero.template.TemplateQuery;
import app.nero.template.TemplateSort;
import app.nero.template.Templates;
import app.nero.template.json.TemplateJson;
import app.nero.template.mongo.MongoCategories;
import app.nero.template.mongo.MongoTemplates;
import app.nero.throttle.Throttles;
import app.nero.throttle.mongo.MongoThrottles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /templates}, {@code /templates/popular}, {@code /templates/{id}}, {@code /templates/favorites} and
 * {@code /categories}.
 */
public final class TemplatesHandler extends ApiFunction {

    private static final Field<Optional<Label>> CATEGORY = label("category");
    private static final Field<Optional<Label>> TAG = label("tag");
    private static final Field<Optional<Label>> STYLE = label("style");
    private static final Field<Optional<Boolean>> TRENDING = Field
            .text("trending", TemplatesHandler::bool, "must be true or false").optional();
    /** An empty search does not filter. */
    private static final Field<Optional<SearchQuery>> SEARCH = Field.text("search",
            text -> text.isBlank()
                    ? Optional.of(Optional.<SearchQuery>empty())
                    : SearchQuery.parse(text).map(Optional::of),
            "must be at most 200 characters").orElse(Optional.empty());
    private static final Field<TemplateSort> SORT = Field
            .text("sort", TemplateSort::parse, "must be newest, popular, views or trending")
            .orElse(TemplateSort.NEWEST);
    private static final Field<TemplateQuery> QUERY = Field.group(values -> query(values, values.get(SORT)), CATEGORY,
            TAG, STYLE, TRENDING, SEARCH, SORT);
    private static final Field<TemplateQuery> POPULAR = Field.group(values -> query(values, TemplateSort.POPULAR),
            CATEGORY, TAG, STYLE, TRENDING, SEARCH);
    private static final Field<Integer> LIMIT = Field.digits("limit", 1, 100).orElse(20);
    private static final Field<Optional<String>> CURSOR = Field.text("cursor", Optional::of, "").optional();
    private static final Field<Integer> OFFSET = Field.digits("offset", 0, 1_000).orElse(0).without("cursor",
            "cannot be combined with cursor");

    private final ListTemplates listTemplates;
    private final ListFavorites listFavorites;
    private final Categories categories;
    /** Has one entry, the list of categories. */
    private final ReadCache<Optional<Void>, List<CountedCategory>> counted;
    private final Clock clock;
    private final ShowTemplate showTemplate;

    /** Called by the Lambda runtime. */
    public TemplatesHandler() {
        this(Wiring.ofEnvironment());
    }

    public TemplatesHandler(Wiring wiring) {
        this(new MongoTemplates(wiring.mongo()), new MongoFavorites(wiring.mongo()),
                new MongoCategories(wiring.mongo()), new MongoThrottles(wiring.mongo()),
                wiring.settings().cursorSigning(), verifier(wiring), wiring);
    }

    private static AccessTokenVerifier verifier(Wiring wiring) {
        AccessTokenVerifier tokens = wiring.tokenVerifier();
        return wiring.settings().checkSessions()
                ? new CheckSession(tokens, new MongoSessions(wiring.mongo()), wiring.settings().sessionRules(),
                        wiring.clock())
                : tokens;
    }

    TemplatesHandler(Templates templates, Favorites favorites, Categories categories, Throttles throttles,
            CursorSigning cursors, AccessTokenVerifier tokens, Wiring wiring) {
        super(tokens, wiring);
        this.listTemplates = new ListTemplates(templates, favorites, cursors,
                wiring.readCache(ListTemplates.MAX_PAGES));
        this.listFavorites = new ListFavorites(templates, favorites, cursors);
        this.categories = categories;
        this.counted = wiring.readCache(1);
        this.clock = wiring.clock();
        this.showTemplate = new ShowTemplate(templates, favorites, throttles, wiring.clock());
    }

    @Override
    protected Map<String, Route> routes() {
        return Map.of(
                "GET /v1/templates", new OptionalToken(this::list),
                "GET /v1/templates/popular", new OptionalToken(this::popular),
                "GET /v1/templates/favorites", this::favorites,
                "GET /v1/templates/{id}", new OptionalToken(this::show),
                "GET /v1/categories", new PublicRead(this::categories));
    }

    private Response list(Request request) {
        return list(request, QUERY);
    }

    /** An alias of {@code GET /templates?sort=popular}. */
    private Response popular(Request request) {
        return list(request, POPULAR);
    }

    private Response list(Request request, Field<TemplateQuery> filters) {
        Values query = request.parameters(filters, LIMIT, CURSOR, OFFSET);
        ListTemplates.Listing listing = listTemplates.list(query.get(filters), query.get(CURSOR), query.get(OFFSET),
                query.get(LIMIT), caller(request)).orElseThrow(TemplatesHandler::invalidCursor);
        Response response = respond(listing.page());
        return request.identity().isPresent()
                ? response
                : shared(response, listing.readAt(), "Origin, Authorization");
    }

    private static TemplateQuery query(Values values, TemplateSort sort) {
        return new TemplateQuery(values.get(CATEGORY), values.get(TAG), values.get(STYLE), values.get(TRENDING),
                values.get(SEARCH), sort);
    }

    private static Field<Optional<Label>> label(String name) {
        return Field.text(name, Label::parse, "must be 1 to 50 characters").optional();
    }

    private static Optional<Boolean> bool(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private Response favorites(Request request) {
        Id userId = request.caller().userId();
        Values query = request.parameters(LIMIT, CURSOR);
        return respond(listFavorites.list(userId, query.get(CURSOR), query.get(LIMIT))
                .orElseThrow(TemplatesHandler::invalidCursor));
    }

    private Response show(Request request) {
        MarkedTemplate template = showTemplate.show(request.pathId("id"), caller(request), request.source())
                .orElseThrow(Problem::notFound);
        return Response.ok(json -> TemplateJson.write(template, json));
    }

    private Response categories(Request request) {
        ReadCache.Reading<List<CountedCategory>> all = counted.get(Optional.empty(), ListTemplates.MAX_AGE,
                categories::list);
        Language language = Language.negotiate(request.header("Accept-Language"));
        Response response = Response.ok(json -> {
            json.writeArrayFieldStart("categories");
            for (CountedCategory category : all.value()) {
                json.writeStartObject();
                json.writeStringField("id", category.category().id().value());
                json.writeStringField("slug", category.category().slug().value());
                json.writeStringField("name", category.category().name(language).value());
                json.writeNumberField("count", category.count());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
        return shared(response, all.at(), "Origin, Accept-Language");
    }

    /** Clients may store the response for the rest of its time, so that it is never shown when it is older. */
    private Response shared(Response response, Instant readAt, String vary) {
        return response.sharedFor(ListTemplates.MAX_AGE.minus(Duration.between(readAt, clock.instant())), vary);
    }

    private static Optional<Id> caller(Request request) {
        return request.identity().map(Identity::userId);
    }

    private static Problem invalidCursor() {
        return Problem.validation("cursor", "is invalid for this list; use nextCursor of the previous page");
    }

    private static Response respond(Paging.Page<MarkedTemplate> page) {
        return Response.ok(json -> TemplateJson.writePage(page.items(), page.nextCursor(), json));
    }
}
