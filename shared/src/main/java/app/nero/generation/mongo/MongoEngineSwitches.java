package app.nero.generation.mongo;

import static com.mongodb.client.model.Filters.eq;

import app.nero.generation.EngineSwitches;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import java.util.Set;
import org.bson.Document;

/** Switches in the collection {@code enginesOff}, with a document for each engine that is off, and its id as {@code _id}. */
public final class MongoEngineSwitches implements EngineSwitches {

    private static final String COLLECTION = "enginesOff";

    private final MongoRows rows;

    public MongoEngineSwitches(MongoConnection connection) {
        rows = connection.collection(COLLECTION);
    }

    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION);
    }

    @Override
    public Set<String> off() {
        return Set.copyOf(rows.list(collection -> collection.find(), row -> row.getString("_id")));
    }

    @Override
    public void set(String engineId, boolean enabled) {
        if (enabled) {
            rows.call(collection -> collection.deleteOne(eq("_id", engineId)));
        } else {
            rows.insertUnlessDuplicate(new Document("_id", engineId));
        }
    }
}
