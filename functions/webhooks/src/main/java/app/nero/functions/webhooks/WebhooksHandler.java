package app.nero.functions.webhooks;

import app.nero.generation.JobHint;
import app.nero.generation.JobQueue;
import app.nero.http.EventLog;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.WebhookSigning;
import app.nero.kernel.Id;
import app.nero.lambda.ApiFunction;
import app.nero.lambda.Wiring;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * {@code POST /webhooks/replicate/{id}}: Replicate says that the job of a generation has changed. The body is verified but not read:
 * the function only sends a hint, and the worker asks Replicate. It needs no database, because the URL has the generation's id.
 */
public final class WebhooksHandler extends ApiFunction {

    /** The prediction, including its input. */
    static final int MAX_BODY_BYTES = 1024 * 1024;

    private final Optional<WebhookSigning> signing;
    private final JobQueue queue;
    private final EventLog log;

    /** Called by the Lambda runtime. */
    public WebhooksHandler() {
        this(Wiring.ofEnvironment());
    }

    public WebhooksHandler(Wiring wiring) {
        super(wiring);
        List<SecretKey> keys = wiring.settings().replicateWebhookKeys();
        this.signing = keys.isEmpty() ? Optional.empty() : Optional.of(new WebhookSigning(keys, wiring.clock()));
        this.queue = wiring.jobQueue();
        this.log = wiring.log();
    }

    @Override
    protected Map<String, Route> routes() {
        return Map.of("POST /v1/webhooks/replicate/{id}", new Unlimited(this::replicate));
    }

    /** Answers 404 without a key, as if there were no such route. */
    private Response replicate(Request request) {
        verify(signing.orElseThrow(Problem::notFound), request);
        Id generationId = Optional.ofNullable(request.pathParameters().get("id")).flatMap(Id::parse)
                .orElseThrow(() -> Problem.validation("id", "must be 24 lower-case hex digits"));
        queue.send(JobHint.ofUnknownUser(generationId), Duration.ZERO);
        log.metric("WebhooksAccepted", json -> json.writeStringField("generationId", generationId.value()));
        return Response.ok("Webhook received");
    }

    /** The response does not say what is wrong with a signature; the log does. */
    private void verify(WebhookSigning expected, Request request) {
        if (request.body().length > MAX_BODY_BYTES) {
            throw Problem.of(413, "PAYLOAD_TOO_LARGE", "The request body is too large. Send at most 1 MiB.");
        }
        WebhookSigning.Verdict verdict = expected.verify(request);
        if (verdict != WebhookSigning.Verdict.VALID) {
            log.metric("WebhooksRefused",
                    json -> json.writeStringField("reason", verdict.name().toLowerCase(Locale.ROOT)));
            throw Problem.of(401, "UNAUTHORIZED", "The signature of the webhook is missing, wrong or too old.");
        }
    }
}
