package app.nero.http.mongo;

import static app.nero.mongo.MongoIds.objectId;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import app.nero.http.IdempotencyKey;
import app.nero.http.IdempotencyKeys;
import app.nero.kernel.Id;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoIds;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Idempotency keys in the collection {@code idempotencyKeys}. */
public final class MongoIdempotencyKeys implements IdempotencyKeys {

    private static final String COLLECTION = "idempotencyKeys";
    private static final String ID = "_id";
    private static final String BODY_HASH = "bodyHash";
    private static final String STATE = "state";
    private static final String SUBJECT = "subject";
    private static final String ANSWER = "answer";
    private static final String HELD_UNTIL = "heldUntil";
    private static final String EXPIRES_AT = "expiresAt";

    /** The character after the colon in ASCII, for the upper bound of a range over a user's ids. */
    private static final String AFTER_COLON = ";";

    private static final String IN_FLIGHT = "inFlight";
    private static final String DONE = "done";

    private final MongoRows keys;

    public MongoIdempotencyKeys(MongoConnection connection) {
        keys = connection.collection(COLLECTION);
    }

    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).expiring()
                .owned(owner -> and(gte(ID, owner.userId() + ":"), lt(ID, owner.userId() + AFTER_COLON)));
    }

    /** One round trip if the key is new, the usual case. */
    @Override
    public Claim claim(IdempotencyKey key, String bodyHash, Id subject, Instant now) {
        Document fresh = new Document(ID, id(key)).append(BODY_HASH, bodyHash).append(STATE, IN_FLIGHT)
                .append(SUBJECT, objectId(subject))
                .append(HELD_UNTIL, Date.from(now.plus(HOLD))).append(EXPIRES_AT, Date.from(now.plus(TTL)));
        while (true) {
            if (keys.insertUnlessDuplicate(fresh)) {
                return new Claim.Claimed(Optional.empty());
            }
            Optional<Document> row = keys.findFirst(eq(ID, id(key)));
            Optional<Claim> claim = row.flatMap(existing -> claim(existing, fresh, now));
            if (claim.isPresent()) {
                return claim.get();
            }
            // The row was changed or deleted between two of these calls.
        }
    }

    private Optional<Claim> claim(Document row, Document fresh, Instant now) {
        boolean expired = !now.isBefore(row.getDate(EXPIRES_AT).toInstant());
        if (!expired && !row.getString(BODY_HASH).equals(fresh.getString(BODY_HASH))) {
            return Optional.of(new Claim.OtherBody());
        }
        if (!expired && row.getString(STATE).equals(DONE)) {
            return Optional.of(new Claim.Answered(row.getString(ANSWER)));
        }
        if (!expired && now.isBefore(row.getDate(HELD_UNTIL).toInstant())) {
            return Optional.of(new Claim.InFlight());
        }
        Bson unchanged = and(eq(ID, row.getString(ID)), eq(SUBJECT, row.getObjectId(SUBJECT)));
        boolean claimed = keys.call(rows -> rows.replaceOne(unchanged, fresh).getMatchedCount() == 1);
        Optional<Id> earlier = expired ? Optional.empty() : Optional.of(MongoIds.id(row, SUBJECT));
        return claimed ? Optional.of(new Claim.Claimed(earlier)) : Optional.empty();
    }

    @Override
    public void complete(IdempotencyKey key, Id subject, String answer) {
        keys.call(rows -> rows.updateOne(held(key, subject), combine(set(STATE, DONE), set(ANSWER, answer))));
    }

    @Override
    public void release(IdempotencyKey key, Id subject, Instant now) {
        keys.call(rows -> rows.updateOne(held(key, subject), set(HELD_UNTIL, Date.from(now))));
    }

    private static Bson held(IdempotencyKey key, Id subject) {
        return and(eq(ID, id(key)), eq(SUBJECT, objectId(subject)), eq(STATE, IN_FLIGHT));
    }

    /** Starts with the user's id, so that an erasure finds the user's keys with a range query. */
    private static String id(IdempotencyKey key) {
        return key.userId() + ":" + key.route() + ":" + key.text();
    }
}
