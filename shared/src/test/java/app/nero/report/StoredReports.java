package app.nero.report;

import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static com.mongodb.client.model.Filters.eq;

import app.nero.kernel.Id;
import app.nero.mongo.MongoConnection;
import app.nero.report.mongo.MongoReports;
import java.util.List;
import java.util.Optional;

/** Reads the documents of {@link MongoReports}, which Nero only writes. */
public final class StoredReports {

    private StoredReports() {}

    public static List<Report> of(MongoConnection connection, Id ownerId) {
        return connection.collection(MongoReports.collection().name()).list(
                it -> it.find(eq("ownerId", objectId(ownerId))),
                document -> new Report(id(document, "_id"), id(document, "generationId"), id(document, "ownerId"),
                        ReportReason.parse(document.getString("reason")).orElseThrow(),
                        Optional.ofNullable(document.getString("note")).map(ReportNote::new),
                        document.getDate("createdAt").toInstant()));
    }
}
