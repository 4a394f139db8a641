package app.nero.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.favorite.mongo.MongoFavorites;
import app.nero.kernel.Id;
import app.nero.local.ImportLine;
import app.nero.local.ImportLine.OfTemplate;
import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.picture.Picture;
import app.nero.template.mongo.MongoTemplates;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoContentTest {

    private static final Path DEMO = Path.of("src/main/resources/demo");
    private static final int TEMPLATES = 89;

    @TempDir
    Path data;

    @Test
    void showsNineCategoriesInTwoLanguagesWithAnImageEach() throws Exception {
        Map<Id, Integer> likes = new HashMap<>();
        try (LocalNero nero = start()) {
            nero.fillWithDemo();
            // Closing interrupts it; the next start continues.
        }
        try (LocalNero nero = start()) {
            nero.fillWithDemo().get();
            ApiClient api = new ApiClient(nero);

            List<JsonNode> templates = all(api, "newest");
            assertEquals(TEMPLATES, templates.size());
            JsonNode categories = api.send(api.request("/categories")).data().get("categories");
            assertEquals(9, categories.size());
            categories.forEach(category -> assertTrue(category.get("count").asInt() >= 6, category.toString()));
            templates.forEach(DemoContentTest::assertInBothLanguages);
            for (String text : List.of("/title/en", "/title/fa", "/prompt/en", "/prompt/fa")) {
                assertEquals(TEMPLATES, templates.stream().map(template -> template.at(text)).distinct().count(), text);
            }
            assertTrue(templates.stream().filter(template -> template.get("isTrending").asBoolean()).count() >= 10);
            // Patterns that hide faces at full strength.
            assertEquals(8, templates.stream().filter(template -> template.get("strength").asDouble(1) < 0.8).count());
            assertImagesAreServed(templates);
            assertEquals("portrait", templates.getFirst().get("category").asText());
            assertEquals("space", templates.getLast().get("category").asText());
            List<String> newest = ids(templates);
            for (String sort : List.of("popular", "views", "trending")) {
                List<String> sorted = ids(all(api, sort));
                assertEquals(Set.copyOf(newest), Set.copyOf(sorted));
                assertNotEquals(newest, sorted, sort);
            }
            nero.runSchedules();
            nero.runSchedules();
            assertEquals(ids(all(api, "popular")), ids(all(api, "popular")));
            try (MongoConnection mongo = open(nero)) {
                likes.putAll(likes(mongo));
                // The next start adds it again, as after an interruption.
                new MongoTemplates(mongo).remove(new Id(newest.getLast()));
            }
        }
        try (LocalNero nero = start()) {
            nero.fillWithDemo().get();

            assertEquals(TEMPLATES, all(new ApiClient(nero), "newest").size());
            try (MongoConnection mongo = open(nero)) {
                Map<Id, Integer> after = likes(mongo);
                likes.forEach((id, count) -> assertEquals(count, after.get(id)));
            }
        }
    }

    @Test
    void hasAnImageForEachLineAndALineForEachImage() throws Exception {
        List<String> named = Files.readAllLines(DEMO.resolve("templates.jsonl")).stream().map(ImportLine::parse)
                .filter(OfTemplate.class::isInstance).map(line -> ((OfTemplate) line).image().orElse("none")).sorted()
                .toList();
        List<Path> images;
        try (Stream<Path> files = Files.list(DEMO)) {
            images = files.filter(file -> !file.endsWith("templates.jsonl")).sorted().toList();
        }

        assertEquals(named, images.stream().map(file -> file.getFileName().toString()).toList());
        long bytes = 0;
        for (Path image : images) {
            byte[] file = Files.readAllBytes(image);
            Picture picture = ((Picture.Reading.Accepted) Picture.read(file)).picture();
            boolean isLook = image.getFileName().toString().startsWith("look-");
            assertEquals(isLook ? 720 : 1_200, Math.max(picture.width(), picture.height()), image.toString());
            bytes += file.length;
        }
        assertTrue(bytes <= 5 * 1024 * 1024, bytes + " bytes");
    }

    @Test
    void leavesAnotherDatabaseAlone() throws Exception {
        try (LocalNero first = start(); LocalNero beside = RunningNero.startBeside(first)) {
            Future<?> filled = beside.fillWithDemo();

            filled.get();
            assertEquals(0, all(new ApiClient(first), "newest").size());
        }
    }

    private static void assertInBothLanguages(JsonNode template) {
        List<JsonNode> texts = new ArrayList<>(
                List.of(template.get("title"), template.get("prompt"), template.get("style")));
        template.get("tags").forEach(texts::add);
        for (JsonNode text : texts) {
            assertFalse(text.get("en").asText().matches(".*[\\u0600-\\u06ff].*"), text.toString());
            assertTrue(text.get("fa").asText().matches(".*[\\u0600-\\u06ff].*"), text.toString());
        }
    }

    private static void assertImagesAreServed(List<JsonNode> templates) throws IOException, InterruptedException {
        Set<String> seen = new HashSet<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (JsonNode template : templates) {
                HttpResponse<byte[]> response = http.send(
                        HttpRequest.newBuilder(URI.create(template.get("imageUrl").asText())).build(),
                        BodyHandlers.ofByteArray());
                assertEquals(200, response.statusCode());
                assertTrue(seen.add(Integer.toString(Arrays.hashCode(response.body()))), "two images are the same");
            }
        }
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
        return templates.stream().map(template -> template.get("id").asText()).toList();
    }

    private static MongoConnection open(LocalNero nero) {
        return MongoConnection.open(nero.settings().get("MONGODB_URI"));
    }

    private static Map<Id, Integer> likes(MongoConnection mongo) {
        return new MongoFavorites(mongo).countByTemplate(Id.NOBODY, Optional.empty());
    }

    private LocalNero start() throws IOException {
        return LocalNero.start(RunningNero.TEMPLATE, data, false, 0, Map.of(), _ -> {});
    }
}
