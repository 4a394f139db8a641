package app.nero.generation.sqs;

import app.nero.generation.JobHint;
import app.nero.generation.JobQueue;
import app.nero.kernel.Connection;
import app.nero.kernel.Redacted;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.TimedCall;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * Sends hints with the SDK of Amazon SQS to a standard queue. The message groups make the queue fair. The
 * SDK tries twice within the time limit; a hint that SQS then has twice does no harm.
 */
public final class SqsJobQueue implements JobQueue, Connection {

    /** Short, because a request waits for it, and the sweep repeats a hint that is not sent. */
    static final TimeLimits LIMITS = new TimeLimits(Duration.ofSeconds(1), Duration.ofSeconds(3));

    private static final int ATTEMPTS = 2;

    private final SqsQueue queue;
    private final TimeLimits limits;
    private SdkHttpClient http;
    private SqsClient client;

    public SqsJobQueue(SqsQueue queue) {
        this(queue, LIMITS);
    }

    public SqsJobQueue(SqsQueue queue, TimeLimits limits) {
        this.queue = queue;
        this.limits = limits;
    }

    @Override
    public void send(JobHint hint, Duration delay) {
        SendMessageRequest message = SendMessageRequest.builder().queueUrl(queue.url().toString())
                .messageBody(hint.message()).messageGroupId(hint.group().value())
                .delaySeconds(Math.toIntExact(delay.toSeconds())).build();
        call(() -> client().sendMessage(message));
    }

    @Override
    public String name() {
        return "queue";
    }

    /** Sends a request without a signature. SQS refuses it, so any response means that SQS answers. */
    @Override
    public boolean ping() {
        SdkHttpRequest request = SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(endpoint())
                .putHeader("Connection", "close").build();
        try {
            call(() -> http().prepareRequest(HttpExecuteRequest.builder().request(request).build()).call());
            return true;
        } catch (UnavailableException _) {
            return false;
        }
    }

    @Override
    public synchronized void release() {
        if (client != null) {
            client.close();
        }
        client = null;
        http = null;
    }

    private void call(Callable<?> request) {
        try {
            TimedCall.within(limits.whole(), request);
        } catch (TimeoutException e) {
            throw unavailable(e);
        } catch (ExecutionException e) {
            throw unavailable(e.getCause());
        }
    }

    /** The messages of the SDK quote the account and the function's role. */
    private static UnavailableException unavailable(Throwable cause) {
        return new UnavailableException(Service.QUEUE, Redacted.copy(cause));
    }

    private synchronized SdkHttpClient http() {
        if (http == null) {
            http = UrlConnectionHttpClient.builder().connectionTimeout(limits.connect())
                    .socketTimeout(limits.whole()).build();
        }
        return http;
    }

    /** Built by the first call, so that a cold start that sends nothing does not build it. */
    private synchronized SqsClient client() {
        if (client == null) {
            client = SqsClient.builder().httpClient(http()).endpointOverride(endpoint())
                    .region(Region.of(queue.region())).credentialsProvider(credentials())
                    // TLS protects the message already, and MD5 does not exist in FIPS mode.
                    .checksumValidationEnabled(false)
                    .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(ATTEMPTS))
                            // The files of a developer's machine do not apply.
                            .defaultProfileFile(ProfileFile.aggregator().build()))
                    .build();
        }
        return client;
    }

    private URI endpoint() {
        return queue.url().resolve("/");
    }

    private AwsCredentialsProvider credentials() {
        return queue.keys().<AwsCredentialsProvider>map(keys -> StaticCredentialsProvider.create(
                keys.sessionToken().isPresent()
                        ? AwsSessionCredentials.create(keys.id(), keys.secret(), keys.sessionToken().get())
                        : AwsBasicCredentials.create(keys.id(), keys.secret())))
                .orElseGet(() -> ContainerCredentialsProvider.builder().build());
    }
}
