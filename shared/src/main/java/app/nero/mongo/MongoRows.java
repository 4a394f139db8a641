package app.nero.mongo;

import app.nero.kernel.Deadline;
import app.nero.kernel.UnavailableException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoServerException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A collection, accessed through the client that is open at the time of the call. All calls throw
 * {@link UnavailableException} if the database fails or does not answer in time.
 *
 * @param timeout of one call; the connection's if empty
 * @param writeConcern the connection's if empty
 */
public record MongoRows(MongoConnection connection, String name, Optional<Duration> timeout,
        Optional<WriteConcern> writeConcern) {

    /** The time limit of a call that reads a batch for a scheduled job, for which nobody waits. */
    public static final Duration JOB_TIMEOUT = Duration.ofMinutes(1);

    /** Replaces {@code timeoutMS=0} (no timeout) in the URI, so that the {@link Deadline} still applies. */
    private static final Duration NO_TIMEOUT = Duration.ofHours(1);

    public MongoRows withTimeout(Duration other) {
        return new MongoRows(connection, name, Optional.of(other), writeConcern);
    }

    public MongoRows withWriteConcern(WriteConcern other) {
        return new MongoRows(connection, name, timeout, Optional.of(other));
    }

    /** Runs one call of the driver. */
    public <T> T call(Function<MongoCollection<Document>, T> operation) {
        return connection.call(database -> operation.apply(collection(database)));
    }

    /** Runs a call that returns null if it finds nothing. */
    public <T> Optional<T> find(Function<MongoCollection<Document>, T> operation) {
        return call(collection -> Optional.ofNullable(operation.apply(collection)));
    }

    /** Runs a write; empty if it violates a unique index. */
    public <T> Optional<T> callUnlessDuplicate(Function<MongoCollection<Document>, T> operation) {
        return call(collection -> {
            try {
                return Optional.of(operation.apply(collection));
            } catch (MongoServerException e) {
                if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    public void insert(Document document) {
        call(collection -> collection.insertOne(document));
    }

    /** Returns false if the document violates a unique index. */
    public boolean insertUnlessDuplicate(Document document) {
        return callUnlessDuplicate(collection -> collection.insertOne(document)).isPresent();
    }

    public Optional<Document> findFirst(Bson filter) {
        return find(collection -> collection.find(filter).first());
    }

    public <T> List<T> list(Function<MongoCollection<Document>, ? extends MongoIterable<Document>> query,
            Function<Document, T> read) {
        return call(collection -> query.apply(collection).map(read::apply).into(new ArrayList<>()));
    }

    /** Updates one document and returns the updated document. */
    public Optional<Document> update(Bson filter, Bson update) {
        return update(filter, update, new FindOneAndUpdateOptions());
    }

    /** Like {@link #update(Bson, Bson)}, with an order or a projection. */
    public Optional<Document> update(Bson filter, Bson update, FindOneAndUpdateOptions options) {
        options.returnDocument(ReturnDocument.AFTER);
        return find(collection -> collection.findOneAndUpdate(filter, update, options));
    }

    /** Updates or inserts one document and returns the result; empty if it violates a unique index. */
    public Optional<Document> upsert(Bson filter, Bson update) {
        FindOneAndUpdateOptions options = new FindOneAndUpdateOptions().upsert(true)
                .returnDocument(ReturnDocument.AFTER);
        return callUnlessDuplicate(collection -> collection.findOneAndUpdate(filter, update, options));
    }

    /**
     * Counts the matching documents by group.
     *
     * @param group the expression to group by
     * @param key reads the group from the {@code _id} of a result
     */
    public <K> Map<K, Integer> countBy(Bson match, Object group, Function<Document, K> key) {
        List<Bson> pipeline = List.of(Aggregates.match(match),
                Aggregates.group(group, Accumulators.sum("count", 1)));
        return call(collection -> {
            Map<K, Integer> counts = new HashMap<>();
            collection.aggregate(pipeline)
                    .forEach(row -> counts.put(key.apply(row), row.get("count", Number.class).intValue()));
            return counts;
        });
    }

    /** The timeout is the shorter of the configured one and the time until the {@link Deadline}. */
    private MongoCollection<Document> collection(MongoDatabase database) {
        MongoCollection<Document> standard = database.getCollection(name);
        MongoCollection<Document> configured = writeConcern.map(standard::withWriteConcern).orElse(standard);
        long millis = timeout.map(Duration::toMillis).orElseGet(() -> standard.getTimeout(TimeUnit.MILLISECONDS));
        Duration limit = millis == 0 ? NO_TIMEOUT : Duration.ofMillis(millis);
        return configured.withTimeout(Deadline.remaining(limit).toMillis(), TimeUnit.MILLISECONDS);
    }
}
