package app.nero.upkeep.mongo;

import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.set;

import app.nero.kernel.PhoneNumber;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoIds;
import app.nero.mongo.MongoRows;
import app.nero.mongo.Owner;
import app.nero.mongo.StoredCollection;
import app.nero.upkeep.Erasure;
import app.nero.upkeep.Erasures;
import java.time.Instant;
import java.util.List;
import org.bson.Document;

/** Erasures in the collection {@code erasures}. */
public final class MongoErasures implements Erasures {

    private static final String COLLECTION = "erasures";
    private static final String SWEEP_AT = "sweepAt";

    private final MongoConnection connection;
    private final MongoRows erasures;

    public MongoErasures(MongoConnection connection) {
        this.connection = connection;
        this.erasures = connection.collection(COLLECTION);
    }

    static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).indexed(SWEEP_AT);
    }

    @Override
    public void begin(Erasure erasure) {
        erasures.insertUnlessDuplicate(MongoIds.byId(erasure.userId())
                .append("phoneNumber", erasure.phoneNumber().value()).append("requestedAt", erasure.requestedAt())
                .append(SWEEP_AT, erasure.requestedAt()));
    }

    @Override
    public void eraseData(Erasure erasure) {
        Owner owner = new Owner(erasure.userId(), erasure.phoneNumber(), erasure.requestedAt());
        MongoCollections.all().forEach(collection -> collection.erase(connection, owner));
    }

    @Override
    public void end(Erasure erasure) {
        erasures.call(collection -> collection.deleteOne(MongoIds.byId(erasure.userId())));
    }

    @Override
    public List<Erasure> listDue(Instant time, int max) {
        return erasures.list(collection -> collection.find(lt(SWEEP_AT, time)).sort(ascending(SWEEP_AT)).limit(max),
                MongoErasures::read);
    }

    @Override
    public void postpone(Erasure erasure, Instant sweepAt) {
        erasures.call(collection -> collection.updateOne(MongoIds.byId(erasure.userId()), set(SWEEP_AT, sweepAt)));
    }

    private static Erasure read(Document document) {
        return new Erasure(MongoIds.id(document, "_id"), new PhoneNumber(document.getString("phoneNumber")),
                document.getDate("requestedAt").toInstant());
    }
}
