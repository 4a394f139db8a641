package app.nero.functions.pages;

import static app.nero.generation.GenerationBuilder.aGeneration;
import static app.nero.template.TemplateBuilder.aTemplate;
import static app.nero.testing.FaultyServer.answers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.Allowance;
import app.nero.generation.GeneratedImage;
import app.nero.generation.Generation;
import app.nero.generation.GenerationBuilder;
import app.nero.generation.GenerationStatus;
import app.nero.generation.InMemoryGenerations;
import app.nero.generation.Sharing;
import app.nero.generation.SourceImage;
import app.nero.generation.SourceRole;
import app.nero.generation.Visibility;
import app.nero.http.EventLog;
import app.nero.kernel.Id;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.picture.PictureFormat;
import app.nero.picture.PublicId;
import app.nero.template.InMemoryTemplates;
import app.nero.template.Prompt;
import app.nero.template.Template;
import app.nero.template.Templates;
import app.nero.testing.Answer;
import app.nero.testing.Faults;
import app.nero.testing.FaultyServer;
import app.nero.testing.MutableClock;
import app.nero.testing.ProxyEvents;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesHandlerTest {

    private static final String INDEX = """
        <!doctype html>
        <html lang="en" dir="ltr">
          <head>
            <meta charset="utf-8" />
            <meta name="description" content="the app" />
            <title>Nero</title>
            <script src="/before-paint.js"></script>
          </head>
          <body><div id="root"></div></body>
        </html>
        """;
    private static final String SLUG = "abcdefghijklmnopqrstuv";
    private static final String HOSTILE = "\"><script>alert('$1')</script>&\\";
    private static final String ESCAPED = "&quot;&gt;&lt;script&gt;alert(&#39;$1&#39;)&lt;/script&gt;&amp;\\";

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryTemplates templates = new InMemoryTemplates();
    private final InMemoryGenerations generations = new InMemoryGenerations();
    private final FaultyServer site = site();
    private final PagesHandler handler = handler(templates, "1000000/PT1H");

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    @Test
    void putsTheHeadOfTheLandingPageIntoTheApp() {
        Answer answer = get("/v1/pages");

        assertEquals(200, answer.status(), answer.body());
        assertEquals("text/html; charset=utf-8", answer.headers().get("Content-Type"));
        assertEquals("Nero: one photo of you, any look you like", title(answer));
        assertEquals("https://nero.example/share.jpg", property(answer, "og:image"));
        assertEquals("1200", property(answer, "og:image:width"));
        assertEquals("630", property(answer, "og:image:height"));
        assertEquals("https://nero.example/", property(answer, "og:url"));
        assertEquals("en_US", property(answer, "og:locale"));
        assertEquals("summary_large_image", property(answer, "twitter:card"));
        assertEquals("Add a photo, choose a look, and get your image in about a minute.",
                property(answer, "description"));
        assertTrue(answer.body().contains("<script src=\"/before-paint.js\"></script>"), answer.body());
        assertTrue(answer.body().contains("<div id=\"root\">"), answer.body());
        assertEquals(1, answer.body().split("<title>", -1).length - 1);
        assertFalse(answer.body().contains("the app"), answer.body());
        assertFalse(answer.body().contains("noindex"), answer.body());
    }

    @Test
    void namesEachPageInBothLanguages() {
        Answer plain = get("/v1/pages");
        Answer persian = Answer.of(handler, ProxyEvents.a("GET", "/v1/pages").query("lang", "fa"));

        String alternates = """
            <link rel="alternate" hreflang="x-default" href="https://nero.example/" data-page>
            <link rel="alternate" hreflang="en" href="https://nero.example/?lang=en" data-page>
            <link rel="alternate" hreflang="fa" href="https://nero.example/?lang=fa" data-page>
            """;
        assertTrue(plain.body().contains(
                "<link rel=\"canonical\" href=\"https://nero.example/\" data-page>\n" + alternates), plain.body());
        assertTrue(persian.body().contains(
                "<link rel=\"canonical\" href=\"https://nero.example/?lang=fa\" data-page>\n" + alternates),
                persian.body());
        assertTrue(persian.body().contains("<html lang=\"fa\" dir=\"rtl\">"), persian.body());
        assertEquals("fa_IR", property(persian, "og:locale"));
        assertEquals("en_US", property(persian, "og:locale:alternate"));
        assertTrue(title(persian).contains("یک عکس از شما"), title(persian));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "de", "FA", "<script>", "fa\r\nX: y"})
    void usesTheDefaultLanguageForAnUnknownOne(String language) {
        Answer answer = Answer.of(handler, ProxyEvents.a("GET", "/v1/pages").query("lang", language));

        assertEquals(get("/v1/pages").body(), answer.body());
    }

    @Test
    void showsATemplateByItsTitleAndImageAndCountsNoView() {
        Template template = aTemplate().title("Golden afternoon", "عصر طلایی").prompt("a secret recipe").build();
        templates.add(template);

        Answer english = template(template.id());
        Answer persian = Answer.of(handler,
                ProxyEvents.a("GET", "/v1/pages/templates/{id}").path("id", template.id().value()).query("lang", "fa"));

        assertEquals("Golden afternoon · Nero", title(english));
        assertEquals("عصر طلایی · Nero", title(persian));
        assertEquals(template.imageUrl(), property(english, "og:image"));
        assertEquals("Golden afternoon", property(english, "og:image:alt"));
        assertEquals("https://nero.example/templates/" + template.id(), property(english, "og:url"));
        assertEquals(0, templates.find(template.id()).orElseThrow().viewCount());
    }

    @Test
    void asksCloudinaryForASizeThatMessengersShow() {
        Generation shared = shared(aGeneration().image(Optional.of(new GeneratedImage(
                PublicId.ofGenerated(Some.id(), Some.id()),
                "https://res.cloudinary.com/nero/image/upload/v1/nero/generated/a/b.webp", 768, 1024,
                PictureFormat.WEBP, 1))), Visibility.PUBLIC, false);

        Answer answer = sharedPage(shared);

        assertEquals("https://res.cloudinary.com/nero/image/upload/f_jpg,q_auto,c_fill,g_auto,w_1200,h_630/v1/nero/"
                + "generated/a/b.webp", property(answer, "og:image"));
        assertEquals("1200", property(answer, "og:image:width"));
        assertEquals("630", property(answer, "og:image:height"));
    }

    @Test
    void showsThePromptOfASharedImageOnlyIfItsOwnerDoes() {
        Generation hidden = shared(withPrompt("a secret idea"), Visibility.PUBLIC, false);
        assertFalse(sharedPage(hidden).body().contains("secret"));
        assertEquals("Make your own image from your photos.", property(sharedPage(hidden), "description"));

        generations.share(hidden.userId(), hidden.id(), Optional.of(SLUG),
                new Sharing(Visibility.PUBLIC, Optional.of(SLUG), true));

        Answer shown = sharedPage(hidden);
        assertEquals("a secret idea", property(shown, "description"));
        assertEquals("a secret idea", property(shown, "og:description"));
        assertEquals("Someone made this with Nero", title(shown));
        assertEquals("Shared image, made with AI", property(shown, "og:image:alt"));
        assertEquals("768", property(shown, "og:image:width"));
        assertEquals("1024", property(shown, "og:image:height"));
    }

    @Test
    void shortensALongPromptBetweenCharacters() {
        Generation shared = shared(withPrompt("🎨".repeat(300)), Visibility.PUBLIC, true);

        assertEquals("🎨".repeat(199) + "…", property(sharedPage(shared), "description"));
    }

    @Test
    void tellsNothingOfTheOwnerOfASharedImage() {
        Id userId = Some.id();
        PublicId source = PublicId.ofUpload(userId, Some.id());
        Generation shared = shared(
                aGeneration().userId(userId).sources(List.of(new SourceImage(source, SourceRole.SUBJECT)))
                        .characterIds(List.of(Some.id())),
                Visibility.PUBLIC, true);

        String body = sharedPage(shared).body();

        // The address of the image, which everybody sees who has the link, contains the owner's id.
        String rest = body.replace(shared.image().orElseThrow().url(), "");
        assertFalse(rest.contains(userId.value()), body);
        assertFalse(rest.contains(shared.id().value()), body);
        assertFalse(body.contains(source.value()), body);
        assertFalse(body.contains(shared.recipe().characterIds().getFirst().value()), body);
    }

    @Test
    void keepsImagesSharedByLinkOutOfSearchEngines() {
        Generation shared = shared(aGeneration(), Visibility.LINK, false);
        assertEquals("noindex", property(sharedPage(shared), "robots"));

        generations.share(shared.userId(), shared.id(), Optional.of(SLUG),
                new Sharing(Visibility.PUBLIC, Optional.of(SLUG), false));

        assertFalse(sharedPage(shared).body().contains("noindex"));
    }

    @Test
    void escapesTheTextsOfUsers() {
        Template template = aTemplate().title(HOSTILE, HOSTILE).build();
        templates.add(template);
        Generation shared = shared(withPrompt(HOSTILE), Visibility.PUBLIC, true);

        for (Answer answer : List.of(template(template.id()), sharedPage(shared))) {
            assertTrue(answer.body().contains(ESCAPED), answer.body());
            assertFalse(answer.body().contains("<script>"), answer.body());
        }
        assertTrue(template(template.id()).body().contains("<title>" + ESCAPED + " · Nero</title>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "{\"$ne\":null}", "../../etc", "<script>"})
    void doesNotFindUnknownPages(String name) {
        assertNotFound(Answer.of(handler, ProxyEvents.a("GET", "/v1/pages/templates/{id}").path("id", name)));
        assertNotFound(Answer.of(handler, ProxyEvents.a("GET", "/v1/pages/s/{slug}").path("slug", name)));
    }

    @Test
    void doesNotFindADeletedTemplate() {
        Template template = aTemplate().title("Golden afternoon", "عصر طلایی").build();
        templates.add(template);
        templates.remove(template.id());

        assertNotFound(template(template.id()));
    }

    @Test
    void doesNotFindAnImageThatIsNoLongerShared() {
        Generation shared = shared(aGeneration(), Visibility.PUBLIC, true);
        generations.unshare(shared.userId(), shared.id());

        assertNotFound(sharedPage(shared));
        assertNotFound(
                Answer.of(handler, ProxyEvents.a("GET", "/v1/pages/s/{slug}").path("slug", shared.id().value())));
    }

    @Test
    void letsSharedCachesAnswerForAMinute() {
        Answer first = get("/v1/pages");
        Answer known = Answer.of(handler,
                ProxyEvents.a("GET", "/v1/pages").header("If-None-Match", first.headers().get("ETag")));

        assertEquals("public, max-age=0, s-maxage=60", first.headers().get("Cache-Control"));
        assertEquals(304, known.status());
        assertEquals("", known.body());
        assertEquals("no-store", template(Some.id()).headers().get("Cache-Control"));
    }

    @Test
    void servesTheHeadWithoutTheAppIfTheSiteIsDown() {
        site.becomes(answers(503, ""));

        Answer answer = get("/v1/pages");

        assertEquals(200, answer.status());
        assertEquals("Nero: one photo of you, any look you like", title(answer));
        assertTrue(answer.body().startsWith("<!doctype html>"), answer.body());
        assertEquals("no-store", answer.headers().get("Cache-Control"));
    }

    @Test
    void servesTheAppWithoutAHeadIfTheDatabaseIsDown() {
        Faults faults = new Faults();
        PagesHandler failing = handler(faults.in(Templates.class, templates), "1000000/PT1H");
        Answer.of(failing, ProxyEvents.a("GET", "/v1/pages"));
        faults.at(1, Faults.Kind.BEFORE);

        Answer answer = Answer.of(failing,
                ProxyEvents.a("GET", "/v1/pages/templates/{id}").path("id", Some.id().value()));

        assertEquals(503, answer.status());
        assertEquals("text/html; charset=utf-8", answer.headers().get("Content-Type"));
        assertEquals("1", answer.headers().get("Retry-After"));
        assertTrue(answer.body().contains("<div id=\"root\">"), answer.body());
        assertEquals("noindex", property(answer, "robots"));
    }

    @Test
    void countsPagesAsReads() {
        PagesHandler limited = handler(templates, "1/PT1H");

        Answer first = Answer.of(limited, ProxyEvents.a("GET", "/v1/pages"));
        Answer second = Answer.of(limited, ProxyEvents.a("GET", "/v1/pages"));

        assertEquals("\"reads\";q=1;w=3600", first.headers().get("RateLimit-Policy"));
        assertEquals(429, second.status());
        assertEquals("3600", second.headers().get("Retry-After"));
        assertTrue(second.body().contains("<div id=\"root\">"), second.body());
        assertEquals(429, Answer.of(limited, ProxyEvents.a("GET", "/v1/pages/sitemap.xml")).status());
        assertEquals(200, Answer.of(limited, ProxyEvents.a("GET", "/v1/pages/robots.txt")).status());
    }

    @Test
    void listsTheNewestTemplatesInTheSitemap() {
        for (int i = 0; i < PagesHandler.MAX_TEMPLATES + 1; i++) {
            templates.add(aTemplate().build());
        }
        Template newest = aTemplate().build();
        templates.add(newest);

        Answer answer = get("/v1/pages/sitemap.xml");

        assertEquals("application/xml; charset=utf-8", answer.headers().get("Content-Type"));
        assertEquals("public, max-age=3600", answer.headers().get("Cache-Control"));
        assertTrue(answer.body().startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"), answer.body());
        assertTrue(answer.body().contains("<url><loc>https://nero.example/about</loc></url>"));
        assertTrue(answer.body().contains("<url><loc>https://nero.example/templates/" + newest.id()
                + "</loc><lastmod>2026-05-14T12:00:00Z</lastmod></url>"));
        assertEquals(PagesHandler.MAX_TEMPLATES, answer.body().split("/templates/", -1).length - 1);
    }

    @Test
    void namesTheSitemapToCrawlers() {
        Answer answer = get("/v1/pages/robots.txt");

        assertEquals("text/plain; charset=utf-8", answer.headers().get("Content-Type"));
        assertEquals("User-agent: *\nAllow: /\nSitemap: https://nero.example/sitemap.xml\n", answer.body());
    }

    private static void assertNotFound(Answer answer) {
        assertEquals(404, answer.status(), answer.body());
        assertEquals("Nero", title(answer));
        assertEquals("noindex", property(answer, "robots"));
        assertTrue(answer.body().contains("<div id=\"root\">"), answer.body());
        assertFalse(answer.body().contains("og:"), answer.body());
        assertFalse(answer.body().contains("canonical"), answer.body());
    }

    private Answer get(String route) {
        return Answer.of(handler, ProxyEvents.a("GET", route));
    }

    private Answer template(Id id) {
        return Answer.of(handler, ProxyEvents.a("GET", "/v1/pages/templates/{id}").path("id", id.value()));
    }

    private Answer sharedPage(Generation shared) {
        return Answer.of(handler,
                ProxyEvents.a("GET", "/v1/pages/s/{slug}").path("slug", shared.sharing().slug().orElseThrow()));
    }

    private Generation shared(GenerationBuilder generation, Visibility visibility, boolean showPrompt) {
        Generation built = generation.build();
        Generation shared = GenerationBuilder.from(built).status(GenerationStatus.SUCCEEDED)
                .image(built.image().or(() -> Optional.of(GenerationBuilder.image(built.userId()))))
                .sharing(new Sharing(visibility, Optional.of(SLUG), showPrompt)).build();
        generations.draft(shared, new Allowance(1, List.of()));
        return shared;
    }

    private static GenerationBuilder withPrompt(String prompt) {
        return aGeneration().prompt(Optional.of(new Prompt(prompt)));
    }

    private PagesHandler handler(Templates ports, String readLimit) {
        Settings settings = new Settings(Map.of("NERO_WEB_ORIGIN", "https://nero.example", "NERO_READ_RATE_LIMIT",
                readLimit));
        Wiring wiring = new Wiring(settings, clock, Optional.of(new InMemoryThrottles()), Optional.empty());
        return new PagesHandler(ports, generations,
                new SiteDocuments(site.uri(), clock, new EventLog(clock, "nero-test")), wiring);
    }

    private static FaultyServer site() {
        try {
            return new FaultyServer(answers(200, INDEX)) {
            };
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String title(Answer answer) {
        return first("<title>([^<]*)</title>", answer);
    }

    private static String property(Answer answer, String name) {
        return first("<meta (?:name|property)=\"" + name + "\" content=\"([^\"]*)\" data-page>", answer);
    }

    private static String first(String pattern, Answer answer) {
        return Pattern.compile(pattern).matcher(answer.body()).results().map((MatchResult match) -> match.group(1))
                .findFirst().orElse("");
    }
}
