package app.nero.generation.gemini;

import app.nero.generation.EngineJob;
import app.nero.generation.EngineOffer;
import app.nero.generation.EngineOutcome;
import app.nero.generation.EngineTier;
import app.nero.generation.EngineUse;
import app.nero.generation.FailureCode;
import app.nero.generation.ImageEngine;
import app.nero.http.EventLog;
import app.nero.http.Json;
import app.nero.kernel.LimitedInputStream;
import app.nero.kernel.Redacted;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.TimedCall;
import app.nero.picture.DigitalSourceType;
import app.nero.picture.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/**
 * Makes images with Google's Gemini API. Makes one attempt and follows no redirect. Events and outcomes contain neither the key, nor
 * the prompt, nor anything else of the request or the answer.
 */
public final class GeminiEngine implements ImageEngine {

    public static final TimeLimits LIMITS = new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(100));

    /** More than the base64 of a PNG of 4K. */
    private static final int MAX_ANSWER = 40 * 1024 * 1024;

    private static final int MAX_ERROR = 64 * 1024;

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int GATEWAY_TIMEOUT = 504;

    private final GeminiAccount account;
    private final EngineTier tier;
    private final TimeLimits limits;
    private final EventLog log;
    private final HttpClient client;

    public GeminiEngine(GeminiAccount account, EngineTier tier, EventLog log) {
        this(account, tier, LIMITS, log);
    }

    public GeminiEngine(GeminiAccount account, EngineTier tier, TimeLimits limits, EventLog log) {
        this.account = account;
        this.tier = tier;
        this.limits = limits;
        this.log = log;
        this.client = HttpClient.newBuilder().connectTimeout(limits.connect()).followRedirects(Redirect.NEVER).build();
    }

    @Override
    public EngineOffer offer() {
        return switch (tier) {
            case STANDARD -> GeminiOffers.STANDARD;
            case PRO -> GeminiOffers.PRO;
        };
    }

    @Override
    public EngineOutcome run(EngineJob job, IntConsumer progress) {
        Optional<byte[]> body = GeminiRequest.write(job);
        if (body.isEmpty()) {
            return new EngineOutcome.Failed(FailureCode.INPUT_UNREADABLE, false);
        }
        try {
            return TimedCall.within(limits.whole(), () -> call(job, body.get()));
        } catch (TimeoutException _) {
            return new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true);
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case HttpConnectTimeoutException _ -> unavailable(e.getCause());
                case HttpTimeoutException _ -> new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true);
                case IOException _ -> unavailable(e.getCause());
                default -> new EngineOutcome.Failed(FailureCode.INTERNAL, false,
                        Optional.of(Redacted.copy(e.getCause())));
            };
        }
    }

    private EngineOutcome call(EngineJob job, byte[] body) throws IOException, InterruptedException {
        URI uri = URI.create(account.baseUri() + "/v1beta/models/" + account.model(tier) + ":generateContent");
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(limits.whole())
                .header("Content-Type", "application/json").header("x-goog-api-key", account.apiKey())
                .POST(BodyPublishers.ofByteArray(body)).build();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream answer = response.body()) {
            return response.statusCode() == OK ? outcome(job, answer) : refused(response.statusCode(), answer);
        }
    }

    private EngineOutcome outcome(EngineJob job, InputStream body) throws IOException {
        GeminiAnswer answer;
        try {
            answer = GeminiAnswer.read(new LimitedInputStream(body, MAX_ANSWER), account.model(tier));
        } catch (LimitedInputStream.TooLargeException _) {
            return new EngineOutcome.Failed(FailureCode.NO_IMAGE, false);
        }
        if (answer.image().isPresent()) {
            DigitalSourceType sourceType = job.images().isEmpty()
                    ? DigitalSourceType.TRAINED_ALGORITHMIC_MEDIA
                    : DigitalSourceType.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA;
            return new EngineOutcome.Image(storable(answer.image().get()),
                    new EngineUse(account.model(tier), answer.cost()),
                    sourceType);
        }
        return new EngineOutcome.Failed(
                answer.blockReason().isPresent() || answer.finishReason().filter(GeminiEngine::isBlock).isPresent()
                        ? FailureCode.CONTENT_BLOCKED
                        : FailureCode.NO_IMAGE,
                false);
    }

    /** The file itself, unless only a copy is small enough to be stored. */
    private static byte[] storable(byte[] file) {
        return file.length <= Picture.MAX_BYTES
                ? file
                : JpegCopy.of(file, Picture.MAX_MEGAPIXELS * 1_000_000L).orElse(file);
    }

    /** Whether the content is the reason. Any other reason means that the model made no image, which Google bills. */
    private static boolean isBlock(String finishReason) {
        return switch (finishReason) {
            case "SAFETY", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "RECITATION", "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION" ->
                true;
            default -> false;
        };
    }

    private EngineOutcome refused(int status, InputStream body) {
        GeminiError error = GeminiError.read(new LimitedInputStream(body, MAX_ERROR));
        EngineOutcome.Failed failed = switch (status) {
            case REQUEST_TIMEOUT, GATEWAY_TIMEOUT -> new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true);
            case TOO_LARGE -> new EngineOutcome.Failed(FailureCode.INPUT_UNREADABLE, false);
            case BAD_REQUEST -> new EngineOutcome.Failed(
                    error.isAboutImage() ? FailureCode.INPUT_UNREADABLE : FailureCode.ENGINE_UNAVAILABLE, false);
            default -> new EngineOutcome.Failed(FailureCode.ENGINE_UNAVAILABLE,
                    status == TOO_MANY_REQUESTS || status >= SERVER_ERROR);
        };
        report(status, error, failed);
        return failed;
    }

    /** What only the operator can change, such as a wrong key, is an error. */
    private void report(int status, GeminiError error, EngineOutcome.Failed failed) {
        boolean isForOperator = failed.code() == FailureCode.ENGINE_UNAVAILABLE && !failed.retry();
        Json.Members members = json -> {
            json.writeStringField("engine", offer().id());
            json.writeStringField("model", account.model(tier));
            json.writeNumberField("status", status);
            json.writeStringField("reason", error.reason());
        };
        if (isForOperator) {
            log.error("EngineRefused", members);
        } else {
            log.warn("EngineRefused", members);
        }
    }

    private static EngineOutcome unavailable(Throwable cause) {
        return new EngineOutcome.Failed(FailureCode.ENGINE_UNAVAILABLE, true, Optional.of(Redacted.copy(cause)));
    }
}
