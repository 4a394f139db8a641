import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * Prints how many changes of each feature the tests detected, from PIT's reports of all modules, and the changes that no test detected.
 * Exits with status 1 if tests detected less than 90 %. Arguments: the checkout, and --all, or --explained to leave out the survivors that
 * config/mutation-survivors.txt explains.
 */
class MutationReport {

    /** The least share of changes that tests must detect, in percent. */
    private static final int REQUIRED = 90;

    /** A change of one instruction. */
    record Change(String className, String method, int line, String operator, String description, boolean detected) {

        String feature() {
            return className.split("\\.")[2];
        }

        /** How config/mutation-survivors.txt names this change. */
        String name() {
            return className + "#" + method + " " + operator;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        Set<String> explained = explained(root.resolve("config/mutation-survivors.txt"));
        List<Change> changes = new ArrayList<>();
        for (Path report : reports(root)) {
            changes.addAll(read(report));
        }
        List<Change> unexplained = changes.stream().filter(change -> !change.detected())
                .filter(change -> !explained.contains(change.name()))
                .sorted(Comparator.comparing(Change::className).thenComparing(Change::line)).toList();
        if (arguments[1].equals("--explained")) {
            changes.removeIf(change -> !change.detected() && explained.contains(change.name()));
        }
        Map<String, List<Change>> features = new TreeMap<>();
        changes.forEach(change -> features.computeIfAbsent(change.feature(), _ -> new ArrayList<>()).add(change));
        System.out.printf("%-12s %8s %9s %6s%n", "feature", "changes", "detected", "share");
        features.forEach(MutationReport::print);
        print("all", changes);
        if (!unexplained.isEmpty()) {
            System.out.println("No test detected these changes, and config/mutation-survivors.txt gives no reason:");
            unexplained.forEach(change -> System.out.println("  " + change.name() + " (line " + change.line() + "): " + change.description()));
        }
        if (detected(changes) * 100 < changes.size() * (long) REQUIRED) {
            System.out.println("Tests must detect at least " + REQUIRED + " % of the changes.");
            System.exit(1);
        }
    }

    private static void print(String feature, List<Change> changes) {
        System.out.printf("%-12s %8d %9d %5.1f%%%n", feature, changes.size(), detected(changes),
                100.0 * detected(changes) / Math.max(1, changes.size()));
    }

    private static long detected(List<Change> changes) {
        return changes.stream().filter(Change::detected).count();
    }

    private static List<Path> reports(Path root) throws IOException {
        try (Stream<Path> files = Files.find(root, 5, (file, _) -> file.endsWith("target/pit-reports/mutations.xml"))) {
            return files.toList();
        }
    }

    private static List<Change> read(Path report) throws Exception {
        var mutations = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile())
                .getElementsByTagName("mutation");
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < mutations.getLength(); i++) {
            Element mutation = (Element) mutations.item(i);
            String operator = text(mutation, "mutator");
            changes.add(new Change(text(mutation, "mutatedClass"), text(mutation, "mutatedMethod"),
                    Integer.parseInt(text(mutation, "lineNumber")), operator.substring(operator.lastIndexOf('.') + 1),
                    text(mutation, "description"), Boolean.parseBoolean(mutation.getAttribute("detected"))));
        }
        return changes;
    }

    private static String text(Element mutation, String tag) {
        return mutation.getElementsByTagName(tag).item(0).getTextContent();
    }

    /** Each line that is not empty and no comment names a change. The comment above it is the reason. */
    private static Set<String> explained(Path file) throws IOException {
        Set<String> names = new HashSet<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                names.add(line.strip());
            }
        }
        return names;
    }
}
