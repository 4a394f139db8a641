package app.nero.local.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What must stand in no output: kept in files, by which bin/test searches all that the tests printed. */
public final class Canaries {

    /** Six digits stand within longer numbers by chance, so that they are searched for as whole words. */
    private static final Path CODES = Path.of("target", "canary-codes.txt");
    private static final Path OTHERS = Path.of("target", "canaries.txt");
    private static final int CODE_LENGTH = 6;

    private static final Set<String> NOTED = ConcurrentHashMap.newKeySet();

    private Canaries() {}

    public static String note(String secret) {
        if (NOTED.add(secret)) {
            try {
                // A plus may be encoded or left out where a number leaks.
                Files.writeString(secret.length() == CODE_LENGTH ? CODES : OTHERS, secret.replace("+", "") + "\n",
                        StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
