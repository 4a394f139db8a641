package app.nero.upkeep.mongo;

import static app.nero.mongo.MongoIds.objectId;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import app.nero.kernel.Id;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoIds;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import app.nero.upkeep.Checkpoints;
import org.bson.conversions.Bson;

/** Checkpoints in the collection {@code checkpoints}, one document per job, whose name is the {@code _id}. */
public final class MongoCheckpoints implements Checkpoints {

    private static final String COLLECTION = "checkpoints";

    private final MongoRows checkpoints;

    public MongoCheckpoints(MongoConnection connection) {
        checkpoints = connection.collection(COLLECTION);
    }

    static StoredCollection collection() {
        return StoredCollection.named(COLLECTION);
    }

    @Override
    public Id find(String job) {
        return checkpoints.findFirst(eq("_id", job)).map(document -> MongoIds.id(document, "position"))
                .orElse(Id.NOBODY);
    }

    /** The upsert can collide only with the first save of the job. The document exists then, so an update follows. */
    @Override
    public void save(String job, Id position) {
        Bson byJob = eq("_id", job);
        Bson moved = set("position", objectId(position));
        checkpoints.upsert(byJob, moved).or(() -> checkpoints.update(byJob, moved));
    }
}
