package app.nero.tests.killed;

import app.nero.local.Start;
import app.nero.local.testing.RunningNero;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** An instance of Nero in a process of its own, which can be killed and started again at the same address. */
final class NeroProcess implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The jars that {@code bin/start} runs. */
    private static final String CLASS_PATH = Path.of("..", "local", "target", "nero-local.jar") + File.pathSeparator
            + Path.of("..", "local", "target", "lib", "*");

    private final Path data;
    private final Map<String, String> settings;
    private final int port;
    private volatile Process process;

    /** @param data the folder for data and the log; exists. Instances with the same parent folder share archived classes. */
    NeroProcess(Path data, Map<String, String> settings) throws IOException {
        this.data = data;
        this.settings = settings;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Starts like {@code bin/start}. Compiles with C1 only, because C2 would not finish before the next kill. */
    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx768m",
                "-XX:TieredStopAtLevel=1", "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + data.resolveSibling("start.jsa"), "-Xlog:cds=off", "-Xlog:cds+dynamic=off",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", CLASS_PATH,
                Start.class.getName(), "--template", RunningNero.TEMPLATE.toString(), "--data", data.toString(),
                "--port", String.valueOf(port), "--no-demo", "--json").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("log").toFile()));
        builder.environment().putAll(settings);
        process = builder.start();
    }

    /** Stops the instance in order. The JVM then archives its classes, so that the next starts are faster. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** Sends {@code SIGKILL}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    String url() {
        return "http://localhost:" + port;
    }

    /** Waits until the instance responds. */
    void awaitStart() throws InterruptedException {
        while (!responds("GET", "jobs", "")) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The process ended, see " + data.resolve("log"));
            }
            Thread.sleep(50);
        }
    }

    /** Runs a scheduled function, as EventBridge does in a deployed stack. Returns false if the instance does not respond. */
    boolean runSchedule(String function) throws InterruptedException {
        return responds("POST", "jobs", "{\"name\":\"" + function + "\"}");
    }

    private boolean responds(String method, String path, String body) throws InterruptedException {
        try {
            HttpResponse<String> response = HTTP.send(HttpRequest.newBuilder(URI.create(url() + "/_local/api/" + path))
                    .header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body))
                    .timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(response.body());
            }
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
