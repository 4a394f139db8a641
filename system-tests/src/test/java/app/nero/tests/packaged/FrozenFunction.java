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
 * A packaged function whose process CRIU dumped where Lambda would take its snapshot. It can be restored several times, one copy
 * at a time. CRIU does to a process what Lambda does to a virtual machine: memory, threads and open files are restored, and
 * connections are closed.
 */
final class FrozenFunction {

    private final LambdaFunction function;
    private final int port;
    private final long pid;
    private final Path image;
    /** Sizes of the process's output files at the dump. CRIU restores only if they are unchanged. */
    private final Map<Path, Long> outputSizes = new HashMap<>();

    private FrozenFunction(LambdaFunction function, int port, long pid, Path image) {
        this.function = function;
        this.port = port;
        this.pid = pid;
        this.image = image;
    }

    /** Skips the test if CRIU cannot run. */
    static void assumePossible() throws IOException, InterruptedException {
        try {
            if (criu(Files.createDirectories(Path.of("target", "lambda")), "check") == 0) {
                return;
            }
        } catch (IOException _) {
            // CRIU is not installed.
        }
        abort("CRIU is not installed or not allowed for this user.");
    }

    /** @param image the folder for the dump */
    static FrozenFunction freeze(LambdaFunction function, Path jar, Map<String, String> environment, Path image)
            throws IOException, InterruptedException, ExecutionException {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        CountDownLatch never = new CountDownLatch(1);
        try (RuntimeApi runtimeApi = new RuntimeApi(0, () -> {
            reached.complete(null);
            never.await();
        })) {
            // With UsePerfData, the JVM has an open file below /tmp, which no longer exists at a restore.
            Process process = FunctionProcess.start(function, jar, environment, runtimeApi,
                    List.of("-XX:-UsePerfData"));
            process.onExit().thenRun(() -> reached
                    .completeExceptionally(new IllegalStateException("The process ended before the snapshot.")));
            reached.get();
            Path task = FunctionProcess.task(function);
            FrozenFunction frozen = new FrozenFunction(function, runtimeApi.port(), process.pid(), image);
            run(image, "dump", "--tree", Long.toString(process.pid()));
            process.waitFor();
            for (Path file : List.of(FunctionProcess.output(task), FunctionProcess.classes(task))) {
                frozen.outputSizes.put(file, Files.size(file));
            }
            return frozen;
        }
    }

    /** Restores a copy. The previous copy must be closed. */
    FunctionProcess copy() throws IOException, InterruptedException {
        for (Map.Entry<Path, Long> file : outputSizes.entrySet()) {
            try (RandomAccessFile open = new RandomAccessFile(file.getKey().toFile(), "rw")) {
                open.setLength(file.getValue());
            }
        }
        RuntimeApi runtimeApi = new RuntimeApi(port, () -> {});
        run(image, "restore", "--restore-detached");
        return FunctionProcess.restored(function, runtimeApi, ProcessHandle.of(pid).orElseThrow());
    }

    private static void run(Path image, String... command) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--images-dir", image.toString(), "--tcp-close", "--shell-job", "--log-file",
                command[0] + ".log"));
        if (criu(image, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException(
                    "CRIU failed: " + Files.readAllLines(image.resolve(command[0] + ".log")).getLast());
        }
    }

    private static int criu(Path folder, String... command) throws IOException, InterruptedException {
        List<String> criu = new ArrayList<>(List.of("criu"));
        criu.addAll(List.of(command));
        return new ProcessBuilder(criu).redirectErrorStream(true)
                .redirectOutput(folder.resolve("criu.txt").toFile()).start().waitFor();
    }
}
