package app.nero.generation.openai;

import app.nero.generation.Moderation;
import app.nero.generation.Recipe;
import app.nero.http.EventLog;
import app.nero.http.Json;
import app.nero.http.JsonMembers;
import app.nero.kernel.Connection;
import app.nero.kernel.InParallel;
import app.nero.kernel.LimitedInputStream;
import app.nero.kernel.Redacted;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.TimedCall;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.picture.ImageStore;
import app.nero.picture.Picture;
import app.nero.picture.PictureLoader;
import app.nero.picture.PublicId;
import app.nero.picture.StoredPicture;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Checks content with <a href="https://platform.openai.com/docs/guides/moderation">OpenAI's moderation endpoint</a>, which costs
 * nothing. Each text and each picture is one call, because a call takes one picture. Makes one attempt and follows no redirect.
 */
public final class OpenAiModeration implements Moderation, Connection {

    /** A request that waits for it ends earlier, by its deadline. */
    static final TimeLimits LIMITS = new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(20));

    private static final String MODEL = "omni-moderation-latest";

    /** The largest limit that can be set for uploads. */
    private static final int MAX_MEGAPIXELS = 100;

    private static final int MAX_ANSWER = 256 * 1024;
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** Writes the only item of a request. */
    @FunctionalInterface
    private interface Input {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private final OpenAiAccount account;
    private final ImageStore store;
    private final PictureLoader loader;
    private final TimeLimits limits;
    private final EventLog log;
    private HttpClient client;

    /** @param loader reads the uploads of a request */
    public OpenAiModeration(OpenAiAccount account, ImageStore store, PictureLoader loader, EventLog log) {
        this(account, store, loader, LIMITS, log);
    }

    public OpenAiModeration(OpenAiAccount account, ImageStore store, PictureLoader loader, TimeLimits limits,
            EventLog log) {
        this.account = account;
        this.store = store;
        this.loader = loader;
        this.limits = limits;
        this.log = log;
    }

    /** Does not check an upload that cannot be loaded: the generation fails with it. */
    @Override
    public boolean allowsRequest(Recipe recipe) {
        List<Optional<PublicId>> parts = new ArrayList<>();
        if (recipe.prompt().isPresent()) {
            parts.add(Optional.empty());
        }
        recipe.uploads().stream().map(Optional::of).forEach(parts::add);
        return InParallel.map(parts, part -> part.map(this::allowsUpload)
                .orElseGet(() -> allowsText(recipe.prompt().orElseThrow().value()))).stream()
                .allMatch(Boolean::booleanValue);
    }

    @Override
    public boolean allowsResult(Picture picture) {
        return allows(json -> writeImage(picture, json));
    }

    @Override
    public String name() {
        return "moderation";
    }

    /** Sends a request without a key. OpenAI refuses it, so any response means that OpenAI answers. */
    @Override
    public boolean ping() {
        HttpRequest request = HttpRequest.newBuilder(endpoint()).timeout(limits.whole()).build();
        try {
            TimedCall.within(limits.whole(), () -> client().send(request, BodyHandlers.discarding()));
            return true;
        } catch (TimeoutException | ExecutionException _) {
            return false;
        }
    }

    @Override
    public synchronized void release() {
        if (client != null) {
            client.shutdownNow();
        }
        client = null;
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder().connectTimeout(limits.connect()).followRedirects(Redirect.NEVER).build();
        }
        return client;
    }

    private URI endpoint() {
        return URI.create(account.baseUri() + "/v1/moderations");
    }

    private boolean allowsText(String text) {
        return allows(json -> {
            json.writeStringField("type", "text");
            json.writeStringField("text", text);
        });
    }

    private boolean allowsUpload(PublicId publicId) {
        Optional<Picture> picture = store.find(publicId).map(StoredPicture::url).flatMap(loader::load)
                .flatMap(OpenAiModeration::read);
        return picture.isEmpty() || allowsResult(picture.get());
    }

    /** Without metadata, such as where a photo was taken. */
    private static Optional<Picture> read(byte[] file) {
        return Picture.read(file, MAX_MEGAPIXELS) instanceof Picture.Reading.Accepted(Picture picture)
                ? Optional.of(picture)
                : Optional.empty();
    }

    private static void writeImage(Picture picture, JsonGenerator json) throws IOException {
        json.writeStringField("type", "image_url");
        json.writeObjectFieldStart("image_url");
        json.writeStringField("url", "data:" + picture.format().mediaType() + ";base64,"
                + Base64.getEncoder().encodeToString(picture.bytes()));
        json.writeEndObject();
    }

    private boolean allows(Input input) {
        byte[] body = body(input);
        try {
            return TimedCall.within(limits.whole(), () -> call(body));
        } catch (TimeoutException e) {
            throw unavailable(e);
        } catch (ExecutionException e) {
            throw unavailable(e.getCause());
        }
    }

    private static byte[] body(Input input) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.FACTORY.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("model", MODEL);
            json.writeArrayFieldStart("input");
            json.writeStartObject();
            input.writeTo(json);
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return body.toByteArray();
    }

    private boolean call(byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint()).timeout(limits.whole())
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + account.apiKey()).POST(BodyPublishers.ofByteArray(body)).build();
        HttpResponse<InputStream> response = client().send(request, BodyHandlers.ofInputStream());
        try (InputStream answer = response.body()) {
            if (response.statusCode() != OK) {
                report(response.statusCode());
                throw new IOException("status " + response.statusCode());
            }
            return !isFlagged(new LimitedInputStream(answer, MAX_ANSWER));
        }
    }

    /** What only the operator can change, such as a wrong key, is an error. */
    private void report(int status) {
        Json.Members members = json -> json.writeNumberField("status", status);
        if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
            log.warn("ModerationRefused", members);
        } else {
            log.error("ModerationRefused", members);
        }
    }

    /** @throws IOException if the answer has no result, so that nothing passes unchecked */
    private static boolean isFlagged(InputStream answer) throws IOException {
        List<Boolean> flags = new ArrayList<>();
        try (JsonParser json = Json.FACTORY.createParser(answer)) {
            json.nextToken();
            JsonMembers.read(json, (name, _) -> {
                if (name.equals("results")) {
                    JsonMembers.readAll(json, result -> JsonMembers.read(result, (member, _) -> {
                        if (member.equals("flagged")) {
                            flags.add(json.getBooleanValue());
                        }
                        json.skipChildren();
                    }));
                }
                json.skipChildren();
            });
            if (json.currentToken() != JsonToken.END_OBJECT || flags.isEmpty()) {
                throw new IOException("no result");
            }
        }
        return flags.contains(true);
    }

    private static UnavailableException unavailable(Throwable cause) {
        return new UnavailableException(Service.MODERATION, Redacted.copy(cause));
    }
}
