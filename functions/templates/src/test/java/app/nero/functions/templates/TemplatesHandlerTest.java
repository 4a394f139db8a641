package app.nero.functions.templates;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.favorite.Favorite;
import app.nero.favorite.InMemoryFavorites;
import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.kernel.Role;
import app.nero.template.Category;
import app.nero.template.InMemoryCategories;
import app.nero.template.InMemoryTemplates;
import app.nero.template.Label;
import app.nero.template.Slug;
import app.nero.template.Template;
import app.nero.testing.Answer;
import app.nero.testing.MutableClock;
import app.nero.testing.ProxyEvents;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesHandlerTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryTemplates templates = new InMemoryTemplates();
    private final InMemoryFavorites favorites = new InMemoryFavorites();
    private final InMemoryCategories categories = new InMemoryCategories(templates);
    private final TemplatesHandler handler = new TemplatesHandler(templates, favorites, categories,
            new InMemoryThrottles(), Some.cursorSigning(),
            token -> Optional.of(sara()).filter(_ -> token.equals("saras")),
            Some.wiring(clock));
    private final Template template = aTemplate().id(new Id("6a0f3c0c007b1f2e3d4c5b70")).title("Rain", "باران")
            .prompt("Neon \"rain\"").style("Oil", "رنگ روغن").tags("neon").views(7).likes(2).build();
    private final Identity sara = new Identity(Some.id(), Some.id(), Role.USER, clock.instant().plusSeconds(60));

    private Identity sara() {
        return sara;
    }

    TemplatesHandlerTest() {
        templates.add(template);
    }

    @Test
    void listsTemplates() {
        Answer answer = Answer.of(handler, list());

        assertEquals(200, answer.status());
        assertEquals("{\"status\":\"success\",\"data\":{\"templates\":[{\"id\":\"6a0f3c0c007b1f2e3d4c5b70\","
                + "\"imageUrl\":\"" + template.imageUrl() + "\",\"publicId\":\"" + template.publicId()
                + "\",\"title\":{\"en\":\"Rain\",\"fa\":\"باران\"},"
                + "\"prompt\":{\"en\":\"Neon \\\"rain\\\"\",\"fa\":null},"
                + "\"style\":{\"en\":\"Oil\",\"fa\":\"رنگ روغن\"},\"category\":\"portrait\","
                + "\"tags\":[{\"en\":\"neon\",\"fa\":null}],\"strength\":null,\"isTrending\":false,\"isFavorite\":false,"
                + "\"viewCount\":7,\"likeCount\":2,\"useCount\":0,\"createdAt\":\"2026-05-14T12:00:00.123Z\","
                + "\"updatedAt\":\"2026-05-14T12:00:00.123Z\"}],\"nextCursor\":null}}", answer.body());
    }

    @Test
    void showsTheStrengthThatATemplateNames() {
        templates.add(aTemplate().strength(0.4).build());

        assertTrue(Answer.of(handler, list()).body().contains("\"strength\":0.4,"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/templates", "/v1/templates/popular", "/v1/templates/{id}"})
    void verifiesTheTokenOfRoutesForGuests(String resource) {
        favorites.add(new Favorite(Some.id(), sara.userId(), template.id(), clock.instant()));
        Supplier<ProxyEvents> get = () -> ProxyEvents.a("GET", resource).path("id", template.id().value());
        Answer guests = Answer.of(handler, get.get());
        Answer saras = Answer.of(handler, get.get().header("Authorization", "bearer saras"));
        Answer claimed = Answer.of(handler, get.get().by(sara));

        assertTrue(guests.body().contains("\"isFavorite\":false"), guests.body());
        assertTrue(saras.body().contains("\"isFavorite\":true"), saras.body());
        assertTrue(claimed.body().contains("\"isFavorite\":false"), claimed.body());
        for (String header : List.of("", "saras", "Basic saras", "Bearer ", "Bearer  saras", "Bearer saras ",
                "Bearer omids", "Bearer saras, Bearer saras")) {
            Answer refused = Answer.of(handler, get.get().header("Authorization", header));

            assertEquals(401, refused.status(), header);
            assertEquals("UNAUTHORIZED", refused.code());
            assertEquals("Bearer", refused.headers().get("WWW-Authenticate"));
        }
        clock.advance(Duration.ofSeconds(60));
        assertEquals(401, Answer.of(handler, get.get().header("Authorization", "Bearer saras")).status());
    }

    @Test
    void allowsCachesToStoreListsOfGuestsOnly() {
        Answer guests = Answer.of(handler, list());
        Answer again = Answer.of(handler, list().header("If-None-Match", guests.headers().get("ETag")));
        Answer saras = Answer.of(handler,
                list().header("Authorization", "Bearer saras").header("If-None-Match", guests.headers().get("ETag")));

        assertEquals("public, max-age=60", guests.headers().get("Cache-Control"));
        assertEquals("Origin, Authorization, Accept-Encoding", guests.headers().get("Vary"));
        assertEquals(304, again.status());
        assertEquals(200, saras.status());
        assertEquals("no-store", saras.headers().get("Cache-Control"));
        assertFalse(saras.headers().containsKey("ETag"));
    }

    /** The function's cache and those of clients may store a list for a minute together. */
    @Test
    void letsCachesStoreAnOldListForTheRestOfItsMinute() {
        Answer.of(handler, list());
        Answer.of(handler, categories());
        clock.advance(Duration.ofMillis(17_500));

        assertEquals("public, max-age=42", Answer.of(handler, list()).headers().get("Cache-Control"));
        assertEquals("public, max-age=42", Answer.of(handler, categories()).headers().get("Cache-Control"));
        clock.advance(Duration.ofMillis(42_500));
        assertEquals("public, max-age=60", Answer.of(handler, list()).headers().get("Cache-Control"));
    }

    @Test
    void keepsTheListOfCategoriesForAMinute() {
        Answer none = Answer.of(handler, categories());
        categories.put(new Category(Some.id(), new Slug("portrait"), new Label("Portrait"), new Label("چهره")));
        Answer same = Answer.of(handler, categories());
        clock.advance(Duration.ofMinutes(1));
        Answer one = Answer.of(handler, categories());

        assertEquals(none.body(), same.body());
        assertTrue(one.body().contains("\"slug\":\"portrait\""), one.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=abc", "limit=", "offset=1001", "offset=-1", "sort=oldest",
            "sort=", "trending=yes", "category=", "tag=", "style=", "cursor=", "cursor=x", "cursor=MTowLjA.AAAA",
            "category=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "tag=a\u0000b"})
    void namesAnInvalidParameter(String parameter) {
        String[] parts = parameter.split("=", 2);

        Answer answer = Answer.of(handler, list().query(parts[0], parts[1]));

        assertEquals(400, answer.status());
        assertEquals("VALIDATION", answer.code());
        assertTrue(answer.body().contains("\"errors\":[{\"field\":\"" + parts[0] + "\","), answer.body());
    }

    @Test
    void listsPopularTemplatesLikeTheOrderPopular() {
        templates.add(aTemplate().prompt("Neon").likes(9).build());
        templates.add(aTemplate().prompt("Other").likes(99).build());

        for (String[] filter : new String[][]{{"search", "neon"}, {"limit", "1"}, {"offset", "1"}, {"style", "Oil"}}) {
            Answer popular = Answer.of(handler, popular().query(filter[0], filter[1]));
            Answer sorted = Answer.of(handler, list().query("sort", "popular").query(filter[0], filter[1]));

            assertEquals(200, popular.status());
            assertEquals(sorted.withoutCount(), popular.withoutCount());
        }
        String cursor = cursorOf(Answer.of(handler, popular().query("limit", "1")));
        assertEquals(200, Answer.of(handler, list().query("sort", "popular").query("cursor", cursor)).status());
        assertEquals(200, Answer.of(handler, popular().query("cursor", cursor)).status());
        assertEquals(Answer.of(handler, popular()).body(),
                Answer.of(handler, popular().query("sort", "newest")).body());
        assertEquals(400, Answer.of(handler, popular().query("limit", "0")).status());
    }

    @Test
    void acceptsSearchesOfUpTo200Characters() {
        assertEquals(200, Answer.of(handler, list().query("search", "a".repeat(200))).status());
        Answer longer = Answer.of(handler, list().query("search", "a".repeat(201)));

        assertEquals(400, longer.status());
        assertTrue(longer.body().contains("{\"field\":\"search\",\"message\":\"must be at most 200 characters\"}"),
                longer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"category", "search", "tag", "style", "trending", "sort", "limit", "cursor", "offset"})
    void refusesRepeatedParameters(String name) {
        Answer answer = Answer.of(handler, list().query(name, "true").query(name, "true"));

        assertEquals(400, answer.status());
        assertTrue(
                answer.body()
                        .contains("\"errors\":[{\"field\":\"" + name + "\",\"message\":\"must be given only once\"}"),
                answer.body());
    }

    @Test
    void ignoresUnknownParameters() {
        assertEquals(200, Answer.of(handler, list().query("$where", "1").query("x", "1").query("x", "2")).status());
    }

    @Test
    void refusesAnOffsetWithACursor() {
        templates.add(aTemplate().build());
        String cursor = cursorOf(Answer.of(handler, list().query("limit", "1")));

        assertEquals(200, Answer.of(handler, list().query("limit", "100").query("cursor", cursor)).status());
        Answer both = Answer.of(handler, list().query("cursor", cursor).query("offset", "0"));
        Answer other = Answer.of(handler, list().query("cursor", cursor).query("sort", "popular"));

        assertEquals(400, both.status());
        assertTrue(both.body().contains("\"field\":\"offset\""), both.body());
        assertEquals(400, other.status());
        assertTrue(other.body().contains("\"field\":\"cursor\""), other.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"$where", "(a+)+$", ".*", "{\"$gt\":\"\"}", "^", "a|b", "[", "\\"})
    void findsNothingForOperators(String search) {
        Answer answer = Answer.of(handler, list().query("search", search));

        assertEquals(200, answer.status());
        assertTrue(answer.body().contains("\"templates\":[]"), answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "neon", "باران oil", "PORTRAIT"})
    void findsByWordsAndEverythingForAnEmptySearch(String search) {
        assertTrue(Answer.of(handler, list().query("search", search)).body().contains(template.id().value()), search);
    }

    @Test
    void countsAViewOncePerViewer() {
        Answer first = Answer.of(handler, show(template.id().value()));
        Answer second = Answer.of(handler, show(template.id().value()));

        assertEquals(200, first.status());
        assertTrue(first.body().startsWith("{\"status\":\"success\",\"data\":{\"template\":{\"id\":\"" + template.id()),
                first.body());
        assertTrue(first.body().contains("\"viewCount\":8"), first.body());
        assertTrue(second.body().contains("\"viewCount\":8"), second.body());
        assertEquals("no-store", first.headers().get("Cache-Control"));
    }

    @Test
    void returnsTheSame404ForUnknownAndMalformedIds() {
        Answer unknown = Answer.of(handler, show(Some.id().value())).withoutCount();

        assertEquals(404, unknown.status());
        for (String id : List.of("1", "favorite", "6A0F3C0C007B1F2E3D4C5B70", "%24ne", "../x")) {
            assertEquals(unknown, Answer.of(handler, show(id)).withoutCount(), id);
        }
    }

    @Test
    void listsTheCallersFavoritesNewestFirst() {
        Template later = aTemplate().build();
        templates.add(later);
        Id gone = Some.id();
        List<Id> liked = List.of(template.id(), gone, later.id());
        for (int i = 0; i < 3; i++) {
            favorites.add(new Favorite(new Id("%024x".formatted(i)), sara.userId(), liked.get(i), clock.instant()));
        }

        Answer first = Answer.of(handler, favorites().by(sara).query("limit", "2"));
        Answer rest = Answer.of(handler, favorites().by(sara).query("cursor", cursorOf(first)));
        Answer others = Answer.of(handler, favorites().query("cursor", cursorOf(first))
                .by(new Identity(Some.id(), Some.id(), Role.USER, clock.instant().plusSeconds(60))));

        assertTrue(first.body().contains("\"templates\":[{\"id\":\"" + later.id()), first.body());
        assertTrue(first.body().contains("\"isFavorite\":true"), first.body());
        assertFalse(first.body().contains(gone.value()), first.body());
        assertTrue(rest.body().contains("\"templates\":[{\"id\":\"" + template.id()), rest.body());
        assertTrue(rest.body().endsWith("\"nextCursor\":null}}"), rest.body());
        assertEquals(400, others.status());
        assertEquals(401, Answer.of(handler, favorites()).status());
    }

    @Test
    void listsCategoriesInTheRequestedLanguage() {
        Id id = Some.id();
        categories.put(new Category(id, new Slug("portrait"), new Label("Portrait"), new Label("چهره")));

        Answer english = Answer.of(handler, ProxyEvents.a("GET", "/v1/categories"));
        Answer persian = Answer.of(handler, ProxyEvents.a("GET", "/v1/categories")
                .header("Accept-Language", "fa-IR,fa;q=0.9"));

        assertEquals("{\"status\":\"success\",\"data\":{\"categories\":[{\"id\":\"" + id
                + "\",\"slug\":\"portrait\",\"name\":\"Portrait\",\"count\":1}]}}", english.body());
        assertTrue(persian.body().contains("\"name\":\"چهره\""), persian.body());
        assertEquals("public, max-age=60", english.headers().get("Cache-Control"));
        assertEquals("Origin, Accept-Language, Accept-Encoding", english.headers().get("Vary"));
    }

    private static ProxyEvents list() {
        return ProxyEvents.a("GET", "/v1/templates");
    }

    private static ProxyEvents categories() {
        return ProxyEvents.a("GET", "/v1/categories");
    }

    private static ProxyEvents popular() {
        return ProxyEvents.a("GET", "/v1/templates/popular");
    }

    private static ProxyEvents favorites() {
        return ProxyEvents.a("GET", "/v1/templates/favorites");
    }

    private static ProxyEvents show(String id) {
        return ProxyEvents.a("GET", "/v1/templates/{id}").path("id", id);
    }

    private static String cursorOf(Answer answer) {
        return answer.body().replaceAll("(?s).*\"nextCursor\":\"([^\"]+)\".*", "$1");
    }
}
