package app.nero.functions.generationworker;

import app.nero.account.mongo.MongoUsers;
import app.nero.character.mongo.MongoCharacters;
import app.nero.generation.CachedEngineSwitches;
import app.nero.generation.FailureCode;
import app.nero.generation.Generation;
import app.nero.generation.Generations;
import app.nero.generation.LoadInputs;
import app.nero.generation.RunGeneration;
import app.nero.generation.RunGeneration.Result;
import app.nero.generation.SettleGeneration;
import app.nero.generation.mongo.MongoEngineSwitches;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.http.EventLog;
import app.nero.http.Json;
import app.nero.http.Metric;
import app.nero.kernel.Deadline;
import app.nero.kernel.Id;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.mongo.MongoConnection;
import app.nero.picture.ImageStore;
import app.nero.picture.Uploads;
import app.nero.picture.cloudinary.HttpPictureLoader;
import app.nero.picture.mongo.MongoUploads;
import app.nero.stars.MoveStars;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.template.Templates;
import app.nero.template.mongo.MongoTemplates;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs generations. SQS calls it with hints, and delivers again what it reports as failed. A generation that fails is not a failed
 * message, because its row says how it goes on.
 */
public final class GenerationWorkerHandler implements RequestStreamHandler {

    /** Time left for the log and the response after the last call timed out. */
    private static final long REST_MILLIS = 1_000;

    private final Function<Id, Result> run;
    private final EventLog log;

    /** Called by the Lambda runtime. */
    public GenerationWorkerHandler() {
        this(Wiring.ofEnvironment());
    }

    public GenerationWorkerHandler(Wiring wiring) {
        this(runGeneration(wiring)::run, wiring.log());
    }

    GenerationWorkerHandler(Function<Id, Result> run, EventLog log) {
        this.run = run;
        this.log = log;
    }

    private static RunGeneration runGeneration(Wiring wiring) {
        Settings settings = wiring.settings();
        Clock clock = wiring.clock();
        SecureRandom random = wiring.random();
        MongoConnection mongo = wiring.mongo();
        Generations generations = new MongoGenerations(mongo);
        Uploads uploads = new MongoUploads(mongo);
        ImageStore store = wiring.imageStore();
        MoveStars moveStars = new MoveStars(new MongoStarsLedger(mongo), new MongoUsers(mongo), clock, random);
        Templates templates = new MongoTemplates(mongo);
        LoadInputs loadInputs = new LoadInputs(generations, templates, new MongoCharacters(mongo), store,
                new HttpPictureLoader(), settings.uploadMegapixels());
        return new RunGeneration(generations, wiring.engines(),
                new CachedEngineSwitches(new MongoEngineSwitches(mongo), clock), loadInputs, wiring.moderation(store),
                templates, uploads, store, new SettleGeneration(generations, moveStars, uploads, clock),
                wiring.jobQueue(),
                settings.generationLease(), random, clock);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        List<QueueMessage> messages = QueueMessage.readAll(event);
        long millis = Math.max(1, context.getRemainingTimeInMillis() - REST_MILLIS);
        List<QueueMessage> failed = Deadline.within(Duration.ofMillis(millis),
                () -> messages.stream().filter(message -> !handle(message, context.getAwsRequestId())).toList());
        QueueMessage.report(failed, response);
    }

    /** Returns whether SQS can delete the message. */
    private boolean handle(QueueMessage message, String requestId) {
        return switch (Hint.parse(message.body())) {
            case Hint.Run(Id generationId) -> run(generationId, requestId);
            case Hint.OtherVersion(int version) -> {
                log.warn("HintOfOtherVersion", json -> {
                    json.writeNumberField("version", version);
                    json.writeStringField("requestId", requestId);
                });
                yield false;
            }
            case Hint.Malformed() -> {
                log.warn("HintMalformed", json -> {
                    json.writeStringField("messageId", message.id());
                    json.writeStringField("requestId", requestId);
                });
                yield true;
            }
        };
    }

    private boolean run(Id generationId, String requestId) {
        long start = System.nanoTime();
        try {
            Result result = run.apply(generationId);
            report(result, Duration.ofNanos(System.nanoTime() - start), json -> {
                json.writeStringField("generationId", generationId.value());
                json.writeStringField("requestId", requestId);
            });
            return true;
        } catch (RuntimeException | LinkageError e) {
            // The database is down, or a bug. The sweep continues the generation when its lease has ended.
            log.error("GenerationRun", e, json -> {
                json.writeStringField("outcome", "interrupted");
                json.writeStringField("generationId", generationId.value());
                json.writeStringField("requestId", requestId);
            });
            return false;
        }
    }

    private void report(Result result, Duration time, Json.Members ids) {
        switch (result) {
            case Result.Succeeded(Generation generation) -> log("succeeded", Optional.empty(), ids, json -> {
                json.writeStringField("engine", generation.engineUse().orElseThrow().model());
                json.writeNumberField("attempt", generation.progress().attempt());
            }, metrics(generation));
            case Result.Failed(FailureCode code, Optional<RuntimeException> cause) -> log("failed", cause, ids,
                    json -> json.writeStringField("code", code.name()), metrics(code, time));
            case Result.Requeued(FailureCode code, Duration delay, Optional<RuntimeException> cause) -> log("requeued",
                    cause, ids, json -> {
                        json.writeStringField("code", code.name());
                        json.writeNumberField("delaySeconds", delay.toSeconds());
                    }, List.of(Metric.count("GenerationsRequeued"), Metric.millis("GenerationTime", time)));
            case Result.Waiting(Duration delay, Optional<RuntimeException> cause) -> log("waiting", cause, ids,
                    json -> json.writeNumberField("delaySeconds", delay.toSeconds()), List.of());
            case Result.JobCanceled() -> log("jobCanceled", Optional.empty(), ids, _ -> {}, List.of());
            case Result.Dropped() -> log("dropped", Optional.empty(), ids, _ -> {}, List.of());
            case Result.TooLate() -> log("tooLate", Optional.empty(), ids, _ -> {},
                    List.of(Metric.count("GenerationsTooLate")));
        }
    }

    /** The time is that of the whole attempt, which several workers may have taken part in. */
    private static List<Metric> metrics(Generation succeeded) {
        Instant startedAt = succeeded.startedAt().orElseThrow();
        Instant queuedAt = succeeded.progress().queuedAt().orElse(startedAt);
        return List.of(Metric.count("GenerationsSucceeded"),
                Metric.millis("GenerationTime", Duration.between(startedAt, succeeded.completedAt().orElseThrow())),
                Metric.millis("GenerationWait", Duration.between(queuedAt, startedAt)));
    }

    private static List<Metric> metrics(FailureCode code, Duration time) {
        // What the user can change is no fault of the service.
        List<Metric> metrics = new ArrayList<>(
                List.of(Metric.count(code.retryable() ? "GenerationsFailed" : "GenerationsRefused"),
                        Metric.millis("GenerationTime", time)));
        if (code == FailureCode.CONTENT_BLOCKED) {
            metrics.add(Metric.count("GenerationsBlocked"));
        }
        return metrics;
    }

    private void log(String outcome, Optional<RuntimeException> cause, Json.Members ids, Json.Members details,
            List<Metric> metrics) {
        Json.Members members = json -> {
            json.writeStringField("outcome", outcome);
            ids.writeTo(json);
            details.writeTo(json);
            if (!metrics.isEmpty()) {
                log.metrics(metrics).writeTo(json);
            }
        };
        cause.ifPresentOrElse(failure -> log.error("GenerationRun", failure, members),
                () -> log.info("GenerationRun", members));
    }
}
