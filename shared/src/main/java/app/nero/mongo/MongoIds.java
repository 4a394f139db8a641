package app.nero.mongo;

import app.nero.kernel.Id;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;

/** Converts between {@link Id} and the stored {@link ObjectId}. */
public final class MongoIds {

    private MongoIds() {}

    public static ObjectId objectId(Id id) {
        return new ObjectId(id.value());
    }

    public static List<ObjectId> objectIds(Collection<Id> ids) {
        return ids.stream().map(MongoIds::objectId).toList();
    }

    public static Id id(Document document, String field) {
        return id(document.getObjectId(field));
    }

    public static Id id(ObjectId value) {
        return new Id(value.toHexString());
    }

    /**
     * A filter for a range of ids.
     *
     * @param after exclusive lower bound
     * @param last inclusive upper bound; empty for none
     */
    public static Document range(String field, Id after, Optional<Id> last) {
        Document bounds = new Document("$gt", objectId(after));
        last.ifPresent(id -> bounds.append("$lte", objectId(id)));
        return new Document(field, bounds);
    }

    /** A filter that callers can append fields to. The embedded server does not use its unique index inside {@code $and}. */
    public static Document byId(Id id) {
        return new Document("_id", objectId(id));
    }
}
