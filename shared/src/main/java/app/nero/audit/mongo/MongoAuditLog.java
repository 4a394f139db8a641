package app.nero.audit.mongo;

import static app.nero.mongo.MongoIds.objectId;

import app.nero.audit.AuditEntry;
import app.nero.audit.AuditLog;
import app.nero.kernel.Id;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoIds;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import java.util.TreeMap;
import org.bson.Document;

/** The audit log in the collection {@code auditLog}. */
public final class MongoAuditLog implements AuditLog {

    private static final String COLLECTION = "auditLog";

    private final MongoRows entries;

    public MongoAuditLog(MongoConnection connection) {
        entries = connection.collection(COLLECTION);
    }

    /** Erasing an account keeps its entries, which show what admins did to it. An export does not tell which admin. */
    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).indexed("target").indexed("createdAt").ownedBy("target").notErased()
                .withholding("actor");
    }

    @Override
    public void append(AuditEntry entry) {
        entries.insert(new Document("_id", objectId(entry.id()))
                .append("actor", entry.actor())
                .append("action", entry.action())
                .append("target", target(entry.target()))
                .append("before", new Document(new TreeMap<>(entry.before())))
                .append("after", new Document(new TreeMap<>(entry.after())))
                .append("createdAt", entry.createdAt()));
    }

    /** An id of the database is stored as such, so that an erasure and an export can find a user's entries. */
    private static Object target(String text) {
        return Id.parse(text).<Object>map(MongoIds::objectId).orElse(text);
    }
}
