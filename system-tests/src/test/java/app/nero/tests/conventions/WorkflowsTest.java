package app.nero.tests.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkflowsTest {

    private static final Path ROOT = Path.of("..");
    private static final Path WORKFLOWS = ROOT.resolve(".github/workflows");
    private static final Pattern COMMAND = Pattern.compile("bin/(test|dev/[a-z0-9-]+)\\b");
    private static final Pattern USES = Pattern.compile("uses: (\\S+)");
    private static final Pattern PINNED = Pattern.compile(".+@[0-9a-f]{40}");

    @Test
    void runEveryPartOfTheCheck() throws IOException {
        TreeSet<String> parts = commands(ROOT.resolve("bin/check"));

        parts.removeAll(commands(WORKFLOWS.resolve("test.yml")));

        assertEquals(List.of(), List.copyOf(parts));
    }

    @Test
    void pinActionsByCommit() throws IOException {
        List<String> actions;
        try (Stream<Path> files = Files.list(WORKFLOWS)) {
            actions = files.flatMap(file -> read(file).lines()).map(USES::matcher).filter(Matcher::find)
                    .map(uses -> uses.group(1)).toList();
        }

        assertFalse(actions.isEmpty());
        assertEquals(List.of(), actions.stream().filter(action -> !PINNED.matcher(action).matches()).toList());
    }

    private static TreeSet<String> commands(Path file) {
        return COMMAND.matcher(read(file)).results().map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
