package app.nero.tests.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
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

    @Test
    void findsSecretsInFoldersAndFiles() throws Exception {
        write("secrets", "989121234567\neyJ.a.token\n");
        write("codes", "123456\n654321\n");
        write("reports/a/leaks.txt", "sent to 989121234567\n");
        write("reports/leaks-code.txt", "the code 654321.\n");
        write("reports/clean.txt", "request 91234567 took 1234567 ms\n");
        write("npm.log", "Bearer eyJ.a.token\n");

        assertEquals("status 0\nnpm.log\nreports/a/leaks.txt\nreports/leaks-code.txt\n", find("reports", "npm.log"));
    }

    @Test
    void findsNoSecretsInCleanOutput() throws Exception {
        write("secrets", "989121234567\n");
        write("codes", "123456\n");
        write("reports/clean.txt", "request 91234567 took 1234567 ms\n");

        assertEquals("status 0\n", find("reports"));
    }

    @Test
    void doesNotFindSecretsWithoutSecretsOrOutput() throws Exception {
        write("secrets", "989121234567\n");
        write("codes", "123456\n");
        write("empty", "");
        write("reports/clean.txt", "");

        assertTrue(find("missing").startsWith("status 1\n"));
        assertTrue(find("reports", "missing").startsWith("status 1\n"));
        write("codes", "");
        assertTrue(find("reports").startsWith("status 1\n"));
        write("codes", "123456\n");
        write("secrets", "");
        assertTrue(find("reports").startsWith("status 1\n"));
    }

    /** Prints the status and the files, relative to the folder. */
    private String find(String... outputs) throws Exception {
        return bash(". bin/lib/secrets; cd '" + folder + "'; found=$(find_secrets secrets codes "
                + String.join(" ", outputs) + " 2>&1) && status=0 || status=$?; echo \"status $status\"; "
                + "[ -z \"$found\" ] || echo \"$found\"");
    }

    @Test
    void aSkippedCheckSucceedsOnADevelopersMachineOnly() throws Exception {
        String command = ". bin/lib/skip; lacks() { (skip 'Chromium is missing.'); }; run_or_skip lacks x; echo status $?";

        assertEquals("SKIPPED lacks x: Chromium is missing.\nstatus 0\n", bash("unset CI; " + command));
        assertTrue(bash("CI=true NERO_MAY_SKIP='other'; " + command).endsWith("\nstatus 75\n"));
        assertTrue(bash("CI=true NERO_MAY_SKIP='other lacks'; " + command).endsWith("\nstatus 0\n"));
    }

    @Test
    void skipsWhatCannotBeInstalledOnlyIfPypiCannotBeReached() throws Exception {
        String command = ". bin/lib/skip; pip() { echo \"$1\" >&2; return 1; }; (install_or_skip Tool pip \"$output\"); "
                + "echo status $?";

        assertTrue(bash("output='NewConnectionError: refused'; " + command).endsWith("status 75\n"));
        assertTrue(bash("output='THESE PACKAGES DO NOT MATCH THE HASHES'; " + command)
                .endsWith("THESE PACKAGES DO NOT MATCH THE HASHES\nTool cannot be installed.\nstatus 1\n"));
    }

    @Test
    void namesEvidenceThatHasNotRun() throws Exception {
        write("asvs.md", "`CommandsTest#ran`, `CommandsTest#skipped`, `UsersContract#ran`, `KillNineTest#isSlow`, "
                + "`StudioEngineTest#takesTheStyleThatThePromptNames`, `StudioEngineTest#readsWebp`");
        write("TEST-a.xml", """
            <testcase name="ran(String)[1]" classname="app.nero.tests.CommandsTest$Nested" time="0.1"/>
            <testcase name="skipped" classname="app.nero.tests.CommandsTest" time="0.1">
              <skipped/>
            </testcase>""");
        String check = ". bin/lib/evidence; in_root() { \"$@\"; }; check_evidence %s '" + folder + "/asvs.md' '"
                + folder + "' 2>&1 | sed 's/.* names //'; echo status ${PIPESTATUS[0]}";

        assertEquals("""
            CommandsTest#skipped, which has not run.
            StudioEngineTest#readsWebp, which has not run.
            status 1
            """, bash(check.formatted("other")));
        assertEquals("""
            KillNineTest#isSlow, which has not run.
            StudioEngineTest#takesTheStyleThatThePromptNames, which has not run.
            status 1
            """, bash(check.formatted("slow")));
    }

    @Test
    void theTestsFailIfThoseOfTheWebAppOrOfMavenFail() throws Exception {
        Files.createDirectories(folder.resolve("web"));
        write("pom.xml", "<release>25</release>");
        write("local/target/jdk-home", System.getProperty("java.home"));
        for (String command : List.of("bin/dev/search-secrets", "path/node")) {
            write(command, "#!/bin/sh\n");
        }
        write("path/npm", "#!/bin/sh\necho web app; exit $NPM_STATUS\n");
        write("path/mvn", "#!/bin/sh\nexit $MVN_STATUS\n");

        assertEquals("web app\n0 passed, 0 failed, 0 skipped\nstatus 0\n", runTests("NPM_STATUS=0 MVN_STATUS=0"));
        assertEquals("web app\n0 passed, 0 failed, 0 skipped\nstatus 3\n", runTests("NPM_STATUS=3 MVN_STATUS=0"));
        assertEquals("web app\n0 passed, 0 failed, 0 skipped\nstatus 4\n", runTests("NPM_STATUS=0 MVN_STATUS=4"));
    }

    /** Runs {@code bin/test} in a checkout with other commands and programs. */
    private String runTests(String environment) throws Exception {
        return inCheckout("bin/test bin/lib", environment + " bin/test -Dtest=None; echo status $?");
    }

    @Test
    void buildsAgainAfterAChangeOfAnyModule() throws Exception {
        List<String> modules = List.of("shared", "functions/admin", "studio", "local", "ops", "packaging");
        write("pom.xml", "<release>25</release>");
        write("local/target/jdk-home", System.getProperty("java.home"));
        write("path/mvn", "#!/bin/sh\n");
        for (String module : modules) {
            write(module + "/src/main/A.java", "");
        }
        String build = "build 2>&1 | grep -c '^Building Nero'; ";

        assertEquals("1\n0\n" + "1\n".repeat(modules.size()), inCheckout("bin/lib", ". bin/lib/tools; " + build + build
                + "for module in " + String.join(" ", modules) + "; do touch $module/src/main/A.java; " + build
                + "done"));
    }

    @Test
    void changesTheDatabaseAndTheImageStoreOfAnEnvironment() throws Exception {
        write("pom.xml", "<release>25</release>");
        write("local/target/jdk-home", folder + "/path");
        write("path/mvn", "#!/bin/sh\n");
        write("path/bin/java", "#!/bin/sh\necho \"$MONGODB_URI $CLOUDINARY_URL\"\n");
        write("bin/secret", "#!/bin/sh\necho \"of $1\"; echo \"$3 $4\"\n");

        String output = inCheckout("bin/admin bin/lib", "bin/admin --env staging import file");

        assertTrue(output.endsWith("\nof staging MONGODB_URI CLOUDINARY_URL\n"), output);
    }

    @Test
    void buildsTheWebAppOnlyWithANodeThatCanDoIt() throws Exception {
        Assumptions.assumeTrue(bash("command -v node").contains("node"), "Node.js is missing");
        write("pom.xml", "<release>25</release>");
        write("local/target/jdk-home", System.getProperty("java.home"));
        write("path/mvn", "#!/bin/sh\n");
        write("path/npm", "#!/bin/sh\n");
        write("path/node", """
            #!/bin/sh
            [ "$1" != --version ] || exec echo "v$VERSION"
            PATH="${PATH#*:}" exec node -e "Object.defineProperty(process, 'versions', {value: {node: '$VERSION'}}); $2"
            """);

        assertEquals("""
            Node.js v18.20.8 is older than 20.19
            Node.js v20.18.3 is older than 20.19
            20.19.0 will do
            22.0.0 will do
            """, inCheckout("bin/lib", ". bin/lib/tools; for VERSION in 18.20.8 20.18.3 20.19.0 22.0.0; do "
                + "export VERSION; find_node; echo \"${node_missing:-$VERSION will do}\"; done"));
    }

    /** Runs a command line in a checkout with other programs, and with these files of this one. */
    private String inCheckout(String files, String command) throws Exception {
        return bash("mkdir -p '" + folder + "/bin'; cp -R " + files + " '" + folder + "/bin/'; cd '" + folder
                + "'; find path bin -type f -exec chmod +x {} +; PATH=\"$PWD/path:$PATH\"; " + command);
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
