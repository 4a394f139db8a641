import app.nero.functions.characters.CharactersHandler;
import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.kernel.Role;
import app.nero.local.LocalNero;
import app.nero.picture.SomePictures;
import app.nero.testing.MultipartForm;
import app.nero.testing.ProxyEvents;
import app.nero.testing.TestContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Finds the smallest heap in which the function {@code characters} works, for a form with tiny pictures and for one of almost the
 * largest size. The function runs in a separate process against a Nero in this one.
 */
class FormMemory {

    private static final int CHILD_RUNS = 3;
    private static final int MB = 1024 * 1024;

    private final Path folder;
    private final Map<String, String> settings;

    private FormMemory(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings = settings;
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 1) {
            runFunction(Path.of(args[0]));
            return;
        }
        Path folder = Files.createTempDirectory("nero-bench");
        try (LocalNero nero = LocalNero.start(Path.of("template.yaml"), folder.resolve("data"), true, 0, Map.of(),
                _ -> {})) {
            FormMemory memory = new FormMemory(folder, nero.settings());
            byte[] picture = SomePictures.withGps(SomePictures.jpeg(1900, 1570, 1), 6);
            int tiny = memory.smallestHeap(MultipartForm.ofCharacter("Sara", 3));
            MultipartForm large = new MultipartForm().text("name", "Sara").file("images", "a", picture)
                    .file("images", "b", picture).file("images", "c", picture);
            int largest = memory.smallestHeap(large);
            double size = large.bytes().length / (double) MB;
            System.out.printf("| form, MB | smallest heap, MB | additional, MB | additional ÷ form |%n|---|---|---|---|%n");
            System.out.printf("| 0.0 | %d | | |%n", tiny);
            System.out.printf("| %.2f | %d | %d | %.2f |%n", size, largest, largest - tiny, (largest - tiny) / size);
        }
    }

    /** Runs in the separate process. */
    private static void runFunction(Path event) throws IOException {
        CharactersHandler handler = new CharactersHandler();
        for (int i = 0; i < CHILD_RUNS; i++) {
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            try (InputStream in = Files.newInputStream(event)) {
                handler.handleRequest(in, response, new TestContext());
            }
            if (!response.toString().startsWith("{\"statusCode\":201")) {
                throw new IllegalStateException(response.toString());
            }
        }
        System.exit(0);
    }

    private int smallestHeap(MultipartForm form) throws Exception {
        Path event = folder.resolve("event.json");
        int lower = 4;
        int upper = 128;
        while (upper - lower > 1) {
            int middle = (lower + upper) / 2;
            // Each attempt uses a new user, who has no characters yet.
            SecureRandom random = new SecureRandom();
            Id user = Id.random(random, Instant.now());
            Identity caller = new Identity(user, user, Role.USER, Instant.now().plusSeconds(600));
            try (InputStream stream = ProxyEvents.a("POST", "/v1/characters").by(caller)
                    .form(form.contentType(), form.bytes()).stream()) {
                Files.write(event, stream.readAllBytes());
            }
            if (works(middle, event)) {
                upper = middle;
            } else {
                lower = middle;
            }
        }
        return upper;
    }

    private boolean works(int heap, Path event) throws Exception {
        ProcessBuilder child = new ProcessBuilder(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx" + heap + "m", "-cp",
                System.getProperty("java.class.path"), "FormMemory", event.toString()));
        child.environment().putAll(settings);
        child.redirectErrorStream(true).redirectOutput(folder.resolve("child.log").toFile());
        return child.start().waitFor() == 0;
    }
}
