package app.nero.local.standin;

import app.nero.payment.stripe.StripeWebhook;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Sends Stripe's events to Nero as signed webhooks, each once. Unlike Stripe, it does not repeat those that fail. */
final class StripeWebhookSender {

    private static final System.Logger LOG = System.getLogger(StripeWebhookSender.class.getName());

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI webhook;
    private final String secret;
    private final Clock clock;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * @param webhook the URL that receives the events
     * @param secret that signs them
     */
    StripeWebhookSender(URI webhook, String secret, Clock clock) {
        this.webhook = webhook;
        this.secret = secret;
        this.clock = clock;
    }

    /** Returns when all events are received. */
    void send(List<ObjectNode> events) {
        for (ObjectNode event : events) {
            byte[] body = event.toString().getBytes(StandardCharsets.UTF_8);
            try {
                HttpResponse<Void> response = http.send(HttpRequest.newBuilder(webhook).timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header("Stripe-Signature", StripeWebhook.sign(secret, clock.instant(), body))
                        .POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.discarding());
                if (response.statusCode() != 200) {
                    LOG.log(System.Logger.Level.WARNING, "a webhook of Stripe was answered with {0}",
                            response.statusCode());
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "a webhook of Stripe was not sent", e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
