package app.nero.infrastructure.mongo;

import static com.mongodb.client.model.Filters.eq;

import app.nero.domain.Id;
import app.nero.domain.session.Session;
import app.nero.domain.session.Sessions;
import com.mongodb.client.MongoCollection;
import java.util.Date;
import org.bson.Document;
import org.bson.types.ObjectId;

/** Sessions in the collection {@code sessions}. */
public final class MongoSessions implements Sessions {

    private final MongoCollection<Document> sessions;

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
    public void remove(Id id) {
        MongoConnection.call(sessions, it -> it.deleteOne(eq("_id", new ObjectId(id.value()))));
    }
}
