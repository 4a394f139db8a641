import app.nero.kernel.Id;
import app.nero.testing.MultipartForm;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/** A signed-in user who sends requests. */
record BenchUser(String api, String token, Id templateId) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param millis from sending the request to the end of the response */
    record Answer(HttpResponse<byte[]> response, double millis) {

        JsonNode data() throws IOException {
            return JSON.readTree(response.body()).get("data");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    Answer get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + path));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Submits a generation from the template, and from photos if there are receipts of uploads. */
    Answer submit(String size, String... sources) throws Exception {
        String body = "{\"type\":\"generate\",\"prompt\":\"a watercolour at dusk\",\"templateId\":\"" + templateId
                + "\",\"sources\":[" + String.join(",", sources) + "],\"size\":\"" + size + "\"}";
        Answer answer = post("/generations", body);
        if (answer.response().statusCode() != 202) {
            throw new IllegalStateException(new String(answer.response().body()));
        }
        return answer;
    }

    /**
     * Uploads a photo to the picture host, as a browser does.
     *
     * @return the receipt as a source of a generation
     */
    String upload(byte[] photo, String role) throws Exception {
        JsonNode upload = post("/uploads", "{\"count\":1}").data().at("/uploads/0");
        MultipartForm form = new MultipartForm();
        upload.get("fields").properties().forEach(field -> form.text(field.getKey(), field.getValue().asText()));
        form.file("file", "photo.jpg", photo);
        HttpRequest request = HttpRequest.newBuilder(URI.create(upload.get("uploadUrl").asText()))
                .header("Content-Type", form.contentType()).POST(BodyPublishers.ofByteArray(form.bytes())).build();
        JsonNode receipt = JSON.readTree(HTTP.send(request, BodyHandlers.ofByteArray()).body());
        return "{\"publicId\":" + receipt.get("public_id") + ",\"version\":" + receipt.get("version")
                + ",\"signature\":" + receipt.get("signature") + ",\"role\":\"" + role + "\"}";
    }

    private Answer post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(api + path)).header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString()).POST(BodyPublishers.ofString(body)));
    }

    private Answer send(HttpRequest.Builder builder) throws Exception {
        HttpRequest request = builder.header("Authorization", "Bearer " + token).build();
        long began = System.nanoTime();
        HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
        return new Answer(response, (System.nanoTime() - began) / 1e6);
    }
}
