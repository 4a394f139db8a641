package app.nero.tests.killed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.picture.SomePictures;
import app.nero.testing.MultipartForm;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * A user whose app repeats each request, with the same {@code Idempotency-Key}, until an instance answers it. Cancels some
 * generations, and deletes some results.
 */
final class PersistentUser implements Callable<Void> {

    private static final int RETRY_MILLIS = 2_000;
    private static final Set<String> TEMPORARY = Set.of("CONFLICT", "TOO_MANY_JOBS");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<ApiClient> apis;
    private final Id template;
    private final Id unreadable;
    private final int first;
    private final int jobs;
    private final String token;
    private final Set<String> accepted = new LinkedHashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private int brokenRequests;
    private int current;

    /**
     * Signs in.
     *
     * @param apis of the instances
     * @param unreadable a template whose generations fail
     * @param first the number of the user's first generation, on which depends what the user does with it
     * @param jobs how many generations the user starts
     */
    PersistentUser(List<ApiClient> apis, Id template, Id unreadable, int first, int jobs) {
        this.apis = apis;
        this.template = template;
        this.unreadable = unreadable;
        this.first = first;
        this.jobs = jobs;
        token = apis.getFirst().signIn(ApiClient.newPhone());
    }

    Id id() {
        return new Id(answer(api -> api.get("/users/me", token)).data().at("/user/id").asText());
    }

    int balance() {
        return answer(api -> api.get("/stars", token)).data().get("balance").asInt();
    }

    /** The generations for which the user got 202. */
    Set<String> accepted() {
        return accepted;
    }

    /** The results that the user deleted. */
    Set<String> deleted() {
        return deleted;
    }

    /** How often a connection broke, or no instance listened. */
    int brokenRequests() {
        return brokenRequests;
    }

    @Override
    public Void call() throws Exception {
        for (int i = first; i < first + jobs; i++) {
            switch (i % 10) {
                case 1 -> cancel(submit(template, ""));
                case 3 -> submit(template, ",\"sources\":[" + upload() + "]");
                case 4 -> cancel(submit(template, ",\"sources\":[" + upload() + "]"));
                case 5 -> submit(unreadable, "");
                case 7 -> deleteOnceSucceeded(submit(template, ""));
                default -> submit(template, "");
            }
        }
        return null;
    }

    /** Asserts that the image of a succeeded generation can be read. */
    void assertShowsImage(String id) throws IOException, InterruptedException {
        JsonNode image = find(id).get("image");
        HttpResponse<byte[]> file = HTTP.send(HttpRequest.newBuilder(URI.create(image.get("url").asText())).build(),
                BodyHandlers.ofByteArray());
        assertEquals(200, file.statusCode());
        assertEquals(image.get("bytes").asInt(), file.body().length);
    }

    private String submit(Id templateId, String members) {
        String key = UUID.randomUUID().toString();
        String request = "{\"type\":\"generate\",\"prompt\":\"a watercolour\",\"templateId\":\"" + templateId + "\""
                + members + "}";
        Answer answer = answer(api -> api.post("/generations", token, request, key));
        assertEquals(202, answer.status(), answer.response().body());
        String id = answer.data().at("/generation/id").asText();
        accepted.add(id);
        return id;
    }

    /** It may have started before. */
    private void cancel(String id) {
        Answer answer = answer(api -> api.post("/generations/" + id + "/cancel", token, ""));
        assertTrue(answer.status() == 200 || answer.code().equals("TOO_LATE"), answer.response().body());
    }

    private void deleteOnceSucceeded(String id) throws InterruptedException {
        String status = find(id).get("status").asText();
        while (Set.of("queued", "running").contains(status)) {
            Thread.sleep(RETRY_MILLIS);
            status = find(id).get("status").asText();
        }
        if (status.equals("succeeded")) {
            // A retry after a lost response gets 404.
            Answer answer = answer(api -> api.delete("/generations/" + id, token));
            assertTrue(answer.status() == 200 || answer.status() == 404, answer.response().body());
            deleted.add(id);
        }
    }

    private JsonNode find(String id) {
        return answer(api -> api.get("/generations/" + id, token)).data().get("generation");
    }

    /** Uploads a photo to the picture host, and returns its receipt. */
    private String upload() throws IOException, InterruptedException {
        JsonNode upload = answer(api -> api.post("/uploads", token, "{\"count\":1}")).data().at("/uploads/0");
        MultipartForm form = new MultipartForm();
        upload.get("fields").properties().forEach(field -> form.text(field.getKey(), field.getValue().asText()));
        form.file("file", "me.jpg", SomePictures.jpeg(64, 48, 1));
        JsonNode stored = ApiClient.JSON.readTree(HTTP.send(
                HttpRequest.newBuilder(URI.create(upload.get("uploadUrl").asText()))
                        .header("Content-Type", form.contentType()).POST(BodyPublishers.ofByteArray(form.bytes()))
                        .build(),
                BodyHandlers.ofString()).body());
        return "{\"publicId\":" + stored.get("public_id") + ",\"version\":" + stored.get("version")
                + ",\"signature\":" + stored.get("signature") + "}";
    }

    private Answer answer(Function<ApiClient, Answer> request) {
        while (true) {
            try {
                Answer answer = request.apply(apis.get(current));
                if (!TEMPORARY.contains(answer.status() < 400 ? "" : answer.code())) {
                    return answer;
                }
            } catch (AssertionError e) {
                if (!(e.getCause() instanceof IOException)) {
                    throw e;
                }
                brokenRequests++;
            }
            current = (current + 1) % apis.size();
            try {
                Thread.sleep(RETRY_MILLIS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
