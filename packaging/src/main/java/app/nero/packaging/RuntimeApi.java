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

/** Lambda's Runtime API for one process, which asks it for events and brings its answers. */
public final class RuntimeApi implements RequestStreamHandler, AutoCloseable {

    /** What happens where Lambda would take the snapshot. */
    @FunctionalInterface
    public interface Snapshot {

        void take() throws InterruptedException, IOException;
    }

    /** What a start may take on a machine that does much else; without it, the test fails. */
    private static final int START_SECONDS = 120;

    private static final String PATH = "/2018-06-01/runtime/";

    private record Invocation(String id, long deadline, byte[] event, CompletableFuture<byte[]> answer) {}

    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Snapshot snapshot;

    /** @param port 0 is any free one */
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
     * The variables that Lambda sets for a process that asks here.
     *
     * @param task where the function is unpacked
     */
    public Map<String, String> environment(LambdaFunction function, Path task) {
        return Map.of("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + port(), "AWS_LAMBDA_FUNCTION_NAME", function.id(),
                "AWS_LAMBDA_FUNCTION_VERSION", "1", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
                "AWS_LAMBDA_LOG_GROUP_NAME", "/nero", "AWS_LAMBDA_LOG_STREAM_NAME", "1", "AWS_REGION", "eu-central-1",
                "LAMBDA_TASK_ROOT", task.toString(), "_HANDLER", function.handler());
    }

    /**
     * Waits until the process asks for its first event.
     *
     * @throws IllegalStateException if it does not
     */
    public void awaitStart() {
        try {
            started.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the process does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the process does not start", e);
        }
    }

    /** Nothing more comes of the process. */
    public void fail(String why) {
        IllegalStateException failure = new IllegalStateException(why);
        started.completeExceptionally(failure);
        running.values().forEach(invocation -> invocation.answer().completeExceptionally(failure));
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        long deadline = System.currentTimeMillis() + context.getRemainingTimeInMillis();
        Invocation invocation = new Invocation(UUID.randomUUID().toString(), deadline, event.readAllBytes(),
                new CompletableFuture<>());
        running.put(invocation.id(), invocation);
        waiting.add(invocation);
        try {
            answer.write(invocation.answer().get());
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
        String asked = exchange.getRequestURI().getPath().substring(PATH.length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            switch (asked) {
                case "restore/next" -> {
                    snapshot.take();
                    answer(exchange, 200, new byte[0]);
                }
                case "init/error", "restore/error" -> {
                    fail(errorMessage(body));
                    answer(exchange, 202, new byte[0]);
                }
                case "invocation/next" -> next(exchange);
                default -> {
                    String[] parts = asked.split("/");
                    CompletableFuture<byte[]> answer = running.remove(parts[1]).answer();
                    if (parts[2].equals("response")) {
                        answer.complete(body);
                    } else {
                        answer.completeExceptionally(new IllegalStateException(errorMessage(body)));
                    }
                    answer(exchange, 202, new byte[0]);
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
        answer(exchange, 200, invocation.event());
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            // The client crashes without it.
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String errorMessage(byte[] body) throws IOException {
        return ApiClient.JSON.readTree(body).path("errorMessage").asText();
    }
}
