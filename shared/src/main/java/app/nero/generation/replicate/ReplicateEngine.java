package app.nero.generation.replicate;

import app.nero.generation.AsynchronousEngine;
import app.nero.generation.EngineJob;
import app.nero.generation.EngineOffer;
import app.nero.generation.EngineOutcome;
import app.nero.generation.EngineUse;
import app.nero.generation.FailureCode;
import app.nero.generation.provider.JpegCopy;
import app.nero.generation.provider.ProviderHttp;
import app.nero.http.EventLog;
import app.nero.http.Json;
import app.nero.kernel.LimitedInputStream;
import app.nero.kernel.TimeLimits;
import app.nero.picture.DigitalSourceType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Makes images with a model on <a href="https://replicate.com/docs/reference/http">Replicate</a>, which runs jobs and deletes their
 * images an hour later. Each call makes one attempt and follows no redirect. The token is sent to Replicate's API only, and an image is
 * only fetched from Replicate's hosts.
 */
public final class ReplicateEngine implements AsynchronousEngine {

    /** A call does not wait for the image, so a worker has time left to store what it fetched. */
    public static final TimeLimits LIMITS = new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(60));

    /** Replicate stops a job that nobody waits for any more, even if no worker cancels it. */
    private static final String DEADLINE = "10m";

    /** Its subdomains serve what models make. */
    private static final String OUTPUT_HOST = "replicate.delivery";

    /** More than a PNG of 4K. */
    private static final int MAX_FILE = 40 * 1024 * 1024;

    /** A prediction repeats its input, which may have images. */
    private static final int MAX_ANSWER = 40 * 1024 * 1024;

    private static final Pattern JOB_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int ERROR = 300;

    /** What Replicate says about a job. */
    private sealed interface Told {

        record About(ReplicatePrediction prediction) implements Told {}

        record Refused(EngineOutcome.Failed failed) implements Told {}
    }

    private final ReplicateAccount account;
    private final ProviderHttp http;

    public ReplicateEngine(ReplicateAccount account, EventLog log) {
        this(account, LIMITS, log);
    }

    public ReplicateEngine(ReplicateAccount account, TimeLimits limits, EventLog log) {
        this.account = account;
        this.http = new ProviderHttp("replicate", account.model(), limits, log);
    }

    @Override
    public EngineOffer offer() {
        return ReplicateOffers.of(account.input());
    }

    @Override
    public Submission submit(EngineJob job) {
        Optional<Json.Members> input = account.input().of(job);
        if (input.isEmpty()) {
            return new Submission.Refused(new EngineOutcome.Failed(FailureCode.INPUT_UNREADABLE, false));
        }
        HttpRequest.Builder request = request("/v1/models/" + account.model() + "/predictions")
                .header("Content-Type", "application/json").header("Cancel-After", DEADLINE)
                .POST(BodyPublishers.ofByteArray(body(job, input.get()).getBytes(StandardCharsets.UTF_8)));
        return http.<Submission>attempt(() -> switch (http.send(request, this::read)) {
            case Told.About(ReplicatePrediction prediction) -> new Submission.Accepted(prediction.id());
            case Told.Refused(EngineOutcome.Failed failed) -> new Submission.Refused(failed);
        }, Submission.Refused::new);
    }

    private String body(EngineJob job, Json.Members input) {
        return Json.object(json -> {
            json.writeObjectFieldStart("input");
            input.writeTo(json);
            json.writeEndObject();
            if (account.webhooks().isPresent()) {
                json.writeStringField("webhook", account.webhooks().get() + "/webhooks/replicate/" + job.id());
                json.writeFieldName("webhook_events_filter");
                json.writeArray(new String[]{"completed"}, 0, 1);
            }
        });
    }

    @Override
    public Optional<EngineOutcome> collect(String jobId, boolean hasImages) {
        return http.<Optional<EngineOutcome>>attempt(() -> switch (http.send(request(path(jobId)), this::read)) {
            case Told.About(ReplicatePrediction prediction) -> outcome(prediction, hasImages);
            case Told.Refused(EngineOutcome.Failed failed) -> Optional.of(failed);
        }, Optional::of);
    }

    private Optional<EngineOutcome> outcome(ReplicatePrediction prediction, boolean hasImages)
            throws IOException, InterruptedException {
        return switch (prediction.status()) {
            case "succeeded" -> Optional.of(fetch(prediction, hasImages));
            case "failed" -> Optional.of(new EngineOutcome.Failed(
                    prediction.isBlocked() ? FailureCode.CONTENT_BLOCKED : FailureCode.NO_IMAGE, false));
            // It exceeded its deadline after or before its start, or the operator stopped it.
            case "canceled", "aborted" -> Optional.of(new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, false));
            // "starting", "processing", or a state that does not exist yet.
            default -> Optional.empty();
        };
    }

    private EngineOutcome fetch(ReplicatePrediction prediction, boolean hasImages)
            throws IOException, InterruptedException {
        Optional<URI> uri = prediction.output().flatMap(ReplicateEngine::parse);
        EngineOutcome.Failed none = new EngineOutcome.Failed(FailureCode.NO_IMAGE, false);
        if (uri.isEmpty()) {
            return none;
        }
        if (!isOutput(uri.get())) {
            http.report(ProviderHttp.OK, "OUTPUT_HOST", none);
            return none;
        }
        EngineUse use = new EngineUse(account.model(),
                account.price().map(price -> price.cost(prediction.seconds())).orElse(OptionalLong.empty()));
        DigitalSourceType sourceType = hasImages
                ? DigitalSourceType.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA
                : DigitalSourceType.TRAINED_ALGORITHMIC_MEDIA;
        return http.<EngineOutcome>send(HttpRequest.newBuilder(uri.get()), (status, body) -> {
            if (status == ProviderHttp.OK) {
                return readFile(body).<EngineOutcome>map(file -> new EngineOutcome.Image(file, use, sourceType))
                        .orElse(none);
            }
            EngineOutcome.Failed failed = ProviderHttp.failed(status);
            return failed.retry() ? failed : none;
        });
    }

    /** @return empty if the file is too large */
    private static Optional<byte[]> readFile(InputStream body) throws IOException {
        try {
            return Optional.of(JpegCopy.storable(new LimitedInputStream(body, MAX_FILE).readAllBytes()));
        } catch (LimitedInputStream.TooLargeException _) {
            return Optional.empty();
        }
    }

    private static Optional<URI> parse(String url) {
        try {
            return Optional.of(new URI(url));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    /** Replicate's own hosts, and where its API is served, such as by a gateway. */
    boolean isOutput(URI uri) {
        String host = Optional.ofNullable(uri.getHost()).orElse("");
        boolean isReplicates = "https".equals(uri.getScheme()) && uri.getPort() < 0
                && (host.equals(OUTPUT_HOST) || host.endsWith("." + OUTPUT_HOST));
        URI base = account.baseUri();
        boolean isOfApi = host.equals(base.getHost()) && uri.getPort() == base.getPort()
                && base.getScheme().equals(uri.getScheme());
        return isReplicates || isOfApi;
    }

    @Override
    public void cancel(String jobId) {
        HttpRequest.Builder request = request(path(jobId) + "/cancel").POST(BodyPublishers.noBody());
        http.<Integer>attempt(() -> http.send(request, (status, _) -> status), _ -> 0);
    }

    private static String path(String jobId) {
        return "/v1/predictions/" + jobId;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(account.baseUri() + path)).header("Authorization",
                "Bearer " + account.token());
    }

    /** @throws IOException if the answer is no prediction, for example the page of a proxy */
    private Told read(int status, InputStream body) throws IOException {
        if (status >= ERROR) {
            EngineOutcome.Failed failed = ProviderHttp.failed(status);
            http.report(status, "none", failed);
            return new Told.Refused(failed);
        }
        ReplicatePrediction prediction = ReplicatePrediction.read(new LimitedInputStream(body, MAX_ANSWER));
        if (!JOB_ID.matcher(prediction.id()).matches()) {
            throw new IOException("malformed id");
        }
        return new Told.About(prediction);
    }
}
