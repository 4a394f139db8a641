package app.nero.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One HTTP request as it came off the wire. */
public record HttpRequest(String id, String method, RequestTarget target, Map<String, List<String>> headers,
        byte[] body,
        String sourceIp, String protocol, Instant at) {

    /** API Gateway's limit of a request's body, bytes. */
    private static final int MAX_BODY = 10 * 1024 * 1024;

    /** More digits than a body within the limit is announced with. */
    private static final int TOO_MANY_DIGITS = 9;

    static HttpRequest of(HttpExchange exchange, String id, RequestTarget target, byte[] body, Instant at) {
        return new HttpRequest(id, exchange.getRequestMethod(), target, exchange.getRequestHeaders(), body,
                exchange.getRemoteAddress().getAddress().getHostAddress(), exchange.getProtocol(), at);
    }

    /** The request's body; empty where it is over the limit, and then what was announced is not even read. */
    static Optional<byte[]> body(HttpExchange exchange) throws IOException {
        String announced = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Length")).orElse("0");
        if (announced.length() >= TOO_MANY_DIGITS || Integer.parseInt(announced) > MAX_BODY) {
            return Optional.empty();
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        return Optional.of(body).filter(bytes -> bytes.length <= MAX_BODY);
    }

    /** The values of a header, whatever its case. */
    List<String> header(String name) {
        return headers.entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .flatMap(entry -> entry.getValue().stream()).toList();
    }
}
