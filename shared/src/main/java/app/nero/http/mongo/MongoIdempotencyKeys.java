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
import app.nero.http.StoredResponse;
import app.nero.kernel.Id;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoIds;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Idempotency keys in the collection {@code idempotencyKeys}. */
public final class MongoIdempotencyKeys implements IdempotencyKeys {

    private static final String COLLECTION = "idempotencyKeys";
    private static final String ID = "_id";
    private static final String BODY_HASH = "bodyHash";
    private static final String STATE = "state";
    private static final String SUBJECT = "subject";
    /** The attempt that holds the claim. Rows of earlier versions of Nero have none. */
    private static final String HOLDER = "holder";
    private static final String ANSWER = "answer";
    /** Rows of earlier versions of Nero have none, and 201 is meant. */
    private static final String STATUS = "status";
    private static final String HEADERS = "headers";
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

    /** An export omits the stored response. It repeats what the export contains as the object that the request created. */
    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).expiring()
                .owned(owner -> and(gte(ID, owner.userId() + ":"), lt(ID, owner.userId() + AFTER_COLON)))
                .withholding(BODY_HASH, HOLDER, HELD_UNTIL, HEADERS, ANSWER);
    }

    /** One round trip if the key is new, the usual case. */
    @Override
    public Claim claim(IdempotencyKey key, String bodyHash, Id attempt, Instant now) {
        Document fresh = new Document(ID, id(key)).append(BODY_HASH, bodyHash).append(STATE, IN_FLIGHT)
                .append(SUBJECT, objectId(attempt)).append(HOLDER, objectId(attempt))
                .append(HELD_UNTIL, Date.from(now.plus(HOLD))).append(EXPIRES_AT, Date.from(now.plus(TTL)));
        while (true) {
            if (keys.insertUnlessDuplicate(fresh)) {
                return new Claim.Claimed(attempt);
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
            return Optional.of(new Claim.Answered(response(row)));
        }
        if (!expired && now.isBefore(row.getDate(HELD_UNTIL).toInstant())) {
            return Optional.of(new Claim.InFlight());
        }
        Bson unchanged = and(eq(ID, row.getString(ID)), eq(HOLDER, row.getObjectId(HOLDER)),
                eq(STATE, row.getString(STATE)), eq(EXPIRES_AT, row.getDate(EXPIRES_AT)));
        Bson held = combine(set(HOLDER, fresh.getObjectId(HOLDER)), set(HELD_UNTIL, fresh.getDate(HELD_UNTIL)));
        boolean claimed = keys
                .call(rows -> expired ? rows.replaceOne(unchanged, fresh) : rows.updateOne(unchanged, held))
                .getMatchedCount() == 1;
        return claimed ? Optional.of(new Claim.Claimed(MongoIds.id(expired ? fresh : row, SUBJECT))) : Optional.empty();
    }

    private static StoredResponse response(Document row) {
        Map<String, String> headers = new TreeMap<>();
        row.get(HEADERS, new Document()).forEach((name, value) -> headers.put(name, (String) value));
        return new StoredResponse(row.getInteger(STATUS, 201), headers, row.getString(ANSWER));
    }

    @Override
    public void complete(IdempotencyKey key, Id attempt, StoredResponse response) {
        Bson done = combine(set(STATE, DONE), set(STATUS, response.status()),
                set(HEADERS, new Document(Map.copyOf(response.headers()))), set(ANSWER, response.data()));
        keys.call(rows -> rows.updateOne(held(key, attempt), done));
    }

    @Override
    public void release(IdempotencyKey key, Id attempt, Instant now) {
        keys.call(rows -> rows.updateOne(held(key, attempt), set(HELD_UNTIL, Date.from(now))));
    }

    private static Bson held(IdempotencyKey key, Id attempt) {
        return and(eq(ID, id(key)), eq(HOLDER, objectId(attempt)), eq(STATE, IN_FLIGHT));
    }

    /** Starts with the user's id, so that an erasure finds the user's keys with a range query. */
    private static String id(IdempotencyKey key) {
        return key.userId() + ":" + key.route() + ":" + key.text();
    }
}
