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
 * A MongoDB server in this process that listens on the loopback interface and stores its data in one file. A write is in the file
 * before it is acknowledged. Transactions, {@code $text} and pipeline updates are not supported. Partial filters, collations and
 * validators are ignored.
 */
public final class EmbeddedMongo implements AutoCloseable {

    private static final String FILE = "nero.mv.db";
    static final String DATABASE = "nero";

    /** The interval of MongoDB. */
    private static final Duration EXPIRY_INTERVAL = Duration.ofMinutes(1);

    /** Each write saves whole pages: without compaction, 30,000 inserts of 150 bytes made a file of 570 MB. */
    private static final Duration COMPACTION_INTERVAL = Duration.ofSeconds(5);

    /** Page cache, megabytes. */
    private static final int CACHE_MEGABYTES = 64;

    /**
     * Milliseconds before unused space may be overwritten. A commit must not overwrite what the previous commit needs, because a
     * crash can undo the last one. H2's default of 45 s lets the file grow by gigabytes under load.
     */
    private static final int RETENTION_MILLIS = 250;

    /** MongoDB 4.4, the oldest version that the driver accepts without a warning. */
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
    private final ScheduledExecutorService maintenance = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("mongo-maintenance").factory());

    private EmbeddedMongo(DurableBackend backend, MongoServer server, String options) {
        this.backend = backend;
        this.server = server;
        this.options = options;
    }

    /**
     * @param folder folder for the data; if missing, created with access for its owner only
     * @param clock used to find expired documents
     * @throws IllegalStateException if the folder is in use by another process
     * @throws IOException if the folder or the file cannot be created or opened
     */
    public static EmbeddedMongo start(Path folder, Clock clock) throws IOException {
        return start(folder, clock, _ -> {}, "");
    }

    /** Like {@link #start}, but accepts TLS connections only. */
    public static EmbeddedMongo startWithTls(Path folder, Clock clock, PrivateKeyEntry key) throws IOException {
        return start(folder, clock, server -> server.enableSsl(key.getPrivateKey(), null,
                (X509Certificate) key.getCertificate()), "&tls=true");
    }

    private static EmbeddedMongo start(Path folder, Clock clock, Consumer<MongoServer> configure, String options)
            throws IOException {
        DurableBackend backend = new DurableBackend(open(folder), clock);
        backend.version(VERSION);
        MongoServer server = new MongoServer(backend);
        configure.accept(server);
        server.bind("127.0.0.1", 0);
        EmbeddedMongo mongo = new EmbeddedMongo(backend, server, options);
        mongo.every(EXPIRY_INTERVAL, backend::removeExpired);
        mongo.every(COMPACTION_INTERVAL, backend::compact);
        return mongo;
    }

    /** The connection string, with the database {@code nero}. */
    public String uri() {
        return "mongodb://127.0.0.1:" + server.getLocalAddress().getPort() + "/" + DATABASE + "?maxPoolSize=32"
                + options;
    }

    public void clear() {
        backend.dropDatabase(DATABASE);
        backend.commit();
    }

    /** Deletes expired documents now instead of within a minute. */
    public void removeExpired() {
        backend.removeExpired();
    }

    @Override
    public void close() {
        maintenance.close();
        server.shutdownNow();
    }

    /** Runs a task at intervals. Logs failures and continues. */
    private void every(Duration interval, Runnable task) {
        maintenance.scheduleWithFixedDelay(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                System.getLogger(EmbeddedMongo.class.getName()).log(System.Logger.Level.WARNING,
                        "maintenance of the embedded database failed", e);
            }
        }, interval.toSeconds(), interval.toSeconds(), TimeUnit.SECONDS);
    }

    private static MVStore open(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        prepare(folder, file);
        try {
            // An automatic commit, by time or by size, could contain half a write.
            MVStore store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().autoCommitBufferSize(0)
                    .compress().cacheSize(CACHE_MEGABYTES).open();
            store.setVersionsToKeep(0);
            store.setRetentionTime(RETENTION_MILLIS);
            return store;
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new IllegalStateException("the data folder " + folder + " is in use by another process", e);
            }
            throw new IOException("cannot open the data file " + file + ": " + e.getMessage(), e);
        }
    }

    /** Restricts the data, which includes phone numbers and sessions, to its owner. Keeps the mode of an existing folder. */
    private static void prepare(Path folder, Path file) throws IOException {
        boolean isNew = Files.notExists(folder);
        Files.createDirectories(folder);
        if (Files.notExists(file)) {
            Files.createFile(file);
        }
        if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            if (isNew) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }
}
