package app.nero.local.standin;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;

/**
 * Makes the H2 backend durable and isolated. Acknowledged writes are in the file, so they survive {@code kill -9}, and a response
 * contains a consistent copy of each document.
 *
 * <p>The original backend commits at intervals, possibly in the middle of a write, and sends its live documents, which another
 * thread may modify at the same time.
 */
final class DurableBackend extends H2Backend {

    private static final Set<String> READS = Set.of("buildinfo", "collstats", "connectionstatus", "count", "dbstats",
            "distinct", "endsessions", "find", "getcmdlineopts", "getlog", "getmore", "hello", "hostinfo", "ismaster",
            "killcursors", "listcollections", "listdatabases", "listindexes", "ping", "serverstatus", "validate",
            "whatsmyuri");

    /** Target for the share of the file that is in use, percent. */
    private static final int FILL_RATE = 50;

    /** Maximum number of bytes that one compaction rewrites. */
    private static final int COMPACTION_BYTES = 4 * 1024 * 1024;

    /** Fair: waiting writers run before a finished writer gets the lock to commit, so one commit covers all of them. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

    DurableBackend(MVStore store, Clock clock) {
        super(store, clock);
    }

    /** Handles every command except the initial handshake of a driver. */
    @Override
    public Document handleMessage(MongoMessage message) {
        Supplier<Document> run = () -> super.handleMessage(message).cloneDeeply();
        if (isRead(message.getDocument())) {
            return withLock(lock.readLock(), run);
        }
        try {
            return withLock(lock.writeLock(), run);
        } finally {
            commit();
        }
    }

    /** Writes unsaved changes to the file while no write is in progress. */
    @Override
    public void commit() {
        withLock(lock.writeLock(), () -> getMvStore().hasUnsavedChanges() ? getMvStore().commit() : 0);
    }

    /** Reclaims unused space, up to 4 MiB per call. */
    void compact() {
        withLock(lock.writeLock(), () -> getMvStore().compact(FILL_RATE, COMPACTION_BYTES));
    }

    /** Deletes expired documents of TTL indexes, as MongoDB does every 60 s. */
    void removeExpired() {
        Instant now = getClock().instant();
        withLock(lock.writeLock(), () -> {
            listDatabaseNames().stream().map(this::resolveDatabase).forEach(database -> removeExpired(database, now));
            return 0;
        });
        commit();
    }

    @Override
    public void close() {
        // Does not compact the file: after a crash, that can fail with an assertion error in H2 2.3.
        withLock(lock.writeLock(), () -> {
            super.close();
            return 0;
        });
    }

    private static void removeExpired(MongoDatabase database, Instant now) {
        MongoCollection<?> indexes = database.resolveCollection("system.indexes", false);
        for (Document index : indexes == null ? List.<Document>of() : indexes.queryAllAsStream().toList()) {
            if (index.get("expireAfterSeconds") instanceof Number seconds) {
                String collection = index.get("ns").toString().substring(database.getDatabaseName().length() + 1);
                String field = ((Document) index.get("key")).keySet().iterator().next();
                Map<String, Object> expired = Map.of("$lte", now.minusSeconds(seconds.longValue()));
                database.resolveCollection(collection, true).deleteDocuments(new Document(field, new Document(expired)),
                        0);
            }
        }
    }

    /** Unknown commands count as writes. */
    private static boolean isRead(Document query) {
        String name = query.keySet().iterator().next().toLowerCase(Locale.ROOT);
        boolean isReadOnlyAggregation = name.equals("aggregate") && query.get("pipeline") instanceof List<?> stages
                && stages.stream().noneMatch(stage -> stage instanceof Document document
                        && (document.containsKey("$out") || document.containsKey("$merge")));
        return READS.contains(name) || isReadOnlyAggregation;
    }

    private static <T> T withLock(Lock lock, Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
