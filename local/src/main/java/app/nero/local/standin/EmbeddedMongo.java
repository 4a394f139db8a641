package app.nero.local.standin;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * A MongoDB server within this process, on the loopback interface, with its data in one file. A write is in the file
 * before it is acknowledged. Transactions, {@code $text} and pipeline updates are not supported; partial filters, collation
 * and validators are ignored.
 */
public final class EmbeddedMongo implements AutoCloseable {

    private static final String FILE = "nero.mv.db";
    private static final String DATABASE = "nero";

    /** MongoDB looks for expired documents as often. */
    private static final Duration EXPIRY_ROUND = Duration.ofMinutes(1);

    /** Each write saves whole pages: without this, 30,000 inserts of 150 bytes made a file of 570 MB. */
    private static final Duration COMPACTION_ROUND = Duration.ofSeconds(5);

    /** Megabytes of the file's pages that are kept in memory. */
    private static final int CACHE = 64;

    /**
     * How long space that is no longer used stays unwritten, milliseconds. A save must not overwrite what the one before
     * needs, should it be cut off itself; H2's own 45 s let the file grow by gigabytes under load.
     */
    private static final int RETENTION = 250;

    /** MongoDB 4.4: the oldest that the driver takes without a warning, so the least that is promised. */
    private static final MongoVersion VERSION = new MongoVersion() {

        @Override
        public List<Integer> getVersionArray() {
            return List.of(4, 4, 0);
        }

        @Override
        public int getWireVersion() {
            return 9;
        }
    };

    private final DurableBackend backend;
    private final MongoServer server;
    private final String options;
    private final ScheduledExecutorService upkeep = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("mongo-upkeep").factory());

    private EmbeddedMongo(DurableBackend backend, MongoServer server, String options) {
        this.backend = backend;
        this.server = server;
        this.options = options;
    }

    /**
     * @param folder where the data is; made if it is not there, for its owner alone to read
     * @param clock tells when a document has expired
     * @throws IllegalStateException if another process has the folder in use
     * @throws IOException if the folder or the file cannot be made
     */
    public static EmbeddedMongo start(Path folder, Clock clock) throws IOException {
        return start(folder, clock, _ -> {}, "");
    }

    /** The same, with each connection by TLS. */
    public static EmbeddedMongo startWithTls(Path folder, Clock clock, PrivateKeyEntry key) throws IOException {
        return start(folder, clock, server -> server.enableSsl(key.getPrivateKey(), null,
                (X509Certificate) key.getCertificate()), "&tls=true");
    }

    private static EmbeddedMongo start(Path folder, Clock clock, Consumer<MongoServer> before, String options)
            throws IOException {
        DurableBackend backend = new DurableBackend(open(folder), clock);
        backend.version(VERSION);
        MongoServer server = new MongoServer(backend);
        before.accept(server);
        server.bind("127.0.0.1", 0);
        EmbeddedMongo mongo = new EmbeddedMongo(backend, server, options);
        mongo.every(EXPIRY_ROUND, backend::removeExpired);
        mongo.every(COMPACTION_ROUND, backend::compact);
        return mongo;
    }

    /** What a driver connects to; the database is {@code nero}. */
    public String uri() {
        return "mongodb://127.0.0.1:" + server.getLocalAddress().getPort() + "/" + DATABASE + "?maxPoolSize=32"
                + options;
    }

    public void clear() {
        backend.dropDatabase(DATABASE);
        backend.commit();
    }

    /** Removes expired documents now, instead of within a minute. */
    public void removeExpired() {
        backend.removeExpired();
    }

    @Override
    public void close() {
        upkeep.close();
        server.shutdownNow();
    }

    /** A round that fails is logged, and the next one runs all the same. */
    private void every(Duration round, Runnable work) {
        upkeep.scheduleWithFixedDelay(() -> {
            try {
                work.run();
            } catch (RuntimeException failed) {
                System.getLogger(EmbeddedMongo.class.getName()).log(System.Logger.Level.WARNING,
                        "upkeep of the embedded database", failed);
            }
        }, round.toSeconds(), round.toSeconds(), TimeUnit.SECONDS);
    }

    private static MVStore open(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        prepare(folder, file);
        try {
            // A save of the store's own could hold half a write: none by time, and none by size.
            MVStore store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().autoCommitBufferSize(0)
                    .compress().cacheSize(CACHE).open();
            store.setVersionsToKeep(0);
            store.setRetentionTime(RETENTION);
            return store;
        } catch (MVStoreException refused) {
            if (refused.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new IllegalStateException("the data folder " + folder + " is in use by another running process",
                        refused);
            }
            throw new IOException("the data file " + file + " cannot be opened: " + refused.getMessage(), refused);
        }
    }

    /** Only the owner may read the data: phones and sessions are in it. A folder that was there before is left as it is. */
    private static void prepare(Path folder, Path file) throws IOException {
        boolean made = Files.notExists(folder);
        Files.createDirectories(folder);
        if (Files.notExists(file)) {
            Files.createFile(file);
        }
        if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            if (made) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }
}
