package app.nero.local.gateway;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A served request, for the log.
 *
 * @param path without the query; segments that may be an id, a phone number, a code or a token are replaced
 * @param status -1 if no response was sent
 */
public record Access(String method, String path, int status, Duration duration) {

    private static final String MASK = "{…}";
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,16}");
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{0,32}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{24}");
    private static final int MAX_DIGITS = 5;

    /**
     * Reports each request of a context after it was served.
     *
     * @param path the path to report
     */
    static Filter filter(Function<HttpExchange, String> path, Consumer<Access> log) {
        return new Filter() {

            @Override
            public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
                long began = System.nanoTime();
                try {
                    chain.doFilter(exchange);
                } finally {
                    String method = exchange.getRequestMethod();
                    log.accept(new Access(METHOD.matcher(method).matches() ? method : MASK, path.apply(exchange),
                            exchange.getResponseCode(),
                            Duration.ofNanos(System.nanoTime() - began)));
                }
            }

            @Override
            public String description() {
                return "access log";
            }
        };
    }

    /** The path of a request. Segments that may be personal or secret are replaced. */
    static String masked(HttpExchange exchange) {
        String path = Optional.ofNullable(exchange.getRequestURI().getRawPath()).orElse("/");
        return Stream.of(path.split("/", -1)).map(segment -> isHarmless(segment) ? segment : MASK)
                .collect(Collectors.joining("/"));
    }

    private static boolean isHarmless(String segment) {
        return HARMLESS.matcher(segment).matches() && !ID.matcher(segment).matches()
                && segment.chars().filter(Character::isDigit).count() <= MAX_DIGITS;
    }
}
