package app.nero.local.standin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Opens pages like the browser of a buyer. Does not follow redirects. */
final class BuyerBrowser {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();

    void open(URI page) throws IOException {
        try {
            http.send(HttpRequest.newBuilder(page).timeout(PATIENCE).build(), BodyHandlers.discarding());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
