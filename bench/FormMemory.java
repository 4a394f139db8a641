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
 * Finds the smallest heap in which the function that makes characters still answers, for a form of tiny pictures and for
 * one of the largest that a request takes. The function runs in a process of its own against a Nero here.
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
            answer(Path.of(args[0]));
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
            int whole = memory.smallestHeap(large);
            double size = large.bytes().length / (double) MB;
            System.out.printf("| form, MB | smallest heap, MB | more, MB | times the form |%n|---|---|---|---|%n");
            System.out.printf("| 0.0 | %d | | |%n", tiny);
            System.out.printf("| %.2f | %d | %d | %.2f |%n", size, whole, whole - tiny, (whole - tiny) / size);
        }
    }

    /** What runs in the process of its own. */
    private static void answer(Path event) throws IOException {
        CharactersHandler handler = new CharactersHandler();
        for (int i = 0; i < CHILD_RUNS; i++) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try (InputStream in = Files.newInputStream(event)) {
                handler.handleRequest(in, answer, new TestContext());
            }
            if (!answer.toString().startsWith("{\"statusCode\":201")) {
                throw new IllegalStateException(answer.toString());
            }
        }
        System.exit(0);
    }

    private int smallestHeap(MultipartForm form) throws Exception {
        Path event = folder.resolve("event.json");
        int fails = 4;
        int works = 128;
        while (works - fails > 1) {
            int middle = (fails + works) / 2;
            // A user of its own each time, who has no characters yet.
            SecureRandom random = new SecureRandom();
            Id user = Id.random(random, Instant.now());
            Identity caller = new Identity(user, user, Role.USER, Instant.now().plusSeconds(600));
            try (InputStream whole = ProxyEvents.a("POST", "/v1/characters").by(caller)
                    .form(form.contentType(), form.bytes()).stream()) {
                Files.write(event, whole.readAllBytes());
            }
            if (answersWithin(middle, event)) {
                works = middle;
            } else {
                fails = middle;
            }
        }
        return works;
    }

    private boolean answersWithin(int heap, Path event) throws Exception {
        ProcessBuilder child = new ProcessBuilder(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx" + heap + "m", "-cp",
                System.getProperty("java.class.path"), "FormMemory", event.toString()));
        child.environment().putAll(settings);
        child.redirectErrorStream(true).redirectOutput(folder.resolve("child.log").toFile());
        return child.start().waitFor() == 0;
    }
}
