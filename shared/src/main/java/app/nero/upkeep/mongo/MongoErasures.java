package app.nero.upkeep.mongo;

import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.setOnInsert;

import app.nero.kernel.PhoneNumber;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoIds;
import app.nero.mongo.MongoRows;
import app.nero.mongo.Owner;
import app.nero.mongo.StoredCollection;
import app.nero.upkeep.Erasure;
import app.nero.upkeep.Erasures;
import com.mongodb.client.model.UpdateOptions;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

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
        Bson insert = combine(setOnInsert("phoneNumber", erasure.phoneNumber().value()),
                setOnInsert("requestedAt", Date.from(erasure.requestedAt())));
        erasures.callUnlessDuplicate(
                collection -> collection.updateOne(MongoIds.byId(erasure.userId()), insert,
                        new UpdateOptions().upsert(true)));
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
        return erasures.list(collection -> collection.find(lt("requestedAt", Date.from(time))), MongoErasures::read);
    }

    private static Erasure read(Document document) {
        return new Erasure(MongoIds.id(document, "_id"), new PhoneNumber(document.getString("phoneNumber")),
                document.getDate("requestedAt").toInstant());
    }
}
