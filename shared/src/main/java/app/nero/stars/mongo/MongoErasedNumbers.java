package app.nero.stars.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.max;

import app.nero.kernel.PhoneNumber;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import app.nero.stars.ErasedNumbers;
import app.nero.stars.NumberHashing;
import com.mongodb.client.model.UpdateOptions;
import java.time.Instant;
import java.util.Date;

/** Numbers in the collection {@code erasedNumbers}, with their hash as {@code _id}. */
public final class MongoErasedNumbers implements ErasedNumbers {

    private static final String COLLECTION = "erasedNumbers";
    private static final String EXPIRES_AT = "expiresAt";

    private final MongoRows numbers;
    private final NumberHashing hashing;

    public MongoErasedNumbers(MongoConnection connection, NumberHashing hashing) {
        this.numbers = connection.collection(COLLECTION);
        this.hashing = hashing;
    }

    /** Not owned by a user: it outlives the account, and holds nothing but a keyed hash. */
    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).expiring();
    }

    @Override
    public void add(PhoneNumber number, Instant expiresAt) {
        numbers.call(collection -> collection.updateOne(eq("_id", hashing.hash(number)),
                max(EXPIRES_AT, Date.from(expiresAt)), new UpdateOptions().upsert(true)));
    }

    /** MongoDB deletes expired documents up to a minute late. */
    @Override
    public boolean contains(PhoneNumber number, Instant now) {
        return numbers.findFirst(and(in("_id", hashing.hashes(number)), gt(EXPIRES_AT, Date.from(now)))).isPresent();
    }
}
