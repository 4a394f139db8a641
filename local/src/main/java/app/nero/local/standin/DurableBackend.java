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
 * The H2 backend made durable and isolated: what was acknowledged is in the file, so that it survives {@code kill -9}, and
 * an answer shows one moment of a document.
 *
 * <p>The stock backend saves now and then, between any two steps of a write, and answers with its live documents, which
 * another thread may be changing while they are sent.
 */
final class DurableBackend extends H2Backend {

    private static final Set<String> READS = Set.of("buildinfo", "collstats", "connectionstatus", "count", "dbstats",
            "distinct", "endsessions", "find", "getcmdlineopts", "getlog", "getmore", "hello", "hostinfo", "ismaster",
            "killcursors", "listcollections", "listdatabases", "listindexes", "ping", "serverstatus", "validate",
            "whatsmyuri");

    /** Share of the file that should be in use, percent. */
    private static final int FILL_RATE = 50;

    /** How much one round of giving back space rewrites at most, bytes. */
    private static final int COMPACTED_BYTES = 4 * 1024 * 1024;

    /** Fair, so that writers that wait run before the one that commits: one commit is then for all of them. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

    DurableBackend(MVStore store, Clock clock) {
        super(store, clock);
    }

    /** The way of every command but a driver's greeting. */
    @Override
    public Document handleMessage(MongoMessage message) {
        Supplier<Document> run = () -> super.handleMessage(message).cloneDeeply();
        if (isRead(message.getDocument())) {
            return holding(lock.readLock(), run);
        }
        try {
            return holding(lock.writeLock(), run);
        } finally {
            commit();
        }
    }

    /** Saves what is not in the file yet, at a point where no write is half done. */
    @Override
    public void commit() {
        holding(lock.writeLock(), () -> getMvStore().hasUnsavedChanges() ? getMvStore().commit() : 0);
    }

    /** Gives back space that later writes have left unused, a few megabytes at a time. */
    void compact() {
        holding(lock.writeLock(), () -> getMvStore().compact(FILL_RATE, COMPACTED_BYTES));
    }

    /** Removes the documents that a TTL index says are over, as MongoDB does once a minute. */
    void removeExpired() {
        Instant now = getClock().instant();
        holding(lock.writeLock(), () -> {
            listDatabaseNames().stream().map(this::resolveDatabase).forEach(database -> removeExpired(database, now));
            return 0;
        });
        commit();
    }

    @Override
    public void close() {
        // It moves no chunks to shrink the file: after a crash H2 2.3 can fail an assertion when it does.
        holding(lock.writeLock(), () -> {
            super.close();
            return 0;
        });
    }

    private static void removeExpired(MongoDatabase database, Instant now) {
        MongoCollection<?> indexes = database.resolveCollection("system.indexes", false);
        for (Document index : indexes == null ? List.<Document>of() : indexes.queryAllAsStream().toList()) {
            if (index.get("expireAfterSeconds") instanceof Number life) {
                String collection = index.get("ns").toString().substring(database.getDatabaseName().length() + 1);
                String field = ((Document) index.get("key")).keySet().iterator().next();
                Map<String, Object> over = Map.of("$lte", now.minusSeconds(life.longValue()));
                database.resolveCollection(collection, true).deleteDocuments(new Document(field, new Document(over)),
                        0);
            }
        }
    }

    /** What is not known to read counts as a write. */
    private static boolean isRead(Document query) {
        String name = query.keySet().iterator().next().toLowerCase(Locale.ROOT);
        boolean pureAggregation = name.equals("aggregate") && query.get("pipeline") instanceof List<?> stages
                && stages.stream().noneMatch(stage -> stage instanceof Document document
                        && (document.containsKey("$out") || document.containsKey("$merge")));
        return READS.contains(name) || pureAggregation;
    }

    private static <T> T holding(Lock lock, Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
