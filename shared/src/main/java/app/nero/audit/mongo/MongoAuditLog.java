package app.nero.audit.mongo;

import app.nero.audit.AuditEntry;
import app.nero.audit.AuditLog;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.types.ObjectId;

/** The audit log in the collection {@code auditLog}. */
public final class MongoAuditLog implements AuditLog {

    private final MongoRows entries;

    public MongoAuditLog(MongoConnection connection) {
        entries = connection.collection("auditLog");
    }

    @Override
    public void append(AuditEntry entry) {
        Document document = new Document("_id", new ObjectId(entry.id().value())) //
                .append("actor", entry.actor()) //
                .append("action", entry.action()) //
                .append("target", new ObjectId(entry.target().value())) //
                .append("before", sorted(entry.before())) //
                .append("after", sorted(entry.after())) //
                .append("createdAt", Date.from(entry.createdAt()));
        MongoConnection.call(entries, it -> it.insertOne(document));
    }

    private static Document sorted(Map<String, String> fields) {
        return new Document(new TreeMap<>(fields));
    }
}
