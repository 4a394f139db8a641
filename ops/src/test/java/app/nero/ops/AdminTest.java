package app.nero.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.InstanceRegistry;
import app.nero.local.InstanceRegistry.Entry;
import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.RunningNero;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    void findsTheRunningNeroWhateverItsPortAndDataFolder() throws IOException {
        try (LocalNero nero = start("elsewhere")) {
            String phone = ApiClient.newPhone();
            new ApiClient(nero).signIn(phone);
            registry().add(new Entry(data("elsewhere"), nero.url()));

            assertEquals(Admin.OK, admin(Map.of(), "grant", phone), output());

            assertTrue(isAdmin(nero, phone));
            assertTrue(output().contains(nero.url()), output());
            // A variable without a value is not set.
            assertEquals(Admin.OK, admin(Map.of("MONGODB_URI", "", "NERO_DATA", " "), "grant", phone), output());
        }
    }

    @Tag("slow")
    @Test
    void listsTheInstancesIfSeveralRun() throws IOException {
        try (LocalNero one = start("one"); LocalNero two = start("two")) {
            String phone = ApiClient.newPhone();
            new ApiClient(two).signIn(phone);
            registry().add(new Entry(data("one"), one.url()));
            registry().add(new Entry(data("two"), two.url()));

            assertEquals(Admin.NOTHING_DONE, admin(Map.of(), "grant", phone));
            assertTrue(output().contains("--data " + data("one") + "   at " + one.url()), output());
            assertTrue(output().contains("--data " + data("two") + "   at " + two.url()), output());

            assertEquals(Admin.OK, admin(Map.of("NERO_DATA", data("two").toString()), "grant", phone), output());
            assertTrue(isAdmin(two, phone));
        }
    }

    @Test
    void ignoresInstancesThatWereKilled() throws IOException {
        Files.createDirectories(data("killed"));
        registry().add(new Entry(data("killed"), "http://localhost:1"));

        assertEquals(List.of(), registry().list());
        assertEquals(Admin.SOME_FAILED, admin(Map.of(), "grant", ApiClient.newPhone()), output());
        assertTrue(Files.exists(data("default")));
    }

    @Tag("slow")
    @Test
    void startsNeroOnAFreePortIfNoneRuns() throws IOException {
        String phone = ApiClient.newPhone();
        try (LocalNero nero = start("stopped")) {
            new ApiClient(nero).signIn(phone);
        }

        try (ServerSocket _ = taken(5000)) {
            assertEquals(Admin.OK, admin(Map.of(), "--data", data("stopped").toString(), "grant", phone), output());
        }
    }

    /** Takes a port, unless another program has it already. */
    private static ServerSocket taken(int port) throws IOException {
        try {
            return new ServerSocket(port);
        } catch (IOException _) {
            return new ServerSocket(0);
        }
    }

    private int admin(Map<String, String> environment, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--template", RunningNero.TEMPLATE.toString(), "--default-data",
                data("default").toString()));
        all.addAll(List.of(arguments));
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("XDG_STATE_HOME", folder.toString());
        output.reset();
        return Admin.main(all, variables, new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    private String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    private InstanceRegistry registry() {
        return InstanceRegistry.ofUser(Map.of("XDG_STATE_HOME", folder.toString()));
    }

    private LocalNero start(String name) throws IOException {
        return LocalNero.start(RunningNero.TEMPLATE, data(name), false, 0, Map.of(), _ -> {});
    }

    private Path data(String name) {
        return folder.resolve(name);
    }

    private static boolean isAdmin(LocalNero nero, String phone) {
        ApiClient api = new ApiClient(nero);
        return api.get("/admin/stats", api.signIn(phone)).status() == 200;
    }
}
