package app.nero.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An HTTP request as received. */
public record HttpRequest(String id, String method, RequestTarget target, Map<String, List<String>> headers,
        byte[] body, String sourceIp, String protocol, Instant at) {

    /** API Gateway's limit for a request body, bytes. */
    private static final int MAX_BODY = 10 * 1024 * 1024;

    /** A Content-Length of this many digits exceeds the limit and may not fit an int. */
    private static final int TOO_MANY_DIGITS = 9;

    static HttpRequest of(HttpExchange exchange, String id, String method, RequestTarget target, byte[] body,
            Instant at) {
        return new HttpRequest(id, method, target, exchange.getRequestHeaders(), body,
                exchange.getRemoteAddress().getAddress().getHostAddress(), exchange.getProtocol(), at);
    }

    /** The request body; empty if it exceeds the limit. If Content-Length already exceeds it, nothing is read. */
    static Optional<byte[]> body(HttpExchange exchange) throws IOException {
        String contentLength = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Length")).orElse("0");
        if (contentLength.length() >= TOO_MANY_DIGITS || Integer.parseInt(contentLength) > MAX_BODY) {
            return Optional.empty();
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        return Optional.of(body).filter(bytes -> bytes.length <= MAX_BODY);
    }

    /** The values of a header; the name is case-insensitive. */
    List<String> header(String name) {
        return headers.entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .flatMap(entry -> entry.getValue().stream()).toList();
    }
}
