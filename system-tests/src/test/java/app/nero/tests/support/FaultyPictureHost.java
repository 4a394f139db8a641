package app.nero.tests.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between Nero and the host of its pictures, and lets a call fail. */
public final class FaultyPictureHost implements AutoCloseable {

    /** What becomes of a call. */
    public enum Fate {
        PASSES, FAILS, CUT_BEFORE, CUT_AFTER, HANGS
    }

    /** One for each picture of the smallest character. */
    private static final int CALLS = 3;

    private final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 64);
    private final HttpClient client = HttpClient.newHttpClient();
    private final String upstream;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile CountDownLatch others = new CountDownLatch(0);
    private volatile CountDownLatch healed = new CountDownLatch(1);
    private volatile Fate fate = Fate.PASSES;
    private volatile int first;
    private volatile int last;

    /** @param cloudinaryUrl of the host, whose prefix this one takes the place of */
    public FaultyPictureHost(String cloudinaryUrl) throws IOException {
        upstream = cloudinaryUrl;
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** What Nero is told. */
    public String cloudinaryUrl() {
        URI prefix = prefix();
        return upstream.replace(prefix.getAuthority(), "127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * Lets the calls of these numbers, of the three from now on, have that fate, once the others came through: what is
     * sent to a store can arrive long after its sender gave up, and then a test could not tell what is left.
     */
    public void at(int from, int to, Fate next) {
        calls.set(0);
        others = new CountDownLatch(CALLS - (to - from + 1));
        first = from;
        last = to;
        fate = next;
    }

    /** All is well again. */
    public void passes() {
        fate = Fate.PASSES;
        healed.countDown();
        healed = new CountDownLatch(1);
    }

    @Override
    public void close() {
        passes();
        server.stop(0);
        client.close();
    }

    private URI prefix() {
        return URI.create(upstream.substring(upstream.indexOf("upload_prefix=") + "upload_prefix=".length()));
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int call = calls.incrementAndGet();
        Fate now = call >= first && call <= last ? fate : Fate.PASSES;
        try (exchange) {
            if (now != Fate.PASSES) {
                others.await();
            }
            switch (now) {
                case FAILS -> exchange.sendResponseHeaders(500, -1);
                case CUT_BEFORE -> throw new IOException("cut");
                case HANGS -> healed.await();
                case CUT_AFTER -> {
                    forward(exchange, body);
                    throw new IOException("cut");
                }
                case PASSES -> {
                    HttpResponse<byte[]> answer = forward(exchange, body);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
                    exchange.getResponseBody().write(answer.body());
                    others.countDown();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        URI uri = URI.create(prefix().getScheme() + "://" + prefix().getAuthority() + exchange.getRequestURI());
        return client.send(HttpRequest.newBuilder(uri)
                .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
                .POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofByteArray());
    }
}
