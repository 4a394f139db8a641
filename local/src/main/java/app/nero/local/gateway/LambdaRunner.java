package app.nero.local.gateway;

import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.local.sam.SamTemplate.LambdaFunction;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs one function's handler as Lambda does: within its timeout and its limit of 6 MB either way. */
public final class LambdaRunner {

    /** Lambda's limit of a synchronous request or response, bytes. */
    static final int MAX_PAYLOAD = 6 * 1024 * 1024;

    /** What API Gateway waits for a function, however long Lambda would let it run. */
    private static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(29);

    /** Makes a function's handler, which sees the given variables and no other. */
    @FunctionalInterface
    public interface Loader {

        RequestStreamHandler load(LambdaFunction function, Map<String, String> environment)
                throws ReflectiveOperationException;
    }

    /** How an invocation ended. */
    public sealed interface Outcome {

        record Answered(byte[] json) implements Outcome {}

        /** The handler threw; the message is the exception's, empty if it had none. */
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
     * Builds the function's handler. It sees the variables that the template declares for it, and no other: one that the
     * template forgets is missing here as it would be once deployed.
     *
     * @param localValues win over the template's values
     * @throws IllegalStateException saying in one line which function cannot start and why
     */
    public static LambdaRunner load(LambdaFunction function, Map<String, String> localValues, Loader loader) {
        Map<String, String> environment = new HashMap<>();
        function.environment().forEach((name, value) -> Optional.ofNullable(localValues.get(name)).or(() -> value)
                .ifPresent(known -> environment.put(name, known)));
        try {
            return new LambdaRunner(function, loader.load(function, environment));
        } catch (InvocationTargetException refused) {
            throw cannotStart(function, refused.getCause());
        } catch (ReflectiveOperationException | ClassCastException | LinkageError unfit) {
            throw cannotStart(function, unfit);
        }
    }

    /** The handler's class, as this process knows it. */
    public static RequestStreamHandler inThisProcess(LambdaFunction function, Map<String, String> environment)
            throws ReflectiveOperationException {
        Class<?> type = Class.forName(function.handler().split("::", 2)[0]);
        return (RequestStreamHandler) type.getConstructor(Wiring.class)
                .newInstance(new Wiring(new Settings(environment)));
    }

    /** Runs the handler once; after the timeout it is interrupted and what it still does is ignored. */
    public Outcome invoke(byte[] event, String requestId) {
        long deadline = System.nanoTime() + function.timeout().toNanos();
        Context context = new LocalContext(requestId, function.id(), deadline);
        FutureTask<byte[]> run = new FutureTask<>(() -> {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            handler.handleRequest(new ByteArrayInputStream(event), output, context);
            return output.toByteArray();
        });
        Thread.ofVirtual().name(function.id()).start(run);
        try {
            return new Outcome.Answered(run.get(patience().toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException thrown) {
            String message = Optional.ofNullable(thrown.getCause().getMessage()).orElse("");
            if (message.equals(Authorizers.UNAUTHORIZED)) {
                // An authorizer rejects a bad token like this: no stack trace needed.
                System.out.println(requestId + " " + message);
            } else {
                thrown.getCause().printStackTrace(System.out);
            }
            return new Outcome.Failed(message);
        } catch (TimeoutException late) {
            run.cancel(true);
            System.out.println(requestId + " Task timed out after " + patience().toSeconds() + " seconds");
            return new Outcome.TimedOut();
        } catch (InterruptedException stopping) {
            run.cancel(true);
            Thread.currentThread().interrupt();
            return new Outcome.Failed("");
        }
    }

    /** Whether it is API Gateway that gives up first, not Lambda. */
    boolean outlivesGateway() {
        return function.timeout().compareTo(INTEGRATION_TIMEOUT) >= 0;
    }

    private Duration patience() {
        return outlivesGateway() ? INTEGRATION_TIMEOUT : function.timeout();
    }

    private static IllegalStateException cannotStart(LambdaFunction function, Throwable cause) {
        return new IllegalStateException(
                "function " + function.id() + " (" + function.handler() + ") cannot start: " + cause, cause);
    }
}
