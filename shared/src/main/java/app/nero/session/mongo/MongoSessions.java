package app.nero.session.mongo;

import static app.nero.mongo.MongoIds.byId;
import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import app.nero.kernel.Id;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import app.nero.session.Session;
import app.nero.session.Session.Rotation;
import app.nero.session.Sessions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Sessions in the collection {@code sessions}: one document per session, updated when its token is replaced. */
public final class MongoSessions implements Sessions {

    private static final String COLLECTION = "sessions";

    private final MongoRows sessions;

    public MongoSessions(MongoConnection connection) {
        sessions = connection.collection(COLLECTION);
    }

    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).unique("tokenHash").unique("familyId").indexed("userId").expiring()
                .ownedBy("userId").withholding("tokenHash", "previousHash", "successor", "familyId");
    }

    @Override
    public void add(Session session) {
        sessions.insert(new Document("_id", objectId(session.id()))
                .append("userId", objectId(session.userId()))
                .append("familyId", session.familyId())
                .append("tokenHash", session.tokenHash())
                .append("userAgent", session.userAgent())
                .append("createdAt", session.createdAt())
                .append("lastUsedAt", session.lastUsedAt())
                .append("expiresAt", session.expiresAt()));
    }

    @Override
    public Optional<Session> find(Id userId, Id id, Instant now, Instant createdAfter) {
        return sessions.findFirst(and(own(userId, id), active(now, createdAfter))).map(MongoSessions::read);
    }

    @Override
    public Optional<Session> findByFamily(String familyId) {
        return sessions.findFirst(eq("familyId", familyId)).map(MongoSessions::read);
    }

    @Override
    public Optional<Session> rotate(Rotation rotation, String tokenHash, Instant createdAfter, Instant expiresAt) {
        Instant now = rotation.rotatedAt();
        Bson current = and(eq("tokenHash", rotation.previousHash()), active(rotation.rotatedAt(), createdAfter));
        Bson replace = combine(set("tokenHash", tokenHash), set("previousHash", rotation.previousHash()),
                set("successor", rotation.successor()), set("rotatedAt", now), set("lastUsedAt", now),
                set("expiresAt", expiresAt));
        return sessions.update(current, replace).map(MongoSessions::read);
    }

    @Override
    public List<Session> list(Id userId, Instant now, Instant createdAfter) {
        Bson active = and(eq("userId", objectId(userId)), active(now, createdAfter));
        return sessions.list(collection -> collection.find(active).sort(descending("lastUsedAt", "_id")),
                MongoSessions::read);
    }

    @Override
    public boolean remove(Id userId, Id id) {
        return sessions.call(collection -> collection.deleteOne(own(userId, id)).getDeletedCount() == 1);
    }

    @Override
    public void removeAll(Id userId) {
        sessions.call(collection -> collection.deleteMany(eq("userId", objectId(userId))));
    }

    @Override
    public void keepLastUsed(Id userId, int count) {
        Bson own = eq("userId", objectId(userId));
        List<Session> rest = sessions.list(
                collection -> collection.find(own).sort(descending("lastUsedAt", "_id")).skip(count),
                MongoSessions::read);
        for (Session session : rest) {
            // Only if it has not been used since it was listed.
            sessions.call(
                    collection -> collection
                            .deleteOne(and(byId(session.id()), eq("lastUsedAt", session.lastUsedAt()))));
        }
    }

    private static Bson own(Id userId, Id id) {
        return and(byId(id), eq("userId", objectId(userId)));
    }

    private static Bson active(Instant now, Instant createdAfter) {
        return and(gt("expiresAt", now), gt("createdAt", createdAfter));
    }

    private static Session read(Document document) {
        Optional<Rotation> rotation = Optional.ofNullable(document.getString("previousHash"))
                .map(previousHash -> new Rotation(previousHash, document.getString("successor"),
                        document.getDate("rotatedAt").toInstant()));
        return new Session(id(document, "_id"), id(document, "userId"), document.getString("familyId"),
                document.getString("tokenHash"), rotation, document.getString("userAgent"),
                document.getDate("createdAt").toInstant(), document.getDate("lastUsedAt").toInstant(),
                document.getDate("expiresAt").toInstant());
    }
}
