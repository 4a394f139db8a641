package app.nero.snapshot;

import app.nero.kernel.Connection;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * The CRaC hooks that Lambda SnapStart calls. Before the snapshot, the function connects to its services, primes its code
 * with sample requests, closes the connections and forgets what it keeps in memory between requests. After each restore, it
 * reconnects. Without SnapStart, the hooks never run.
 */
public final class Snapshot implements Resource {

    /** Number of test connections; enough for the JIT to compile TLS. */
    private static final int CONNECTS = 20;

    /** More bytes than the JDK reads ahead from the kernel's random number generator. */
    private static final int READ_AHEAD = 1024;

    /** Strong reference: CRaC holds its resources weakly. */
    private static Snapshot registered;

    private final Wired function;

    Snapshot(Wired function) {
        this.function = function;
    }

    /** Registers the hooks of this process. */
    public static void register(Wired function) {
        registered = new Snapshot(function);
        Core.getGlobalContext().register(registered);
    }

    /** Never throws: if priming fails, the first requests after a restore load the classes instead. */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        List<String> failed = new ArrayList<>();
        try {
            function.connections().stream().filter(connection -> !connects(connection)).map(Connection::name)
                    .forEach(failed::add);
            failed.addAll(prime());
        } catch (Exception | LinkageError e) {
            failed.add(e.getClass().getName());
        } finally {
            function.connections().forEach(Connection::release);
            function.forget();
        }
        if (failed.isEmpty()) {
            function.log().info("SnapshotReady", _ -> {});
        } else {
            function.log().warn("PrimingFailed", json -> json.writeStringField("failed", String.join(", ", failed)));
        }
    }

    private static boolean connects(Connection connection) {
        boolean connected = true;
        for (int i = 0; i < CONNECTS && connected; i++) {
            connection.reconnect();
            connected = connection.ping();
            connection.release();
        }
        return connected;
    }

    /** Discards what the primed instance logs. */
    private List<String> prime() throws ReflectiveOperationException, IOException {
        PrintStream output = System.out;
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream())) {
            System.setOut(nowhere);
            return Priming.run(function);
        } finally {
            System.setOut(output);
        }
    }

    /** Reconnects, and discards random bytes read ahead before the snapshot, because every copy has the same ones. */
    @Override
    public void afterRestore(Context<? extends Resource> context) {
        function.connections().forEach(Connection::reconnect);
        new SecureRandom().nextBytes(new byte[READ_AHEAD]);
    }
}
