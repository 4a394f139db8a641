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
 * What a function does around the snapshot that Lambda SnapStart takes of it, by the hooks of CRaC. Before the snapshot it
 * connects, primes its code with sample requests, and closes its connections. After each restore it connects again. Without
 * SnapStart the hooks never run.
 */
public final class Snapshot implements Resource {

    /** Connects this often, so that the JIT compiles TLS. */
    private static final int CONNECTS = 20;

    /** More bytes than the JDK reads ahead from the kernel's random number generator. */
    private static final int READ_AHEAD = 1024;

    /** Strong reference: CRaC holds its resources weakly. */
    private static Snapshot registered;

    private final Wired function;

    private Snapshot(Wired function) {
        this.function = function;
    }

    /** Registers the function of this process. */
    public static void register(Wired function) {
        registered = new Snapshot(function);
        Core.getGlobalContext().register(registered);
    }

    /** Never fails: without priming, the first requests after a restore load what they need. */
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
        }
        if (failed.isEmpty()) {
            function.log().info("SnapshotReady", _ -> {});
        } else {
            function.log().warn("PrimingFailed", json -> json.writeStringField("failed", String.join(", ", failed)));
        }
    }

    private static boolean connects(Connection connection) {
        boolean answers = true;
        for (int i = 0; i < CONNECTS && answers; i++) {
            connection.reconnect();
            answers = connection.ping();
            connection.release();
        }
        return answers;
    }

    /** The sample instance logs as usual, but to nowhere. */
    private List<String> prime() throws ReflectiveOperationException, IOException {
        PrintStream output = System.out;
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream())) {
            System.setOut(nowhere);
            return Priming.run(function);
        } finally {
            System.setOut(output);
        }
    }

    /** Discards random bytes read ahead before the snapshot, because they are the same in every copy. */
    @Override
    public void afterRestore(Context<? extends Resource> context) {
        function.connections().forEach(Connection::reconnect);
        new SecureRandom().nextBytes(new byte[READ_AHEAD]);
    }
}
