package app.nero.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalNero;
import app.nero.local.RunningInstance;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Tokens;
import app.nero.local.testing.RunningNero;
import app.nero.picture.SomePictures;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code bin/admin} while Nero is running. */
@Tag("mongodb")
class TemplateImportTest {

    private static final AtomicInteger PAGE_SIZES = new AtomicInteger(10);

    private static final String CATEGORY = "{\"slug\":\"city\",\"en\":\"Cities\",\"fa\":\"شهرها\"}\n";

    private static LocalNero nero;
    private static ApiClient api;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

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
    void addsATemplateOnceAndThenUpdatesIt() throws IOException {
        picture("a.jpg");
        String line = "{\"externalKey\":\"once-1\",\"title\":{\"en\":\"T\"},\"prompt\":{\"en\":\"Oncewritten\"},\"category\":\"city\",\"image\":\"a.jpg\"}";

        assertEquals(Admin.OK, importLines("\ufeff" + CATEGORY + line + "\n\n"));
        JsonNode first = found("oncewritten").get(0);
        assertEquals(Admin.OK, importLines(CATEGORY + line));
        assertEquals(first, found("oncewritten").get(0));
        assertEquals(1, found("oncewritten").size());
        assertTrue(text().contains("2 lines: 0 added, 0 changed, 2 unchanged, 0 invalid"), text());
        assertEquals(Admin.OK, importLines(line.replace("Oncewritten", "Twicewritten")));

        assertEquals(0, found("oncewritten").size());
        assertEquals(first.get("id"), found("twicewritten").get(0).get("id"));
        assertTrue(text().contains("1 lines: 0 added, 1 changed, 0 unchanged, 0 invalid"), text());
        assertEquals(200, api.send(HttpRequest.newBuilder(URI.create(first.get("imageUrl").asText()))).status());
    }

    @Test
    void reportsInvalidLinesAndContinues() throws IOException {
        picture("a.jpg");
        Files.writeString(folder.resolve("no.jpg"), "not a picture");

        int status = importLines(CATEGORY.replace("city", "town") + """
            {"externalKey":"bad-1","title":{"fa":"T"},"prompt":{"en":"Good"},"category":"town","image":"a.jpg"}
            not JSON
            {"externalKey":"bad-2","title":{"en":"T"},"prompt":{"en":""},"category":"town","image":"a.jpg"}
            {"externalKey":"bad-3","title":{"fa":"T"},"prompt":{"en":"x"},"category":"nowhere","image":"a.jpg"}
            {"externalKey":"bad-4","title":{"fa":"T"},"prompt":{"en":"x"},"category":"town","image":"missing.jpg"}
            {"externalKey":"bad-5","title":{"fa":"T"},"prompt":{"en":"x"},"category":"town","image":"no.jpg"}
            {"externalKey":"bad-6","title":{"fa":"T"},"prompt":{"en":"x"},"category":"town"}
            {"externalKey":"bad 7","title":{"fa":"T"},"prompt":{"en":"x"},"category":"town","likes":9,"tags":[{}]}
            {"externalKey":"bad-8","title":{"fa":"T"},"prompt":{"en":"Goodtoo"},"category":"town","image":"a.jpg"}
            """);

        assertEquals(Admin.SOME_FAILED, status);
        for (String message : new String[]{"line 3: body must be valid JSON", "line 4: prompt.en must",
                "line 5: category does not exist", "line 6: image cannot be read", "line 7: image is not a JPEG",
                "line 8: image is required", "line 9: externalKey must", "likes is not a known field",
                "tags[0].en is required without fa",
                "10 lines: 3 added, 0 changed, 0 unchanged, 7 invalid"}) {
            assertTrue(text().contains(message), message + "\n" + text());
        }
        assertFalse(text().contains("line 2:") || text().contains("line 10:"), text());
        assertEquals(1, found("goodtoo").size());
    }

    @Test
    void failsIfAServiceFails() throws IOException {
        picture("a.jpg");
        Map<String, String> settings = new HashMap<>(nero.settings());
        settings.put("CLOUDINARY_URL", "cloudinary://1:secret@nero?upload_prefix=http://localhost:1");
        Path file = Files.writeString(folder.resolve("templates.jsonl"), CATEGORY
                + "{\"externalKey\":\"lost-1\",\"title\":{\"en\":\"T\"},\"prompt\":{\"en\":\"Lost\"},\"category\":\"city\",\"image\":\"a.jpg\"}");

        int status = new Admin(settings, new PrintStream(output, true, StandardCharsets.UTF_8)).run("import",
                file.toString());

        assertEquals(Admin.SOME_FAILED, status);
        assertTrue(text().contains("line 2: picture storage is unavailable"), text());
        assertEquals(0, found("lost").size());
    }

    @Test
    void grantsTheAdminRoleOnlyToUsersWhoHaveSignedIn() throws IOException {
        String phone = ApiClient.newPhone();

        assertEquals(Admin.SOME_FAILED, run("grant", phone));
        assertTrue(text().contains("Nobody has signed in with this number"), text());
        Tokens first = api.begin(phone);
        assertEquals(Admin.OK, run("grant", phone));
        assertEquals(200, api.get("/admin/stats", Tokens.of(api.refresh(first.refresh())).access()).status());
        assertEquals(Admin.SOME_FAILED, run("revoke", phone));
        assertTrue(text().contains("This is the only admin"), text());
        assertEquals(Admin.NOTHING_DONE, run("grant", "nobody"));
        assertFalse(text().contains(phone.substring(1)));
    }

    @Test
    void findsARunningInstanceButNotAStoppedOne() throws IOException {
        LocalNero other = LocalNero.start(RunningNero.TEMPLATE, folder, false, 0, Map.of(), _ -> {});
        try (other) {
            assertEquals(other.settings().get("MONGODB_URI"),
                    RunningInstance.find(folder).orElseThrow().get("MONGODB_URI"));
        }
        assertTrue(RunningInstance.find(folder).isEmpty());

        RunningInstance.write(folder, other.settings());
        assertTrue(RunningInstance.find(folder).isEmpty());
    }

    @Test
    void failsIfTheFileIsMissing() {
        assertThrows(NoSuchFileException.class,
                () -> run("import", folder.resolve("none.jsonl").toString()));
    }

    private int importLines(String lines) throws IOException {
        output.reset();
        return run("import", Files.writeString(folder.resolve("templates.jsonl"), lines).toString());
    }

    private int run(String command, String argument) throws IOException {
        return new Admin(nero.settings(), new PrintStream(output, true, StandardCharsets.UTF_8)).run(command, argument);
    }

    private String text() {
        return output.toString(StandardCharsets.UTF_8);
    }

    private void picture(String name) throws IOException {
        Files.write(folder.resolve(name), SomePictures.jpeg(40, 30, 7));
    }

    /** Nero shows a guest the same page for a minute, so each call reads a page of another size. */
    private static JsonNode found(String search) {
        return api.send(api.request("/templates?search=" + search + "&limit=" + PAGE_SIZES.incrementAndGet())).data()
                .get("templates");
    }
}
