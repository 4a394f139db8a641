package app.nero.generation.gemini;

import app.nero.generation.EngineJob;
import app.nero.generation.EngineOffer;
import app.nero.generation.EngineOutcome;
import app.nero.generation.EngineTier;
import app.nero.generation.EngineUse;
import app.nero.generation.FailureCode;
import app.nero.generation.SynchronousEngine;
import app.nero.generation.provider.JpegCopy;
import app.nero.generation.provider.ProviderHttp;
import app.nero.http.EventLog;
import app.nero.kernel.LimitedInputStream;
import app.nero.kernel.TimeLimits;
import app.nero.picture.DigitalSourceType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Makes images with Google's Gemini API. Makes one attempt and follows no redirect. Events and outcomes contain neither the key, nor
 * the prompt, nor anything else of the request or the answer.
 */
public final class GeminiEngine implements SynchronousEngine {

    public static final TimeLimits LIMITS = new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(100));

    /** More than the base64 of a PNG of 4K. */
    private static final int MAX_ANSWER = 40 * 1024 * 1024;

    private static final int MAX_ERROR = 64 * 1024;

    private static final int BAD_REQUEST = 400;

    private final GeminiAccount account;
    private final EngineTier tier;
    private final ProviderHttp http;

    public GeminiEngine(GeminiAccount account, EngineTier tier, EventLog log) {
        this(account, tier, LIMITS, log);
    }

    public GeminiEngine(GeminiAccount account, EngineTier tier, TimeLimits limits, EventLog log) {
        this.account = account;
        this.tier = tier;
        this.http = new ProviderHttp(offer().id(), account.model(tier), limits, log);
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
        return body.isEmpty()
                ? new EngineOutcome.Failed(FailureCode.INPUT_UNREADABLE, false)
                : http.<EngineOutcome>attempt(() -> call(job, body.get()), failed -> failed);
    }

    private EngineOutcome call(EngineJob job, byte[] body) throws IOException, InterruptedException {
        URI uri = URI.create(account.baseUri() + "/v1beta/models/" + account.model(tier) + ":generateContent");
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Content-Type", "application/json")
                .header("x-goog-api-key", account.apiKey()).POST(BodyPublishers.ofByteArray(body));
        return http.send(request,
                (status, answer) -> status == ProviderHttp.OK ? outcome(job, answer) : refused(status, answer));
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
            return new EngineOutcome.Image(JpegCopy.storable(answer.image().get()),
                    new EngineUse(account.model(tier), answer.cost()), sourceType);
        }
        return new EngineOutcome.Failed(
                answer.blockReason().isPresent() || answer.finishReason().filter(GeminiEngine::isBlock).isPresent()
                        ? FailureCode.CONTENT_BLOCKED
                        : FailureCode.NO_IMAGE,
                false);
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
        EngineOutcome.Failed failed = status == BAD_REQUEST && error.isAboutImage()
                ? new EngineOutcome.Failed(FailureCode.INPUT_UNREADABLE, false)
                : ProviderHttp.failed(status);
        http.report(status, error.reason(), failed);
        return failed;
    }
}
