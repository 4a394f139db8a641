package app.nero.generation.provider;

import app.nero.generation.EngineOutcome;
import app.nero.generation.FailureCode;
import app.nero.http.EventLog;
import app.nero.http.Json;
import app.nero.kernel.Redacted;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.TimedCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Calls the HTTP API of an engine's provider. Makes one attempt and follows no redirect. Events and outcomes contain neither the key,
 * nor the prompt, nor anything else of the request or the answer.
 */
public final class ProviderHttp {

    public static final int OK = 200;

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int GATEWAY_TIMEOUT = 504;

    /** Reads an answer while it arrives. */
    @FunctionalInterface
    public interface Reader<T> {

        T read(int status, InputStream body) throws IOException;
    }

    private final String provider;
    private final String model;
    private final TimeLimits limits;
    private final EventLog log;
    private final HttpClient client;

    /**
     * @param provider names the provider in events
     * @param model names the model in events
     */
    public ProviderHttp(String provider, String model, TimeLimits limits, EventLog log) {
        this.provider = provider;
        this.model = model;
        this.limits = limits;
        this.log = log;
        this.client = HttpClient.newBuilder().connectTimeout(limits.connect()).followRedirects(Redirect.NEVER).build();
    }

    /**
     * Makes calls that together keep the time limit. Broken connections and answers that cannot be read may be tried again.
     *
     * @param calls {@linkplain #send send} requests
     * @param failure what a failure means
     */
    public <T> T attempt(Callable<T> calls, Function<EngineOutcome.Failed, T> failure) {
        try {
            return TimedCall.within(limits.whole(), calls);
        } catch (TimeoutException _) {
            return failure.apply(new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true));
        } catch (ExecutionException e) {
            return failure.apply(switch (e.getCause()) {
                case HttpConnectTimeoutException _ -> unavailable(e.getCause());
                case HttpTimeoutException _ -> new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true);
                case IOException _ -> unavailable(e.getCause());
                default -> new EngineOutcome.Failed(FailureCode.INTERNAL, false,
                        Optional.of(Redacted.copy(e.getCause())));
            });
        }
    }

    /** Sends one request, in {@link #attempt}. */
    public <T> T send(HttpRequest.Builder request, Reader<T> reader) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request.timeout(limits.whole()).build(),
                BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            return reader.read(response.statusCode(), body);
        }
    }

    /** What a status means that is no success. Only what passes by itself may be tried again, because the rest may be billed. */
    public static EngineOutcome.Failed failed(int status) {
        return switch (status) {
            case REQUEST_TIMEOUT, GATEWAY_TIMEOUT -> new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true);
            case TOO_LARGE -> new EngineOutcome.Failed(FailureCode.INPUT_UNREADABLE, false);
            default -> new EngineOutcome.Failed(FailureCode.ENGINE_UNAVAILABLE,
                    status == TOO_MANY_REQUESTS || status >= SERVER_ERROR);
        };
    }

    /**
     * Logs that the provider refused a request. What only the operator can change, such as a wrong key, is an error.
     *
     * @param reason the provider's name for it, or what is wrong with the answer
     */
    public void report(int status, String reason, EngineOutcome.Failed failed) {
        boolean isForOperator = failed.code() == FailureCode.ENGINE_UNAVAILABLE && !failed.retry();
        Json.Members members = json -> {
            json.writeStringField("engine", provider);
            json.writeStringField("model", model);
            json.writeNumberField("status", status);
            json.writeStringField("reason", reason);
        };
        if (isForOperator) {
            log.error("EngineRefused", members);
        } else {
            log.warn("EngineRefused", members);
        }
    }

    private static EngineOutcome.Failed unavailable(Throwable cause) {
        return new EngineOutcome.Failed(FailureCode.ENGINE_UNAVAILABLE, true, Optional.of(Redacted.copy(cause)));
    }
}
