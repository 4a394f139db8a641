package app.nero.local.gateway;

import app.nero.generation.ImageEngine;
import app.nero.generation.JobQueue;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.local.sam.SamTemplate.LambdaFunction;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the handler of one function as Lambda does, within the timeout of the function. */
public final class LambdaRunner {

    /** Lambda's limit for the payload of a synchronous request or response, bytes. */
    static final int MAX_PAYLOAD = 6 * 1024 * 1024;

    /** API Gateway stops waiting for a function after this time. */
    private static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(29);

    private static final System.Logger LOGGER = System.getLogger(LambdaRunner.class.getName());

    /** Creates the handler of a function with the given environment variables. */
    @FunctionalInterface
    public interface Loader {

        RequestStreamHandler load(LambdaFunction function, Map<String, String> environment)
                throws ReflectiveOperationException;
    }

    /** The result of an invocation. */
    public sealed interface Outcome {

        record Answered(byte[] json) implements Outcome {}

        /** The handler threw. The message is that of the exception, or empty. */
        record Failed(String message) implements Outcome {}

        record TimedOut() implements Outcome {}
    }

    private final LambdaFunction function;
    private final RequestStreamHandler handler;

    private LambdaRunner(LambdaFunction function, RequestStreamHandler handler) {
        this.function = function;
        this.handler = handler;
    }

    /**
     * Creates the handler of a function. As in a deployed stack, the handler gets only the variables that the template declares
     * for it.
     *
     * @param localValues override the values in the template
     * @throws IllegalStateException if the function cannot start; the message names the function and the reason in one line
     */
    public static LambdaRunner load(LambdaFunction function, Map<String, String> localValues, Loader loader) {
        Map<String, String> environment = new HashMap<>();
        function.environment().forEach((name, value) -> Optional.ofNullable(localValues.get(name)).or(() -> value)
                .ifPresent(known -> environment.put(name, known)));
        try {
            return new LambdaRunner(function, loader.load(function, environment));
        } catch (InvocationTargetException e) {
            throw cannotStart(function, e.getCause());
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            throw cannotStart(function, e);
        }
    }

    /** A {@link Loader} that creates the handlers in this process. They send to the given queue instead of SQS. */
    public static Loader inThisProcess(JobQueue queue) {
        return inThisProcess(queue, List.of());
    }

    /**
     * Like the method above.
     *
     * @param engines that exist on this machine only
     */
    public static Loader inThisProcess(JobQueue queue, List<ImageEngine> engines) {
        return (function, environment) -> (RequestStreamHandler) function.handlerClass().getConstructor(Wiring.class)
                .newInstance(new Wiring(new Settings(environment), Clock.tickMillis(ZoneOffset.UTC), Optional.empty(),
                        Optional.of(queue), engines));
    }

    /** Invokes the handler for API Gateway, which waits for at most 29 s. */
    public Outcome invoke(byte[] event, String requestId) {
        return invoke(event, requestId, outlivesGateway() ? INTEGRATION_TIMEOUT : function.timeout(),
                Thread.ofVirtual());
    }

    /**
     * Invokes the handler for a schedule or a queue. It may compute for long, so it gets a platform thread: virtual threads would
     * keep the requests waiting.
     */
    public Outcome invokeInBackground(byte[] event, String requestId) {
        return invoke(event, requestId, function.timeout(), Thread.ofPlatform().daemon());
    }

    /** Interrupts the handler after the time limit and ignores its result. Logs exceptions and timeouts. */
    private Outcome invoke(byte[] event, String requestId, Duration limit, Thread.Builder thread) {
        long deadline = System.nanoTime() + function.timeout().toNanos();
        Context context = new LocalContext(requestId, function.id(), deadline);
        FutureTask<byte[]> run = new FutureTask<>(() -> {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            handler.handleRequest(new ByteArrayInputStream(event), output, context);
            return output.toByteArray();
        });
        thread.name(function.id()).start(run);
        try {
            return new Outcome.Answered(run.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            String message = Optional.ofNullable(e.getCause().getMessage()).orElse("");
            if (message.equals(Authorizers.UNAUTHORIZED)) {
                // Not an error: an authorizer rejects a token this way, and logs it itself.
                LOGGER.log(System.Logger.Level.DEBUG, requestId + " " + message);
            } else {
                LOGGER.log(System.Logger.Level.ERROR, requestId + " " + function.id() + " failed", e.getCause());
            }
            return new Outcome.Failed(message);
        } catch (TimeoutException _) {
            run.cancel(true);
            LOGGER.log(System.Logger.Level.WARNING,
                    requestId + " " + function.id() + " timed out after " + limit.toSeconds() + " seconds");
            return new Outcome.TimedOut();
        } catch (InterruptedException _) {
            run.cancel(true);
            Thread.currentThread().interrupt();
            return new Outcome.Failed("");
        }
    }

    /** Whether the timeout of API Gateway applies before that of the function. */
    boolean outlivesGateway() {
        return function.timeout().compareTo(INTEGRATION_TIMEOUT) >= 0;
    }

    private static IllegalStateException cannotStart(LambdaFunction function, Throwable cause) {
        return new IllegalStateException(
                "function " + function.id() + " (" + function.handler() + ") cannot start: " + cause, cause);
    }
}
