package app.nero.payment.stripe;

import app.nero.kernel.LimitedInputStream;
import app.nero.kernel.TimeLimits;
import com.stripe.Stripe;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.net.HttpContent;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/**
 * Sends each request of the SDK once, with the JDK's client. Follows no redirect and sends no telemetry. The SDK's own client repeats a
 * POST whose connection broke, and sends a description of this machine.
 */
final class SingleAttempt extends com.stripe.net.HttpClient {

    private static final int MAX_ANSWER = 1024 * 1024;

    private final TimeLimits limits;
    private final HttpClient client;

    SingleAttempt(TimeLimits limits) {
        this.limits = limits;
        this.client = HttpClient.newBuilder().connectTimeout(limits.connect()).followRedirects(Redirect.NEVER).build();
    }

    @Override
    public StripeResponse requestWithRetries(StripeRequest request) throws StripeException {
        return request(request);
    }

    @Override
    public StripeResponse request(StripeRequest request) throws StripeException {
        try {
            HttpResponse<InputStream> response = client.send(translate(request), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return new StripeResponse(response.statusCode(), HttpHeaders.of(response.headers().map()), new String(
                        new LimitedInputStream(body, MAX_ANSWER).readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new ApiConnectionException("no complete response", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiConnectionException("interrupted", e);
        }
    }

    private HttpRequest translate(StripeRequest request) {
        HttpRequest.Builder sent = HttpRequest.newBuilder(URI.create(request.url().toString())).timeout(limits.whole());
        request.headers().map().forEach((name, values) -> values.forEach(value -> sent.setHeader(name, value)));
        sent.setHeader("User-Agent", "nero stripe-java/" + Stripe.VERSION);
        HttpContent content = request.content();
        BodyPublisher body = BodyPublishers.noBody();
        if (content != null) {
            sent.setHeader("Content-Type", content.contentType());
            body = BodyPublishers.ofByteArray(content.byteArrayContent());
        }
        return sent.method(request.method().name(), body).build();
    }
}
