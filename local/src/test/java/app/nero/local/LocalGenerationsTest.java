package app.nero.local;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.lambda.Settings;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.picture.DigitalSourceType;
import app.nero.picture.Picture;
import app.nero.picture.PublicId;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.studio.ModelFile;
import app.nero.template.Template;
import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.Some;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Generations on one machine: from the request, through the queue in this process, to the image. */
@Timeout(120)
class LocalGenerationsTest {

    @TempDir
    private Path data;

    @Test
    void restylesTheImageOfATemplate() throws Exception {
        try (LocalNero nero = start(Map.of())) {
            ApiClient api = new ApiClient(nero);
            String token = api.signIn(ApiClient.newPhone());
            Id template = addTemplate(nero);

            Answer accepted = submit(api, token, "{\"type\":\"generate\",\"templateId\":\"" + template
                    + "\",\"aspectRatio\":\"3:4\"}");
            JsonNode done = await(api, token, accepted, "succeeded");

            assertEquals(202, accepted.status());
            assertEquals(2, accepted.data().at("/stars/balance").asInt());
            byte[] image = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(done.at("/image/url").asText())).build(),
                            BodyHandlers.ofByteArray())
                    .body();
            Picture picture = ((Picture.Reading.Accepted) Picture.read(image)).picture();
            assertEquals(done.at("/image/width").asInt(), picture.width());
            assertEquals(3 * picture.height(), 4 * picture.width(), 4);
            assertTrue(
                    new String(image, StandardCharsets.ISO_8859_1).contains(DigitalSourceType.ALGORITHMIC_MEDIA.uri()));
        }
    }

    @Tag("slow")
    @Test
    void runsAGenerationAgainWhoseMessageWasLost() throws Exception {
        String token;
        Answer accepted;
        // Messages stay in the queue, and are lost when Nero stops.
        try (LocalNero first = start(Map.of("NERO_GENERATION_ENABLED", "false"))) {
            ApiClient api = new ApiClient(first);
            token = api.signIn(ApiClient.newPhone());
            Id template = addTemplate(first);
            accepted = submit(api, token, "{\"type\":\"generate\",\"templateId\":\"" + template + "\"}");
            assertEquals("queued", accepted.data().at("/generation/status").asText());
            assertEquals(1, queue(first).path("waiting").asInt());
        }

        try (LocalNero second = start(Map.of())) {
            ApiClient api = new ApiClient(second);
            assertEquals(0, queue(second).path("waiting").asInt());
            makeDue(second, accepted.data().at("/generation/id").asText());
            second.runSchedules();

            await(api, token, accepted, "succeeded");
        }
    }

    @Test
    void refundsWhatCannotBeRead() throws Exception {
        try (LocalNero nero = start(Map.of())) {
            ApiClient api = new ApiClient(nero);
            String token = api.signIn(ApiClient.newPhone());
            Id template = addTemplate(nero, nero.url() + "/_local/pictures/none.jpg");

            Answer accepted = submit(api, token, "{\"type\":\"generate\",\"templateId\":\"" + template + "\"}");
            JsonNode failed = await(api, token, accepted, "failed");

            assertEquals("INPUT_UNREADABLE", failed.at("/error/code").asText());
            assertEquals(3, api.get("/stars", token).data().path("balance").asInt());
        }
    }

    private LocalNero start(Map<String, String> settings) throws IOException {
        Map<String, String> own = new HashMap<>(settings);
        own.put(ModelFile.SETTING, "target/no-networks");
        return LocalNero.start(RunningNero.TEMPLATE, data.resolve("nero"), false, 0, own, _ -> {});
    }

    /** The template's image is a WebP, like those of the demo templates. */
    private static Id addTemplate(LocalNero nero) throws IOException, InterruptedException {
        byte[] file;
        try (InputStream in = LocalNero.class.getResourceAsStream("/demo/nature-01.webp")) {
            file = in.readAllBytes();
        }
        return addTemplate(nero, new CloudinaryImageStore(new Settings(nero.settings()).cloudinary())
                .put(PublicId.ofTemplate(Some.id()), ((Picture.Reading.Accepted) Picture.read(file)).picture()).url());
    }

    private static Id addTemplate(LocalNero nero, String imageUrl) throws InterruptedException {
        Template template = Template.first(Some.id(), imageUrl, PublicId.ofTemplate(Some.id()), aTemplate().content(),
                Instant.now());
        try (MongoConnection mongo = open(nero)) {
            new MongoTemplates(mongo).add(template);
        }
        return template.id();
    }

    private static MongoConnection open(LocalNero nero) {
        return MongoConnection.open(nero.settings().get("MONGODB_URI"));
    }

    private static Answer submit(ApiClient api, String token, String json) {
        return api.send(api.request("/generations").header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json").header("Idempotency-Key", Some.id().value())
                .POST(BodyPublishers.ofString(json)));
    }

    private static JsonNode await(ApiClient api, String token, Answer accepted, String status)
            throws InterruptedException {
        String path = "/generations/" + accepted.data().at("/generation/id").asText();
        JsonNode generation = api.get(path, token).data().path("generation");
        while (!generation.path("status").asText().equals(status)) {
            assertTrue(generation.path("status").asText().matches("queued|running"), generation::toString);
            Thread.sleep(100);
            generation = api.get(path, token).data().path("generation");
        }
        return generation;
    }

    private static JsonNode queue(LocalNero nero) throws IOException, InterruptedException {
        return ApiClient.JSON.readTree(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(nero.url() + "/_local/api/queue")).build(),
                        BodyHandlers.ofString())
                .body());
    }

    private static void makeDue(LocalNero nero, String id) throws InterruptedException {
        try (MongoConnection mongo = open(nero)) {
            mongo.collection("generatedImages").update(new Document("_id", new ObjectId(id)),
                    new Document("$set", new Document("sweepAt", new Date(0))));
        }
    }
}
