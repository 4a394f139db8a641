package app.nero.local;

import app.nero.local.SamTemplate.LambdaFunction;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * One packaged function as Lambda runs it: its jar unpacked into a folder of its own, under AWS's runtime interface client in
 * a process of its own, which asks the Runtime API here for events. It starts as from a snapshot: with the hooks of CRaC run.
 */
final class FunctionProcess implements RequestStreamHandler, AutoCloseable {

    /** What a start may take on a machine that does much else; without it, the test fails. */
    private static final int START_SECONDS = 120;

    private static final String API = "/2018-06-01/runtime/";
    /** Nothing of Nero's: what Lambda brings itself. */
    private static final Path RUNTIME = Path.of("target", "lambda-runtime").toAbsolutePath();
    /** The interface client's native half; it would write it to a path that all processes of a machine share. */
    private static final String NATIVE = "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
            + RUNTIME.resolve("jni").resolve("libaws-lambda-jni.linux-"
                    + (System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64") + ".so");

    private record Invocation(String id, long deadline, byte[] event, CompletableFuture<byte[]> answer) {}

    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Runnable atSnapshot;
    private final HttpServer runtimeApi;
    private final Process process;
    /** All classes that it loaded, a line each, with where each of them came from. */
    private final Path classes;
    private final String ofJar;
    private volatile int loadedBefore;

    private FunctionProcess(LambdaFunction function, Path jar, Map<String, String> environment, Runnable atSnapshot,
            List<String> options) throws IOException {
        this.atSnapshot = atSnapshot;
        runtimeApi = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        runtimeApi.setExecutor(threads);
        runtimeApi.createContext(API, this::serve);
        runtimeApi.start();
        Path task = unpacked(jar, Path.of("target", "lambda", function.id()));
        ofJar = "source: file:" + task + "/";
        classes = task.resolveSibling(function.id() + "-classes.txt");
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "--enable-native-access=ALL-UNNAMED",
                // As Lambda starts it: the hooks of CRaC are those of the interface client.
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac", NATIVE,
                "-Xlog:class+load:file=" + classes + ":none", "-cp", RUNTIME + "/*",
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", function.handler());
        builder.command().addAll(1, options);
        builder.directory(task.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(Map.of("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + runtimeApi.getAddress().getPort(),
                "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start", "AWS_LAMBDA_FUNCTION_NAME", function.id(),
                "AWS_LAMBDA_FUNCTION_VERSION", "1", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
                "AWS_LAMBDA_LOG_GROUP_NAME", "/nero", "AWS_LAMBDA_LOG_STREAM_NAME", "1", "AWS_REGION", "eu-central-1",
                "LAMBDA_TASK_ROOT", task.toString()));
        // Searched for what may not be printed, as all that the tests print.
        Path reports = Files.createDirectories(Path.of("target", "surefire-reports"));
        File output = reports.resolve("lambda-" + function.id() + ".txt").toFile();
        process = builder.redirectErrorStream(true).redirectOutput(output).start();
        process.onExit().thenRun(() -> fail("it ended: see " + output));
    }

    /**
     * Starts a function and waits until it asks for its first event.
     *
     * @param jar what would be deployed
     * @throws IllegalStateException if it cannot start
     */
    static FunctionProcess start(LambdaFunction function, Path jar, Map<String, String> environment) {
        return start(function, jar, environment, () -> {}, List.of());
    }

    /**
     * @param atSnapshot runs where Lambda would take the snapshot
     * @param options of the JVM
     */
    static FunctionProcess start(LambdaFunction function, Path jar, Map<String, String> environment,
            Runnable atSnapshot, List<String> options) {
        try {
            FunctionProcess process = new FunctionProcess(function, jar, environment, atSnapshot, options);
            process.started.get(START_SECONDS, TimeUnit.SECONDS);
            return process;
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(function.id() + " does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(function.id() + " does not start", e);
        }
    }

    /** The classes of its own jar that were loaded since it was restored. */
    List<String> loadedSinceRestore() throws IOException {
        return Files.readAllLines(classes).stream().skip(loadedBefore).filter(line -> line.contains(ofJar))
                .map(line -> line.substring(0, line.indexOf(' '))).toList();
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
        process.destroyForcibly();
        runtimeApi.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestURI().getPath().substring(API.length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        switch (asked) {
            case "restore/next" -> {
                atSnapshot.run();
                loadedBefore = Files.readAllLines(classes).size();
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
    }

    private void next(HttpExchange exchange) throws IOException {
        started.complete(null);
        try {
            Invocation invocation = waiting.take();
            exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", invocation.id());
            exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline()));
            exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:local:0:function");
            answer(exchange, 200, invocation.event());
        } catch (InterruptedException e) {
            exchange.close();
        }
    }

    private void fail(String why) {
        IllegalStateException failure = new IllegalStateException(why);
        started.completeExceptionally(failure);
        running.values().forEach(invocation -> invocation.answer().completeExceptionally(failure));
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

    private static Path unpacked(Path jar, Path folder) throws IOException {
        Path task = folder.toAbsolutePath();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().filter(it -> !it.isDirectory()).toList()) {
                Path target = task.resolve(entry.getName());
                Files.createDirectories(target.getParent());
                try (InputStream content = file.getInputStream(entry);
                        OutputStream out = Files.newOutputStream(target)) {
                    content.transferTo(out);
                }
            }
        }
        return task;
    }
}
