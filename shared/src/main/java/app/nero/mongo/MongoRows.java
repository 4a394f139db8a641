package app.nero.mongo;

import app.nero.kernel.Deadline;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
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
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A collection, accessed through the client that is open at the time of the call. All calls throw
 * {@link UnavailableException} if the database fails or does not answer in time.
 *
 * @param limit time limit of one call; by default the connection's
 * @param concern write concern; by default the connection's
 */
public record MongoRows(Supplier<MongoDatabase> database, String name, Optional<Duration> limit,
        Optional<WriteConcern> concern) {

    /** Replaces a URI's {@code timeoutMS=0}: calls then wait as long as their request may. */
    private static final Duration NO_LIMIT = Duration.ofHours(1);

    public MongoRows within(Duration other) {
        return new MongoRows(database, name, Optional.of(other), concern);
    }

    public MongoRows written(WriteConcern other) {
        return new MongoRows(database, name, limit, Optional.of(other));
    }

    /** Runs one call of the driver. */
    public <T> T call(Function<MongoCollection<Document>, T> operation) {
        try {
            return operation.apply(collection());
        } catch (MongoException e) {
            throw new UnavailableException(Service.DATABASE, e);
        }
    }

    /** Runs a call that returns null if it finds nothing. */
    public <T> Optional<T> find(Function<MongoCollection<Document>, T> operation) {
        return call(it -> Optional.ofNullable(operation.apply(it)));
    }

    /** Runs a write; empty if a unique index refuses it. */
    public <T> Optional<T> callUnlessDuplicate(Function<MongoCollection<Document>, T> operation) {
        return call(it -> {
            try {
                return Optional.of(operation.apply(it));
            } catch (MongoServerException e) {
                if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    public void insert(Document document) {
        call(it -> it.insertOne(document));
    }

    /** Returns false if a unique index refuses the document. */
    public boolean insertUnlessDuplicate(Document document) {
        return callUnlessDuplicate(it -> it.insertOne(document)).isPresent();
    }

    public Optional<Document> findFirst(Bson filter) {
        return find(it -> it.find(filter).first());
    }

    public <T> List<T> list(Function<MongoCollection<Document>, ? extends MongoIterable<Document>> query,
            Function<Document, T> read) {
        return call(it -> query.apply(it).map(read::apply).into(new ArrayList<>()));
    }

    /** Updates one document and returns it as it is afterwards. */
    public Optional<Document> update(Bson filter, Bson update) {
        FindOneAndUpdateOptions options = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
        return find(it -> it.findOneAndUpdate(filter, update, options));
    }

    /** Updates one document, or inserts it, and returns it as it is afterwards; empty if a unique index refuses it. */
    public Optional<Document> upsert(Bson filter, Bson update) {
        FindOneAndUpdateOptions options = new FindOneAndUpdateOptions().upsert(true)
                .returnDocument(ReturnDocument.AFTER);
        return callUnlessDuplicate(it -> it.findOneAndUpdate(filter, update, options));
    }

    /**
     * Counts the documents that match, by groups.
     *
     * @param group the expression to group by
     * @param key reads the group from a row's {@code _id}
     */
    public <K> Map<K, Integer> countBy(Bson match, Object group, Function<Document, K> key) {
        List<Bson> pipeline = List.of(Aggregates.match(match),
                Aggregates.group(group, Accumulators.sum("count", 1)));
        return call(it -> {
            Map<K, Integer> counts = new HashMap<>();
            it.aggregate(pipeline)
                    .forEach(row -> counts.put(key.apply(row), row.get("count", Number.class).intValue()));
            return counts;
        });
    }

    /** With the request's remaining time as its limit, if that is shorter. */
    private MongoCollection<Document> collection() {
        MongoCollection<Document> standard = database.get().getCollection(name);
        MongoCollection<Document> written = concern.map(standard::withWriteConcern).orElse(standard);
        long millis = limit.map(Duration::toMillis).orElseGet(() -> standard.getTimeout(TimeUnit.MILLISECONDS));
        Duration most = millis == 0 ? NO_LIMIT : Duration.ofMillis(millis);
        return written.withTimeout(Deadline.left(most).toMillis(), TimeUnit.MILLISECONDS);
    }
}
