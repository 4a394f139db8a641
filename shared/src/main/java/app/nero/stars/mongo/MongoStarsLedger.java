package app.nero.stars.mongo;

import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;

import app.nero.kernel.Id;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import app.nero.stars.StarsEntry;
import app.nero.stars.StarsKind;
import app.nero.stars.StarsLedger;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The ledger in the collection {@code starsLedger}. Unique indexes prevent two entries with one number or ref. */
public final class MongoStarsLedger implements StarsLedger {

    private static final String COLLECTION = "starsLedger";

    private final MongoRows entries;

    public MongoStarsLedger(MongoConnection connection) {
        entries = connection.collection(COLLECTION);
    }

    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).unique("userId", "number").unique("userId", "ref")
                .ownedBy("userId");
    }

    @Override
    public boolean append(StarsEntry entry) {
        return entries.insertUnlessDuplicate(new Document("_id", objectId(entry.id()))
                .append("userId", objectId(entry.userId()))
                .append("number", entry.number())
                .append("amount", entry.amount())
                .append("balance", entry.balance())
                .append("owedChange", entry.owedChange())
                .append("owed", entry.owed())
                .append("kind", entry.kind().text())
                .append("reason", entry.reason())
                .append("ref", entry.ref())
                .append("createdAt", entry.createdAt()));
    }

    @Override
    public Optional<StarsEntry> findLast(Id userId) {
        return entries
                .find(collection -> collection.find(eq("userId", objectId(userId))).sort(descending("number")).first())
                .map(MongoStarsLedger::read);
    }

    @Override
    public Optional<StarsEntry> find(Id userId, String ref) {
        return entries.findFirst(and(eq("userId", objectId(userId)), eq("ref", ref))).map(MongoStarsLedger::read);
    }

    @Override
    public List<StarsEntry> listAfter(Id id, int limit) {
        return entries.list(it -> it.find(gt("_id", objectId(id))).sort(ascending("_id")).limit(limit),
                MongoStarsLedger::read);
    }

    @Override
    public List<StarsEntry> list(Id userId, Optional<Integer> before, int limit) {
        Bson own = and(eq("userId", objectId(userId)), lt("number", before.orElse(Integer.MAX_VALUE)), ne("amount", 0));
        return entries.list(it -> it.find(own).sort(descending("number")).limit(limit), MongoStarsLedger::read);
    }

    private static StarsEntry read(Document document) {
        String reason = document.getString("reason");
        return new StarsEntry(id(document, "_id"), id(document, "userId"), document.getInteger("number"),
                document.getInteger("amount"), document.getInteger("balance"),
                document.getInteger("owedChange", 0), document.getInteger("owed", 0),
                StarsKind.of(Optional.ofNullable(document.getString("kind")), reason), reason,
                document.getString("ref"), document.getDate("createdAt").toInstant());
    }
}
