package app.nero.tests.packaged;

import app.nero.local.sam.SamTemplate.LambdaFunction;
import app.nero.packaging.RuntimeApi;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Runs a packaged function as Lambda does: its jar is unpacked into a folder and runs in a separate process under AWS's runtime
 * interface client, which gets its events from a {@link RuntimeApi}. It starts with SnapStart, so the CRaC hooks run.
 */
final class FunctionProcess implements RequestStreamHandler, AutoCloseable {

    /** The libraries that Lambda provides. */
    private static final Path RUNTIME = Path.of("..", "packaging", "target", "lambda-runtime").toAbsolutePath()
            .normalize();
    /** The interface client's native library. By default the client unpacks it to a path that all processes share. */
    private static final String NATIVE = "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
            + RUNTIME.resolve("jni").resolve("libaws-lambda-jni.linux-"
                    + (System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64") + ".so");

    private final RuntimeApi runtimeApi;
    private final ProcessHandle process;
    private final Path task;
    private volatile int loadedBefore;

    private FunctionProcess(LambdaFunction function, Path jar, Map<String, String> environment, Runnable atSnapshot,
            List<String> options) throws IOException {
        task = task(function);
        runtimeApi = new RuntimeApi(0, () -> {
            atSnapshot.run();
            loadedBefore = Files.readAllLines(classes(task)).size();
        });
        process = start(function, jar, environment, runtimeApi, options).toHandle();
        Path output = output(task);
        process.onExit().thenRun(() -> runtimeApi.fail("The process ended, see " + output));
    }

    private FunctionProcess(LambdaFunction function, RuntimeApi runtimeApi, ProcessHandle process) {
        this.task = task(function);
        this.runtimeApi = runtimeApi;
        this.process = process;
    }

    /** Wraps a restored process and waits until it asks for its first event. */
    static FunctionProcess restored(LambdaFunction function, RuntimeApi runtimeApi, ProcessHandle process) {
        runtimeApi.awaitStart();
        return new FunctionProcess(function, runtimeApi, process);
    }

    /** The same function with another id, so that its process uses other files. */
    static LambdaFunction named(LambdaFunction function, String suffix) {
        return new LambdaFunction(function.id() + suffix, function.handler(), function.timeout(),
                function.environment());
    }

    /**
     * Starts a function and waits until it asks for its first event.
     *
     * @param jar the jar that a deploy would upload
     * @throws IllegalStateException if the function cannot start
     */
    static FunctionProcess start(LambdaFunction function, Path jar, Map<String, String> environment) {
        return start(function, jar, environment, () -> {}, List.of());
    }

    /**
     * @param atSnapshot runs where Lambda would take the snapshot
     * @param options for the JVM
     */
    static FunctionProcess start(LambdaFunction function, Path jar, Map<String, String> environment,
            Runnable atSnapshot, List<String> options) {
        try {
            FunctionProcess process = new FunctionProcess(function, jar, environment, atSnapshot, options);
            process.runtimeApi.awaitStart();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a function and does not wait.
     *
     * @param runtimeApi provides its events
     */
    static Process start(LambdaFunction function, Path jar, Map<String, String> environment, RuntimeApi runtimeApi,
            List<String> options) throws IOException {
        Path task = task(function);
        unpack(jar, task);
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "--enable-native-access=ALL-UNNAMED",
                // Lambda sets this property, too: the interface client implements CRaC.
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac", NATIVE,
                "-Xlog:class+load:file=" + classes(task) + ":none", "-cp", RUNTIME + "/*",
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", function.handler());
        builder.command().addAll(1, options);
        builder.directory(task.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(runtimeApi.environment(function, task));
        builder.environment().put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        return builder.redirectInput(new File("/dev/null")).redirectErrorStream(true)
                .redirectOutput(output(task).toFile()).start();
    }

    /** The folder with the unpacked function. */
    static Path task(LambdaFunction function) {
        return Path.of("target", "lambda", function.id()).toAbsolutePath();
    }

    /** The process's output. It is in the folder that {@code bin/dev/search-secrets} searches. */
    static Path output(Path task) throws IOException {
        return Files.createDirectories(Path.of("target", "surefire-reports").toAbsolutePath())
                .resolve("lambda-" + task.getFileName() + ".txt");
    }

    /** The JVM's log of loaded classes and their sources, one per line. */
    static Path classes(Path task) {
        return task.resolveSibling(task.getFileName() + "-classes.txt");
    }

    /** The classes from the function's jar that were loaded after the restore. */
    List<String> loadedSinceRestore() throws IOException {
        return Files.readAllLines(classes(task)).stream().skip(loadedBefore)
                .filter(line -> line.contains("source: file:" + task + "/"))
                .map(line -> line.substring(0, line.indexOf(' '))).toList();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        runtimeApi.handleRequest(event, answer, context);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        runtimeApi.close();
    }

    private static void unpack(Path jar, Path task) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().filter(item -> !item.isDirectory()).toList()) {
                Path target = task.resolve(entry.getName());
                Files.createDirectories(target.getParent());
                try (InputStream content = file.getInputStream(entry);
                        OutputStream out = Files.newOutputStream(target)) {
                    content.transferTo(out);
                }
            }
        }
    }
}
