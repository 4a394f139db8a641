package app.nero.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.RunningNero;
import app.nero.picture.Picture;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoContentTest {

    @TempDir
    Path data;

    /** One run of all of it: drawing takes seconds. */
    @Test
    void showsEightCategoriesInTwoLanguagesWithAPictureEach() throws Exception {
        try (LocalNero nero = start()) {
            // Cut off as early as it happens to be, it goes on below.
            nero.fillWithDemo();
        }
        try (LocalNero nero = start()) {
            nero.fillWithDemo().get();
            ApiClient api = new ApiClient(nero);

            List<JsonNode> templates = all(api, "newest");
            assertEquals(120, templates.size());
            JsonNode categories = api.send(api.request("/categories")).data().get("categories");
            assertEquals(8, categories.size());
            categories.forEach(category -> assertEquals(15, category.get("count").asInt(), category.toString()));
            long persian = templates.stream().filter(it -> it.get("prompt").asText().matches(".*[\\u0600-\\u06ff].*"))
                    .count();
            assertTrue(persian >= 48 && persian <= 72, persian + " Persian prompts");
            assertEquals(120, templates.stream().map(it -> it.get("prompt").asText()).distinct().count());
            assertTrue(templates.stream().filter(it -> it.get("isTrending").asBoolean()).count() >= 10);
            assertPicturesAreServed(templates);
            List<String> newest = ids(templates);
            for (String sort : List.of("popular", "views", "trending")) {
                List<String> sorted = ids(all(api, sort));
                assertEquals(Set.copyOf(newest), Set.copyOf(sorted));
                assertNotEquals(newest, sorted, sort);
            }
            nero.runSchedules();
            nero.runSchedules();
            assertEquals(ids(all(api, "popular")), ids(all(api, "popular")));
        }
        try (LocalNero nero = start()) {
            nero.fillWithDemo().get();

            assertEquals(120, all(new ApiClient(nero), "newest").size());
        }
    }

    @Test
    void staysOutOfADatabaseThatIsSomebodyElses() throws Exception {
        try (LocalNero first = start(); LocalNero beside = RunningNero.startBeside(first)) {
            Future<?> filled = beside.fillWithDemo();

            filled.get();
            assertEquals(0, all(new ApiClient(first), "newest").size());
        }
    }

    private static void assertPicturesAreServed(List<JsonNode> templates) throws IOException, InterruptedException {
        Set<String> seen = new HashSet<>();
        Set<String> shapes = new HashSet<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (JsonNode template : templates) {
                HttpResponse<byte[]> response = http.send(
                        HttpRequest.newBuilder(URI.create(template.get("imageUrl").asText())).build(),
                        BodyHandlers.ofByteArray());
                assertEquals(200, response.statusCode());
                Picture picture = ((Picture.Reading.Accepted) Picture.read(response.body())).picture();
                assertTrue(seen.add(Integer.toString(Arrays.hashCode(picture.bytes()))), "two pictures are the same");
                assertTrue(picture.bytes().length < 256 * 1024, "a light picture");
                shapes.add(picture.width() + "x" + picture.height());
            }
        }
        assertTrue(shapes.size() >= 4, shapes.toString());
    }

    private static List<JsonNode> all(ApiClient api, String sort) {
        List<JsonNode> templates = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.send(api.request("/templates?limit=50&sort=" + sort + cursor)).data();
            page.get("templates").forEach(templates::add);
            cursor = page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asText();
        } while (!cursor.isEmpty());
        return templates;
    }

    private static List<String> ids(List<JsonNode> templates) {
        return templates.stream().map(it -> it.get("id").asText()).toList();
    }

    private LocalNero start() throws IOException {
        return LocalNero.start(RunningNero.TEMPLATE, data, false, 0, Map.of(), _ -> {});
    }
}
