package app.nero.local.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final List<Outbox.Sms> received = new CopyOnWriteArrayList<>();
    private final Outbox outbox = new Outbox(Clock.fixed(NOW, ZoneOffset.UTC), received::add);
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        outbox.handlers().forEach(server::createContext);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void respondsLikeTwilio() throws Exception {
        HttpResponse<String> answer = sms("To=%2B491701234567&From=%2B1555&Body=Code+123456%0A%40nero");

        JsonNode message = json.readTree(answer.body());
        assertEquals(201, answer.statusCode());
        assertTrue(message.path("sid").asText().matches("SM[0-9a-f]{32}"));
        assertEquals("queued", message.path("status").asText());
        assertEquals("AC1", message.path("account_sid").asText());
        assertEquals("+491701234567", message.path("to").asText());
        assertEquals("Code 123456\n@nero", message.path("body").asText());
        assertEquals("Fri, 02 Jan 2026 03:04:05 +0000", message.path("date_created").asText());
        assertEquals(List.of(new Outbox.Sms("+491701234567", "Code 123456\n@nero", NOW)), received);
    }

    @Test
    void listsTheNewestFirst() throws Exception {
        sms("To=%2B1&Body=one");
        sms("To=%2B2&Body=two");
        sms("To=%2B1&Body=three");

        String messagesToOne = "{\"messages\":[{\"to\":\"+1\",\"body\":\"three\",\"sentAt\":\"2026-01-02T03:04:05.000Z\"},"
                + "{\"to\":\"+1\",\"body\":\"one\",\"sentAt\":\"2026-01-02T03:04:05.000Z\"}]}";
        assertEquals(messagesToOne, get("/_local/outbox?phoneNumber=+1").body());
        assertEquals(messagesToOne, get("/_local/outbox?phoneNumber=%2B1").body());
        assertEquals(3, json.readTree(get("/_local/outbox?x=1").body()).path("messages").size());
        assertEquals("application/json", get("/_local/outbox").headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void keepsTheLastThousandMessages() throws Exception {
        for (int i = 0; i < 1_001; i++) {
            sms("To=%2B1&Body=" + i);
        }

        assertEquals(1_000, outbox.messages().size());
        assertEquals("1000", outbox.messages().getFirst().body());
        assertEquals("1", outbox.messages().getLast().body());
    }

    @Test
    void refusesInvalidRequests() throws Exception {
        assertEquals(400, sms("To=%2B1").statusCode());
        assertEquals(404, get("/_local/twilio/2010-04-01/Accounts/AC1/Messages.json").statusCode());
        assertEquals(404, get("/_local/twilio/").statusCode());
        assertEquals(List.of(), outbox.messages());
    }

    private HttpResponse<String> sms(String form) throws Exception {
        return http.send(request("/_local/twilio/2010-04-01/Accounts/AC1/Messages.json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
    }
}
