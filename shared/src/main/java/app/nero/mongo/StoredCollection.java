package app.nero.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;
import static com.mongodb.client.model.Projections.exclude;

import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Sorts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The declaration of a collection by its adapter: its indexes, which documents belong to a user, and how
 * documents of earlier versions are upgraded. Adapters create it in a
 * static method, not in a field, so that requests do not load the driver's index classes.
 *
 * @param owned the filter for a user's documents, which an erasure deletes and an export contains; empty if there are none
 * @param eraser replaces the deletion of the user's documents
 * @param withheld fields that an export omits
 * @param upgrade adds fields to documents of earlier versions
 */
public record StoredCollection(String name, List<IndexModel> indexes, Optional<Function<Owner, Bson>> owned,
        Optional<BiConsumer<MongoRows, Owner>> eraser, List<String> withheld, Optional<Consumer<MongoRows>> upgrade) {

    /** The time limit for building the indexes of a large collection. */
    private static final Duration INDEX_TIMEOUT = Duration.ofHours(1);

    /** The time limit for reading all documents of one collection that fit into a page. */
    private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(5);

    /** Documents per batch, so that a few megabytes at most are in memory. */
    private static final int EXPORT_BATCH = 1_000;

    public static StoredCollection named(String name) {
        return new StoredCollection(name, List.of(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    public StoredCollection unique(String... fields) {
        return indexed(new IndexModel(ascending(fields), new IndexOptions().unique(true)));
    }

    public StoredCollection uniqueIfSet(String field) {
        return indexed(new IndexModel(ascending(field), new IndexOptions().unique(true).sparse(true)));
    }

    public StoredCollection indexedIfSet(String field) {
        return indexed(new IndexModel(ascending(field), new IndexOptions().sparse(true)));
    }

    public StoredCollection indexed(String... fields) {
        return indexed(new IndexModel(ascending(fields)));
    }

    /** An index for listing the documents that share a value, in descending order. */
    public StoredCollection listedBy(String field, String... order) {
        return indexed(new IndexModel(compoundIndex(ascending(field), descending(order))));
    }

    /** MongoDB deletes each document once its {@code expiresAt} has passed. */
    public StoredCollection expiring() {
        return indexed(new IndexModel(ascending("expiresAt"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS)));
    }

    public StoredCollection indexed(IndexModel... more) {
        return new StoredCollection(name, Stream.concat(indexes.stream(), Stream.of(more)).toList(), owned, eraser,
                withheld, upgrade);
    }

    /** @param field the field with the id of the owner */
    public StoredCollection ownedBy(String field) {
        return owned(owner -> eq(field, MongoIds.objectId(owner.userId())));
    }

    public StoredCollection owned(Function<Owner, Bson> filter) {
        return new StoredCollection(name, indexes, Optional.of(filter), eraser, withheld, upgrade);
    }

    public StoredCollection erasedBy(BiConsumer<MongoRows, Owner> other) {
        return new StoredCollection(name, indexes, owned, Optional.of(other), withheld, upgrade);
    }

    /** An export contains the user's documents, but an erasure leaves them alone. */
    public StoredCollection notErased() {
        return erasedBy((_, _) -> {});
    }

    /** @param fields that only Nero needs, or that are secret or about others */
    public StoredCollection withholding(String... fields) {
        return new StoredCollection(name, indexes, owned, eraser, List.of(fields), upgrade);
    }

    /** @param other must be idempotent, and may run while functions of the earlier version still write */
    public StoredCollection upgradedBy(Consumer<MongoRows> other) {
        return new StoredCollection(name, indexes, owned, eraser, withheld, Optional.of(other));
    }

    /** Creates the indexes that are missing, then upgrades documents of earlier versions. */
    public void createIndexes(MongoConnection connection) {
        MongoRows rows = connection.collection(name).withTimeout(INDEX_TIMEOUT);
        if (!indexes.isEmpty()) {
            rows.call(collection -> collection.createIndexes(indexes));
        }
        upgrade.ifPresent(it -> it.accept(rows));
    }

    /** Erases the user's documents. Idempotent. */
    public void erase(MongoConnection connection, Owner owner) {
        MongoRows rows = connection.collection(name);
        owned.ifPresent(
                filter -> eraser.orElse((_, _) -> rows.call(collection -> collection.deleteMany(filter.apply(owner))))
                        .accept(rows, owner));
    }

    /**
     * Reads the user's documents in the order of their ids, without the withheld fields.
     *
     * @param after starts after the document with this id; it does not need to exist any more
     * @param accept takes a document, or returns false to stop before it
     * @return whether all documents were accepted
     */
    public boolean export(MongoConnection connection, Owner owner, Optional<?> after, Predicate<Document> accept) {
        Bson own = owned.orElseThrow().apply(owner);
        Bson rest = after.map(id -> and(own, gt("_id", id))).orElse(own);
        return connection.collection(name).withTimeout(EXPORT_TIMEOUT).call(collection -> {
            try (MongoCursor<Document> found = collection.find(rest).projection(exclude(withheld))
                    .sort(Sorts.ascending("_id")).batchSize(EXPORT_BATCH).iterator()) {
                while (found.hasNext()) {
                    if (!accept.test(found.next())) {
                        return false;
                    }
                }
                return true;
            }
        });
    }
}
