package app.nero.stars.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Sorts.descending;

import app.nero.kernel.Id;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.stars.StarsEntry;
import app.nero.stars.StarsLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;

/** The stars ledger in the collection {@code starsLedger}; its unique indexes decide who is first. */
public final class MongoStarsLedger implements StarsLedger {

    private final MongoRows entries;

    public MongoStarsLedger(MongoConnection connection) {
        entries = connection.collection("starsLedger");
    }

    @Override
    public boolean append(StarsEntry entry) {
        Document document = new Document("_id", new ObjectId(entry.id().value())) //
                .append("userId", new ObjectId(entry.userId().value())) //
                .append("number", entry.number()) //
                .append("amount", entry.amount()) //
                .append("balance", entry.balance()) //
                .append("reason", entry.reason()) //
                .append("ref", entry.ref()) //
                .append("createdAt", Date.from(entry.createdAt()));
        return MongoConnection.callUnlessDuplicate(entries, it -> it.insertOne(document)).isPresent();
    }

    @Override
    public Optional<StarsEntry> findLast(Id userId) {
        Optional<Document> found = MongoConnection.find(entries,
                it -> it.find(eq("userId", new ObjectId(userId.value()))).sort(descending("number")).first());
        return found.map(MongoStarsLedger::read);
    }

    @Override
    public Optional<StarsEntry> find(Id userId, String ref) {
        Optional<Document> found = MongoConnection.find(entries,
                it -> it.find(and(eq("userId", new ObjectId(userId.value())), eq("ref", ref))).first());
        return found.map(MongoStarsLedger::read);
    }

    @Override
    public List<StarsEntry> listSince(Instant moment) {
        return MongoConnection.call(entries, it -> it.find(gte("createdAt", Date.from(moment)))
                .map(MongoStarsLedger::read).into(new ArrayList<>()));
    }

    private static StarsEntry read(Document document) {
        return new StarsEntry(new Id(document.getObjectId("_id").toHexString()),
                new Id(document.getObjectId("userId").toHexString()), document.getInteger("number"),
                document.getInteger("amount"), document.getInteger("balance"), document.getString("reason"),
                document.getString("ref"), document.getDate("createdAt").toInstant());
    }
}
