import app.nero.functions.generationworker.GenerationWorkerHandler;
import app.nero.picture.SomePictures;
import app.nero.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Finds the smallest heap in which the function {@code generation-worker} runs generations, and the memory that it uses with the
 * heap that it has on Lambda. The function runs in a separate process against a Nero in this one.
 */
class WorkerMemory {

    /** The function's memory in template.yaml. Lambda gives the heap 85 % of it. */
    private static final int MEMORY_MB = 2048;
    private static final int HEAP_MB = MEMORY_MB * 85 / 100;

    private static final int STEP_MB = 4;
    private static final int JOBS = 2;
    private static final int SOURCES = 5;
    private static final int SUBJECTS = 3;
    private static final int PATIENCE_SECONDS = 120;

    /** The largest result that the engine makes. */
    private static final String SIZE = "2K";

    private final Path folder;
    private final BenchNero nero;

    private WorkerMemory(Path folder, BenchNero nero) {
        this.folder = folder;
        this.nero = nero;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        try (BenchNero nero = BenchNero.start(folder.resolve("data"), false)) {
            WorkerMemory memory = new WorkerMemory(folder, nero);
            BenchNero.OUT.println("| five sources of | MB each | smallest heap, MB | resident with a heap of at most "
                    + HEAP_MB + " MB, MB |");
            BenchNero.OUT.println("|---|---|---|---|");
            memory.measure("40 × 30 pixels", SomePictures.jpeg(40, 30, 1));
            memory.measure("5,200 × 4,160 pixels", SomePictures.jpeg(5200, 4160, 1));
            memory.measure("5,400 × 4,320 pixels, progressive", SomePictures.progressiveJpeg(5400, 4320, 1));
        }
    }

    private void measure(String name, byte[] source) throws Exception {
        if (!works(HEAP_MB, source)) {
            throw new IllegalStateException("The worker fails: " + Files.readString(log().toPath()));
        }
        long resident = resident();
        int lower = 0;
        int upper = HEAP_MB / STEP_MB;
        while (upper - lower > 1) {
            int middle = (lower + upper) / 2;
            if (works(middle * STEP_MB, source)) {
                upper = middle;
            } else {
                lower = middle;
            }
        }
        BenchNero.OUT.printf("| %s | %.1f | %d | %d |%n", name, source.length / 1e6, upper * STEP_MB, resident);
    }

    /** Whether a worker with this heap runs generations, one after another. */
    private boolean works(int heap, byte[] source) throws Exception {
        BenchUser user = nero.signIn();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            String[] sources = new String[SOURCES];
            for (int j = 0; j < SOURCES; j++) {
                sources[j] = user.upload(source, j < SUBJECTS ? "subject" : "style");
            }
            ids.add(user.submit(SIZE, sources).data().at("/generation/id").asText());
        }
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC", "-XX:MaxRAM=" + MEMORY_MB + "m", "-Xmx" + heap + "m",
                "-cp", System.getProperty("java.class.path"), Worker.class.getName()));
        command.addAll(ids);
        ProcessBuilder child = new ProcessBuilder(command);
        child.environment().putAll(nero.settings());
        child.environment().putAll(
                Map.of("NERO_QUEUE_URL", "http://127.0.0.1:1/queue", "AWS_REGION", "eu-central-1"));
        Process process = child.redirectErrorStream(true).redirectOutput(log()).start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return false;
        }
        for (String id : ids) {
            if (!user.get("/generations/" + id).data().at("/generation/status").asText().equals("succeeded")) {
                return false;
            }
        }
        return true;
    }

    private File log() {
        return folder.resolve("worker.log").toFile();
    }

    private long resident() throws IOException {
        String line = Files.readAllLines(log().toPath()).getLast();
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
    }

    /** The separate process. Runs the generations in the arguments, and prints its peak of resident memory in kB. */
    static final class Worker {

        public static void main(String[] ids) throws IOException {
            GenerationWorkerHandler handler = new GenerationWorkerHandler();
            for (String id : ids) {
                String event = "{\"Records\":[{\"messageId\":\"1\",\"body\":\"{\\\"version\\\":1,\\\"id\\\":\\\"" + id
                        + "\\\"}\"}]}";
                handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                        new ByteArrayOutputStream(), new TestContext(PATIENCE_SECONDS * 1_000));
            }
            Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmHWM:"))
                    .forEach(System.out::println);
            System.exit(0);
        }
    }
}
