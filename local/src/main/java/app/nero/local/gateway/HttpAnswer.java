package app.nero.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An HTTP answer before it is on the wire. */
public record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body) {

    /** How much of a refused body is read and dropped, so that its sender gets to read the answer; bytes. */
    private static final int MAX_DROPPED = 32 * 1024 * 1024;

    void sendTo(HttpExchange exchange, String requestId) throws IOException {
        exchange.getResponseHeaders().putAll(headers);
        exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0 || status == 204
                || status == 304;
        if (bodiless) {
            dropRest(exchange);
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            dropRest(exchange);
        }
    }

    /** Reads on what was not read of a request. */
    public static void dropRest(HttpExchange exchange) throws IOException {
        byte[] buffer = new byte[8192];
        for (int dropped = 0, read = 0; read >= 0 && dropped < MAX_DROPPED; dropped += read) {
            read = exchange.getRequestBody().read(buffer);
        }
    }
}
