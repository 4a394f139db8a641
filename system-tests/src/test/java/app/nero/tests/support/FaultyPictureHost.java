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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy between Nero and its picture host that can make calls fail. */
public final class FaultyPictureHost implements AutoCloseable {

    /** {@code CUT_…}: the connection closes before or after the host handles the call. */
    public enum Fault {
        NONE, ERROR, CUT_BEFORE, CUT_AFTER, HANG
    }

    /** The smallest character has three pictures, with one call for each. */
    private static final int CALLS = 3;

    private final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 64);
    private final HttpClient client = HttpClient.newHttpClient();
    private final String upstreamUrl;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile CountDownLatch succeeding = new CountDownLatch(0);
    private volatile CountDownLatch recovered = new CountDownLatch(1);
    private volatile CountDownLatch arrived = new CountDownLatch(0);
    private volatile CountDownLatch released = new CountDownLatch(0);
    private volatile Fault fault = Fault.NONE;
    private volatile int first;
    private volatile int last;

    /** @param cloudinaryUrl of the real host */
    public FaultyPictureHost(String cloudinaryUrl) throws IOException {
        upstreamUrl = cloudinaryUrl;
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** The {@code CLOUDINARY_URL} for Nero: the URL of the real host with the upload prefix replaced. */
    public String cloudinaryUrl() {
        return upstreamUrl.replace(prefix().getAuthority(), "127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * Makes calls {@code from} to {@code to} of the next three fail. They fail only after the other calls have succeeded:
     * otherwise an upload could still reach the store after Nero gave up, and the test could not check what is left.
     */
    public void fail(int from, int to, Fault next) {
        calls.set(0);
        succeeding = new CountDownLatch(CALLS - (to - from + 1));
        first = from;
        last = to;
        fault = next;
    }

    /** Makes all calls fail until {@link #recover}. */
    public void fail(Fault next) {
        calls.set(0);
        succeeding = new CountDownLatch(0);
        first = 1;
        last = Integer.MAX_VALUE;
        fault = next;
    }

    /** Delays calls until {@link #recover}. */
    public void hold() {
        arrived = new CountDownLatch(CALLS);
        released = new CountDownLatch(1);
    }

    /** Waits until three calls are being held. */
    public void awaitHeldCalls() throws InterruptedException {
        if (!arrived.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Nero made fewer than " + CALLS + " calls");
        }
    }

    /** Ends all failures and delays. Calls that hang are closed without a response. */
    public void recover() {
        fault = Fault.NONE;
        recovered.countDown();
        recovered = new CountDownLatch(1);
        released.countDown();
    }

    @Override
    public void close() {
        recover();
        server.stop(0);
        client.close();
    }

    private URI prefix() {
        return URI.create(upstreamUrl.substring(upstreamUrl.indexOf("upload_prefix=") + "upload_prefix=".length()));
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int call = calls.incrementAndGet();
        Fault now = call >= first && call <= last ? fault : Fault.NONE;
        try (exchange) {
            arrived.countDown();
            released.await();
            if (now != Fault.NONE) {
                succeeding.await();
            }
            switch (now) {
                case ERROR -> exchange.sendResponseHeaders(500, -1);
                case CUT_BEFORE -> throw new IOException("cut");
                case HANG -> recovered.await();
                case CUT_AFTER -> {
                    forward(exchange, body);
                    throw new IOException("cut");
                }
                case NONE -> {
                    HttpResponse<byte[]> response = forward(exchange, body);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(response.statusCode(), response.body().length);
                    exchange.getResponseBody().write(response.body());
                    succeeding.countDown();
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
