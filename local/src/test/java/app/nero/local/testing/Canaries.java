package app.nero.local.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets that no output may contain. Writes them to files; {@code bin/test} searches the test output for them. */
public final class Canaries {

    /** Codes are searched for as whole words, because six digits can occur in a longer number by chance. */
    private static final Path CODES = Path.of("target", "canary-codes.txt");
    private static final Path OTHERS = Path.of("target", "canaries.txt");
    private static final int CODE_LENGTH = 6;

    private static final Set<String> NOTED = ConcurrentHashMap.newKeySet();

    private Canaries() {}

    public static String note(String secret) {
        if (NOTED.add(secret)) {
            try {
                // A leaked number may have its plus sign encoded or removed.
                Files.writeString(secret.length() == CODE_LENGTH ? CODES : OTHERS, secret.replace("+", "") + "\n",
                        StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return secret;
    }

    /** All secrets recorded in this process. */
    static Set<String> noted() {
        return Set.copyOf(NOTED);
    }
}
