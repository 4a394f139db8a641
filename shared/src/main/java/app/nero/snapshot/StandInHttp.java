package app.nero.snapshot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stand-in for Twilio, Kavenegar, Cloudinary, SQS, OpenAI, Stripe and the web app. Answers every request with a JSON object that has the fields that
 * the adapters read, and a request for {@code index.html} with HTML.
 */
final class StandInHttp implements Closeable {

    private static final Pattern PUBLIC_ID = Pattern.compile("nero/[a-z0-9/]+");

    /** The dates and enums make Twilio's SDK load the classes that a real message needs. */
    private static final String ANSWER = """
        {"sid":"sample","status":"queued","direction":"outbound-api","price_unit":"USD","subresource_uris":{},
         "date_created":"Thu, 01 Jan 2026 00:00:00 +0000","date_updated":"Thu, 01 Jan 2026 00:00:00 +0000",
         "public_id":"%s","secure_url":"https://sample.example/","format":"png","bytes":1,"width":1,"height":1,
         "result":"ok","results":[{"flagged":false}],"return":{"status":200},
         "id":"cs_sample","object":"checkout.session","url":"https://sample.example/","expires_at":1767225600,
         "customer":"cus_sample","data":[]}""";

    private static final String DOCUMENT = "<html><head><title>sample</title></head></html>";

    private final HttpServer server;

    StandInHttp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", StandInHttp::answer);
        server.createContext("/index.html", exchange -> send(exchange, "text/html", DOCUMENT));
        server.start();
    }

    String url() {
        return "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        Matcher publicId = PUBLIC_ID.matcher(body);
        send(exchange, "application/json", ANSWER.formatted(publicId.find() ? publicId.group() : ""));
    }

    private static void send(HttpExchange exchange, String type, String text) throws IOException {
        byte[] answer = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
