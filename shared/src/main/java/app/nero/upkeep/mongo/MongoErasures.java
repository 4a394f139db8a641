package app.nero.upkeep.mongo;

import static com.mongodb.client.model.Filters.lt;

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

    private final MongoConnection connection;
    private final MongoRows erasures;

    public MongoErasures(MongoConnection connection) {
        this.connection = connection;
        this.erasures = connection.collection(COLLECTION);
    }

    static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).indexed("requestedAt");
    }

    @Override
    public void begin(Erasure erasure) {
        erasures.insertUnlessDuplicate(MongoIds.byId(erasure.userId())
                .append("phoneNumber", erasure.phoneNumber().value()).append("requestedAt", erasure.requestedAt()));
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
    public List<Erasure> listBegunBefore(Instant time) {
        return erasures.list(collection -> collection.find(lt("requestedAt", time)), MongoErasures::read);
    }

    private static Erasure read(Document document) {
        return new Erasure(MongoIds.id(document, "_id"), new PhoneNumber(document.getString("phoneNumber")),
                document.getDate("requestedAt").toInstant());
    }
}
