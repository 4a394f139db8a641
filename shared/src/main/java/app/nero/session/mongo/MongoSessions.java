package app.nero.session.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import app.nero.kernel.Id;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.session.Session;
import app.nero.session.Session.Rotation;
import app.nero.session.Sessions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** Sessions in the collection {@code sessions}: one document a session, whose token is replaced in place. */
public final class MongoSessions implements Sessions {

    private final MongoRows sessions;

    public MongoSessions(MongoConnection connection) {
        sessions = connection.collection("sessions");
    }

    @Override
    public void add(Session session) {
        Document document = new Document("_id", new ObjectId(session.id().value())) //
                .append("userId", new ObjectId(session.userId().value())) //
                .append("familyId", session.familyId()) //
                .append("tokenHash", session.tokenHash()) //
                .append("userAgent", session.userAgent()) //
                .append("createdAt", Date.from(session.createdAt())) //
                .append("lastUsedAt", Date.from(session.lastUsedAt())) //
                .append("expiresAt", Date.from(session.expiresAt()));
        MongoConnection.call(sessions, it -> it.insertOne(document));
    }

    @Override
    public Optional<Session> find(Id userId, Id id, Instant now, Instant createdAfter) {
        return findOne(and(own(userId, id), alive(now, createdAfter)));
    }

    @Override
    public Optional<Session> findByFamily(String familyId) {
        return findOne(eq("familyId", familyId));
    }

    @Override
    public Optional<Session> rotate(Rotation rotation, String tokenHash, Instant createdAfter, Instant expiresAt) {
        Date now = Date.from(rotation.rotatedAt());
        Bson current = and(eq("tokenHash", rotation.previousHash()), alive(rotation.rotatedAt(), createdAfter));
        Bson replace = combine(set("tokenHash", tokenHash), set("previousHash", rotation.previousHash()),
                set("successor", rotation.successor()), set("rotatedAt", now), set("lastUsedAt", now),
                set("expiresAt", Date.from(expiresAt)));
        FindOneAndUpdateOptions options = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
        Optional<Document> rotated = MongoConnection.find(sessions,
                it -> it.findOneAndUpdate(current, replace, options));
        return rotated.map(MongoSessions::read);
    }

    @Override
    public List<Session> list(Id userId, Instant now, Instant createdAfter) {
        Bson alive = and(eq("userId", new ObjectId(userId.value())), alive(now, createdAfter));
        return MongoConnection.call(sessions, it -> it.find(alive).sort(descending("lastUsedAt", "_id"))
                .map(MongoSessions::read).into(new ArrayList<>()));
    }

    @Override
    public boolean remove(Id userId, Id id) {
        return MongoConnection.call(sessions, it -> it.deleteOne(own(userId, id)).getDeletedCount() == 1);
    }

    @Override
    public void removeAll(Id userId) {
        MongoConnection.call(sessions, it -> it.deleteMany(eq("userId", new ObjectId(userId.value()))));
    }

    @Override
    public void keepLastUsed(Id userId, int count) {
        Bson own = eq("userId", new ObjectId(userId.value()));
        List<Session> rest = MongoConnection.call(sessions, it -> it.find(own)
                .sort(descending("lastUsedAt", "_id")).skip(count).map(MongoSessions::read).into(new ArrayList<>()));
        for (Session session : rest) {
            // Unless it was used in between.
            MongoConnection.call(sessions, it -> it.deleteOne(and(eq("_id", new ObjectId(session.id().value())),
                    eq("lastUsedAt", Date.from(session.lastUsedAt())))));
        }
    }

    private static Bson own(Id userId, Id id) {
        return and(eq("_id", new ObjectId(id.value())), eq("userId", new ObjectId(userId.value())));
    }

    private static Bson alive(Instant now, Instant createdAfter) {
        return and(gt("expiresAt", Date.from(now)), gt("createdAt", Date.from(createdAfter)));
    }

    private Optional<Session> findOne(Bson filter) {
        Optional<Document> found = MongoConnection.find(sessions, it -> it.find(filter).first());
        return found.map(MongoSessions::read);
    }

    private static Session read(Document document) {
        Optional<Rotation> rotation = Optional.ofNullable(document.getString("previousHash"))
                .map(previousHash -> new Rotation(previousHash, document.getString("successor"),
                        document.getDate("rotatedAt").toInstant()));
        return new Session(new Id(document.getObjectId("_id").toHexString()),
                new Id(document.getObjectId("userId").toHexString()), document.getString("familyId"),
                document.getString("tokenHash"), rotation, document.getString("userAgent"),
                document.getDate("createdAt").toInstant(), document.getDate("lastUsedAt").toInstant(),
                document.getDate("expiresAt").toInstant());
    }
}
