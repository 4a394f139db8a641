package app.nero.packaging;

import app.nero.local.sam.SamTemplate.LambdaFunction;
import app.nero.local.testing.ApiClient;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lambda's Runtime API for one function process, which polls it for events and posts the responses. */
public final class RuntimeApi implements RequestStreamHandler, AutoCloseable {

    /** Called when Lambda would take the snapshot. */
    @FunctionalInterface
    public interface Snapshot {

        void take() throws InterruptedException, IOException;
    }

    /** Generous, so that a start on a busy machine does not time out. */
    private static final int START_SECONDS = 120;

    private static final String PATH = "/2018-06-01/runtime/";

    private record Invocation(String id, long deadline, byte[] event, CompletableFuture<byte[]> response) {}

    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Snapshot snapshot;

    /** @param port 0 picks a free one */
    public RuntimeApi(int port, Snapshot snapshot) throws IOException {
        this.snapshot = snapshot;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(threads);
        server.createContext(PATH, this::serve);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * The environment variables that Lambda sets for a process of the function.
     *
     * @param task folder of the unpacked function
     */
    public Map<String, String> environment(LambdaFunction function, Path task) {
        return Map.ofEntries(Map.entry("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + port()),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", function.id()), Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "1"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024"), Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/nero"),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "1"), Map.entry("AWS_REGION", "eu-central-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "local"), Map.entry("AWS_SECRET_ACCESS_KEY", "local"),
                Map.entry("LAMBDA_TASK_ROOT", task.toString()), Map.entry("_HANDLER", function.handler()));
    }

    /**
     * Waits until the process polls for its first event.
     *
     * @throws IllegalStateException if it does not start in time, or {@link #fail} was called
     */
    public void awaitStart() {
        try {
            started.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the process did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the process did not start", e);
        }
    }

    /** Fails {@link #awaitStart} and all invocations in progress. */
    public void fail(String message) {
        IllegalStateException failure = new IllegalStateException(message);
        started.completeExceptionally(failure);
        running.values().forEach(invocation -> invocation.response().completeExceptionally(failure));
    }

    /** Passes an event to the process and waits for its response. */
    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        long deadline = System.currentTimeMillis() + context.getRemainingTimeInMillis();
        Invocation invocation = new Invocation(UUID.randomUUID().toString(), deadline, event.readAllBytes(),
                new CompletableFuture<>());
        running.put(invocation.id(), invocation);
        waiting.add(invocation);
        try {
            response.write(invocation.response().get());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(PATH.length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            switch (path) {
                case "restore/next" -> {
                    snapshot.take();
                    respond(exchange, 200, new byte[0]);
                }
                case "init/error", "restore/error" -> {
                    fail(errorMessage(body));
                    respond(exchange, 202, new byte[0]);
                }
                case "invocation/next" -> next(exchange);
                default -> {
                    String[] parts = path.split("/");
                    CompletableFuture<byte[]> response = running.remove(parts[1]).response();
                    if (parts[2].equals("response")) {
                        response.complete(body);
                    } else {
                        response.completeExceptionally(new IllegalStateException(errorMessage(body)));
                    }
                    respond(exchange, 202, new byte[0]);
                }
            }
        } catch (InterruptedException e) {
            exchange.close();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        started.complete(null);
        Invocation invocation = waiting.take();
        exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", invocation.id());
        exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline()));
        exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:local:0:function");
        respond(exchange, 200, invocation.event());
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            // The runtime interface client crashes without a content type.
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String errorMessage(byte[] body) throws IOException {
        return ApiClient.JSON.readTree(body).path("errorMessage").asText();
    }
}
