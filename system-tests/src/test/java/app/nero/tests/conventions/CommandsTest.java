package app.nero.tests.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions of {@code bin/lib}. */
class CommandsTest {

    @TempDir
    private Path folder;

    @Test
    void summaryCountsTestsAndNamesTheReasonsOfSkippedOnes() throws Exception {
        write("surefire-reports/TEST-a.xml",
                """
                    <testsuite>
                      <testcase name="passes" time="0.1"/>
                      <testcase name="fails"><failure message="expected: &lt;1&gt;">trace</failure></testcase>
                      <testcase name="breaks"><error message="bug" type="x">trace</error></testcase>
                      <testcase name="needsMongo"><skipped message="Environment variable [X] does not exist ==&gt; X is not set"/></testcase>
                    </testsuite>""");
        write("vitest/TEST-web.xml", """
            <testsuites><testsuite>
              <testcase name="passes too">
              </testcase>
              <testcase name="later"><skipped/></testcase>
            </testsuite></testsuites>""");
        write("vitest/other.xml", "<testcase />");

        String line = bash(". bin/lib/summary; summary '" + folder + "'/{vitest,surefire-reports,missing}");

        assertEquals("2 passed, 2 failed, 2 skipped",
                line.replaceFirst(" \\((1: X is not set; 1: no reason given|1: no reason given; 1: X is not set)\\)\n",
                        ""));
    }

    @Test
    void summaryNamesTheReasonOfAnAbortedTest() throws Exception {
        write("TEST-a.xml", """
            <testcase name="needsDocker">
              <skipped type="TestAbortedException"><![CDATA[TestAbortedException: no Docker engine is available.
            	at app.nero.Docker]]></skipped>
            </testcase>""");

        assertEquals("0 passed, 0 failed, 1 skipped (1: no Docker engine is available)\n",
                bash(". bin/lib/summary; summary '" + folder + "'"));
    }

    @Test
    void summaryOfNothingHasNoReasons() throws Exception {
        assertEquals("0 passed, 0 failed, 0 skipped\n", bash(". bin/lib/summary; summary '" + folder + "'"));
    }

    @Test
    void progressPrintsModulesAndHowLongASilentCommandHasRun() throws Exception {
        String output = bash("""
            . bin/lib/progress
            maven() {
              echo '[INFO] Building Nero shared code 0.1.0                         [2/19]'
              echo '[INFO] Building jar: /x.jar'
              sleep 3
              echo '[ERROR] broken' >&2
              return 3
            }
            NERO_PROGRESS_SECONDS=1 with_progress maven_lines maven || echo "status $?"
            grep ERROR "$progress_log"; rm "$progress_log"
            """);

        assertTrue(output.contains("\n  Still working ("), output);
        assertEquals("  2/19 Nero shared code\nstatus 3\n[ERROR] broken\n",
                output.replaceAll("  Still working \\([0-9]+ seconds\\)\\.\n", ""));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Runs a command line in the root folder and returns its output. */
    private static String bash(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command).directory(Path.of("..").toFile())
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
