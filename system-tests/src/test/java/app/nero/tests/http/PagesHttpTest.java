package app.nero.tests.http;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.template.Template;
import app.nero.template.mongo.MongoTemplates;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What messengers and search engines see of the pages, which do not run the web app. */
class PagesHttpTest {

    private static LocalNero nero;
    private static ApiClient api;

    @BeforeAll
    static void start() {
        nero = RunningNero.start(Map.of());
        api = new ApiClient(nero);
    }

    @AfterAll
    static void stop() {
        nero.close();
    }

    @Test
    void showTheirTitleAndImage() {
        Template template = aTemplate().title("Golden <afternoon>", "عصر طلایی").build();
        try (MongoConnection connection = MongoConnection.open(nero.settings().get("MONGODB_URI"))) {
            new MongoTemplates(connection).add(template);
        }

        Answer landing = get("/pages");
        Answer page = get("/pages/templates/" + template.id());
        Answer persian = get("/pages/templates/" + template.id() + "?lang=fa");
        Answer sitemap = get("/pages/sitemap.xml");

        assertShows("Nero: one photo of you, any look you like", nero.url() + "/share.jpg", landing);
        assertShows("Golden &lt;afternoon&gt; · Nero", template.imageUrl(), page);
        assertShows("عصر طلایی · Nero", template.imageUrl(), persian);
        assertTrue(sitemap.response().body().contains(nero.url() + "/templates/" + template.id()));
        assertTrue(get("/pages/robots.txt").response().body().contains(nero.url() + "/sitemap.xml"));
        assertEquals(404, get("/pages/templates/6a0f3c0c007b1f2e3d4c5b70").status());
    }

    @Test
    void showASharedImageUntilItsOwnerEndsIt() {
        Person owner = new Person(api);
        JsonNode generation = owner.generate("standard");
        String share = "/generations/" + generation.get("id").asText() + "/share";
        String slug = api.put(share, owner.token(), "{\"visibility\":\"link\"}").data().get("slug").asText();

        Answer hidden = get("/pages/s/" + slug);
        api.put(share, owner.token(), "{\"visibility\":\"public\",\"showPrompt\":true}");
        Answer shown = get("/pages/s/" + slug);
        api.delete(share, owner.token());
        Answer ended = get("/pages/s/" + slug);

        String prompt = generation.get("prompt").asText();
        assertShows("Someone made this with Nero", generation.at("/image/url").asText(), hidden);
        assertTrue(hidden.response().body().contains("noindex"));
        assertFalse(hidden.response().body().contains(prompt));
        assertTrue(shown.response().body().contains(prompt));
        assertFalse(shown.response().body().contains("noindex"));
        assertEquals(404, ended.status());
        assertFalse(ended.response().body().contains(prompt));
        assertFalse(ended.response().body().contains("og:image"));
    }

    private static void assertShows(String title, String image, Answer answer) {
        String body = answer.response().body();
        assertEquals(200, answer.status(), body);
        assertTrue(body.contains("<title>" + title + "</title>"), body);
        assertTrue(body.contains("<meta property=\"og:image\" content=\"" + image + "\" data-page>"), body);
    }

    private static Answer get(String path) {
        return api.send(api.request(path));
    }
}
