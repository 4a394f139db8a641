package app.nero.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What code writes to standard output, which is where functions log. Tests that use it cannot run in parallel. */
public final class Output {

    private Output() {}

    /** Runs code, and returns what it wrote. */
    public static String of(Runnable code) {
        PrintStream usual = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            code.run();
        } finally {
            System.setOut(usual);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }
}
