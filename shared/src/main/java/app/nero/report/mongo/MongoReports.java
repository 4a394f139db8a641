package app.nero.report.mongo;

import static app.nero.mongo.MongoIds.objectId;

import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import app.nero.report.Report;
import app.nero.report.Reports;
import java.util.Date;
import org.bson.Document;

/** Reports in the collection {@code reports}. */
public final class MongoReports implements Reports {

    private static final String COLLECTION = "reports";

    private final MongoRows reports;

    public MongoReports(MongoConnection connection) {
        reports = connection.collection(COLLECTION);
    }

    /** An export for the owner of the image omits the note, which could tell who wrote it. */
    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).indexed("ownerId").expiring().ownedBy("ownerId").withholding("note");
    }

    @Override
    public void add(Report report) {
        Document document = new Document("_id", objectId(report.id()))
                .append("generationId", objectId(report.generationId()))
                .append("ownerId", objectId(report.ownerId()))
                .append("reason", report.reason().text())
                .append("createdAt", Date.from(report.createdAt()))
                .append("expiresAt", Date.from(report.createdAt().plus(Report.KEPT)));
        report.note().ifPresent(note -> document.append("note", note.value()));
        reports.insert(document);
    }
}
