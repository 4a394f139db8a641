package app.nero.tests.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the tests and files named in {@code docs/asvs.md} exist. */
class AsvsMatrixTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z]\\w+)#(\\w+)`");
    private static final Pattern NAMED_FILE = Pattern.compile("`([\\w.-]+/[\\w./-]+\\.[a-z]+)`");

    @Test
    void namesTestsAndFilesThatExist() throws IOException {
        String matrix = Files.readString(ROOT.resolve("docs/asvs.md"));
        List<Path> tests = tests();

        List<String> missing = new ArrayList<>();
        NAMED_TEST.matcher(matrix).results().filter(name -> !exists(tests, name.group(1), name.group(2)))
                .forEach(name -> missing.add(name.group()));
        NAMED_FILE.matcher(matrix).results().filter(name -> !Files.isRegularFile(ROOT.resolve(name.group(1))))
                .forEach(name -> missing.add(name.group()));

        assertEquals(List.of(), missing);
        assertTrue(NAMED_TEST.matcher(matrix).results().count() > 100,
                "The pattern no longer matches the names in docs/asvs.md.");
    }

    private static List<Path> tests() throws IOException {
        List<Path> tests = new ArrayList<>();
        for (String module : List.of("shared", "functions", "local", "ops", "packaging", "system-tests")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
                files.filter(file -> file.toString().replace('\\', '/').contains("/src/test/java/")
                        && file.toString().endsWith(".java")).forEach(tests::add);
            }
        }
        return tests;
    }

    private static boolean exists(List<Path> tests, String type, String method) {
        Pattern declared = Pattern.compile("\\bvoid " + method + "\\(");
        return tests.stream().filter(file -> file.getFileName().toString().equals(type + ".java"))
                .anyMatch(file -> declared.matcher(read(file)).find());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
