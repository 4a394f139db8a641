package app.nero.upkeep.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.setOnInsert;

import app.nero.character.mongo.MongoCharacters;
import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.upkeep.Erasure;
import app.nero.upkeep.Erasures;
import com.mongodb.client.model.UpdateOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** Erasures in the collection {@code erasures}, and the collections that hold what is to be erased. */
public final class MongoErasures implements Erasures {

    /** All that names its owner in {@code userId}, but for what the sweep of pictures must still see. */
    private static final List<String> OWNED = List.of("sessions", "favoriteTemplates", "generatedImages",
            "starsLedger");

    /** The character after the colon that ends the owner's part of an idempotency key's id. */
    private static final String AFTER_COLON = ";";

    private final MongoConnection connection;
    private final MongoRows erasures;
    private final MongoCharacters characters;

    public MongoErasures(MongoConnection connection) {
        this.connection = connection;
        this.erasures = connection.collection("erasures");
        this.characters = new MongoCharacters(connection);
    }

    @Override
    public void begin(Erasure erasure) {
        Bson insert = combine(setOnInsert("phoneNumber", erasure.phoneNumber().value()),
                setOnInsert("requestedAt", Date.from(erasure.requestedAt())));
        MongoConnection.callUnlessDuplicate(erasures,
                it -> it.updateOne(eq("_id", id(erasure)), insert, new UpdateOptions().upsert(true)));
    }

    @Override
    public void eraseData(Erasure erasure) {
        delete("users", eq("_id", id(erasure)));
        OWNED.forEach(collection -> delete(collection, eq("userId", id(erasure))));
        characters.removeAllOf(erasure.userId(), erasure.requestedAt());
        delete("verificationCodes", and(eq("phoneNumber", erasure.phoneNumber().value()),
                lte("createdAt", Date.from(erasure.requestedAt()))));
        String owner = erasure.userId().value();
        delete("idempotencyKeys", and(gte("_id", owner + ":"), lt("_id", owner + AFTER_COLON)));
    }

    @Override
    public void end(Erasure erasure) {
        delete("erasures", eq("_id", id(erasure)));
    }

    @Override
    public List<Erasure> listBegunBefore(Instant moment) {
        return MongoConnection.call(erasures, it -> it.find(lt("requestedAt", Date.from(moment)))
                .map(document -> new Erasure(new Id(document.getObjectId("_id").toHexString()),
                        new PhoneNumber(document.getString("phoneNumber")),
                        document.getDate("requestedAt").toInstant()))
                .into(new ArrayList<>()));
    }

    private void delete(String collection, Bson filter) {
        MongoConnection.call(connection.collection(collection), it -> it.deleteMany(filter));
    }

    private static ObjectId id(Erasure erasure) {
        return new ObjectId(erasure.userId().value());
    }
}
