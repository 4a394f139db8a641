package app.nero.tests.packaged;

import static org.junit.jupiter.api.Assumptions.abort;

import app.nero.local.sam.SamTemplate.LambdaFunction;
import app.nero.packaging.RuntimeApi;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/**
 * A packaged function whose process was frozen where Lambda takes its snapshot, and of which copies go on, one after another. CRIU
 * does with a process what Lambda does with a machine: memory, threads and open files go on, connections are cut.
 */
final class FrozenFunction {

    private final LambdaFunction function;
    private final int port;
    private final long pid;
    private final Path image;
    /** What the process writes, as long as it was: it must be found so. */
    private final Map<Path, Long> written = new HashMap<>();

    private FrozenFunction(LambdaFunction function, int port, long pid, Path image) {
        this.function = function;
        this.port = port;
        this.pid = pid;
        this.image = image;
    }

    /** Skips the test where processes cannot be frozen. */
    static void assumePossible() throws IOException, InterruptedException {
        try {
            if (criu(Files.createDirectories(Path.of("target", "lambda")), "check") == 0) {
                return;
            }
        } catch (IOException _) {
            // It is not installed.
        }
        abort("CRIU, which freezes processes, does not run here, or not for this user");
    }

    /** @param image the folder that the process goes to */
    static FrozenFunction freeze(LambdaFunction function, Path jar, Map<String, String> environment, Path image)
            throws IOException, InterruptedException, ExecutionException {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        CountDownLatch never = new CountDownLatch(1);
        try (RuntimeApi runtimeApi = new RuntimeApi(0, () -> {
            reached.complete(null);
            never.await();
        })) {
            // Its file below /tmp is gone when a copy goes on.
            Process process = FunctionProcess.start(function, jar, environment, runtimeApi,
                    List.of("-XX:-UsePerfData"));
            process.onExit().thenRun(() -> reached.completeExceptionally(new IllegalStateException("it ended")));
            reached.get();
            Path task = FunctionProcess.task(function);
            FrozenFunction frozen = new FrozenFunction(function, runtimeApi.port(), process.pid(), image);
            run(image, "dump", "--tree", Long.toString(process.pid()));
            process.waitFor();
            for (Path file : List.of(FunctionProcess.output(task), FunctionProcess.classes(task))) {
                frozen.written.put(file, Files.size(file));
            }
            return frozen;
        }
    }

    /** The one before must be closed. */
    FunctionProcess copy() throws IOException, InterruptedException {
        for (Map.Entry<Path, Long> file : written.entrySet()) {
            try (RandomAccessFile open = new RandomAccessFile(file.getKey().toFile(), "rw")) {
                open.setLength(file.getValue());
            }
        }
        RuntimeApi runtimeApi = new RuntimeApi(port, () -> {});
        run(image, "restore", "--restore-detached");
        return FunctionProcess.goingOn(function, runtimeApi, ProcessHandle.of(pid).orElseThrow());
    }

    private static void run(Path image, String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--images-dir", image.toString(), "--tcp-close", "--shell-job", "--log-file",
                command[0] + ".log"));
        if (criu(image, all.toArray(String[]::new)) != 0) {
            throw new IllegalStateException(
                    "CRIU fails: " + Files.readAllLines(image.resolve(command[0] + ".log")).getLast());
        }
    }

    private static int criu(Path folder, String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("criu"));
        all.addAll(List.of(command));
        return new ProcessBuilder(all).redirectErrorStream(true)
                .redirectOutput(folder.resolve("criu.txt").toFile()).start().waitFor();
    }
}
