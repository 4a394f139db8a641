package app.nero.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What must stand in no output: kept in a file, by which bin/test searches all that the tests printed. */
final class Canaries {

    private static final Path FILE = Path.of("target", "canaries.txt");
    private static final Set<String> NOTED = ConcurrentHashMap.newKeySet();

    private Canaries() {}

    static String note(String secret) {
        if (NOTED.add(secret)) {
            try {
                Files.writeString(FILE, secret + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return secret;
    }

    /** All that were noted in this process. */
    static Set<String> noted() {
        return Set.copyOf(NOTED);
    }
}
