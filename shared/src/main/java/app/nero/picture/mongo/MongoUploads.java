package app.nero.picture.mongo;

import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import app.nero.kernel.Id;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import app.nero.picture.PublicId;
import app.nero.picture.Upload;
import app.nero.picture.Uploads;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Uploads in the collection {@code uploads}, by the picture's public id. */
public final class MongoUploads implements Uploads {

    private static final String COLLECTION = "uploads";
    private static final String ID = "_id";
    private static final String USER_ID = "userId";
    private static final String USED_BY = "usedBy";
    private static final String EXPIRES_AT = "expiresAt";
    private static final String SWEEP_AT = "sweepAt";

    private final MongoRows uploads;

    public MongoUploads(MongoConnection connection) {
        uploads = connection.collection(COLLECTION);
    }

    /** An erasure leaves uploads to the sweep, which removes their pictures as well. */
    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).indexed(SWEEP_AT);
    }

    @Override
    public void add(Collection<Upload> added) {
        ReplaceOptions upsert = new ReplaceOptions().upsert(true);
        List<ReplaceOneModel<Document>> writes = added.stream()
                .map(upload -> new ReplaceOneModel<>(eq(ID, upload.publicId().value()), write(upload), upsert))
                .toList();
        uploads.call(it -> it.bulkWrite(writes));
    }

    @Override
    public boolean claim(Id userId, Collection<PublicId> publicIds, Id usedBy, Instant now) {
        Bson free = and(byIds(publicIds), eq(USER_ID, objectId(userId)), eq(USED_BY, null),
                gt(EXPIRES_AT, Date.from(now)));
        long claimed = uploads.call(it -> it.updateMany(free, set(USED_BY, objectId(usedBy))).getModifiedCount());
        if (claimed < publicIds.size()) {
            release(publicIds, usedBy);
        }
        return claimed == publicIds.size();
    }

    @Override
    public void release(Collection<PublicId> publicIds, Id usedBy) {
        uploads.call(it -> it.updateMany(and(byIds(publicIds), eq(USED_BY, objectId(usedBy))), unset(USED_BY)));
    }

    @Override
    public List<Upload> listDue(Instant now, int max) {
        return uploads.list(it -> it.find(lte(SWEEP_AT, Date.from(now))).sort(ascending(SWEEP_AT)).limit(max),
                MongoUploads::read);
    }

    @Override
    public void postpone(PublicId publicId, Instant sweepAt) {
        uploads.call(it -> it.updateOne(eq(ID, publicId.value()), set(SWEEP_AT, Date.from(sweepAt))));
    }

    @Override
    public void forget(PublicId publicId) {
        uploads.call(it -> it.deleteOne(eq(ID, publicId.value())));
    }

    private static Bson byIds(Collection<PublicId> publicIds) {
        return in(ID, publicIds.stream().map(PublicId::value).toList());
    }

    private static Document write(Upload upload) {
        Document row = new Document(ID, upload.publicId().value()) //
                .append(USER_ID, objectId(upload.userId())) //
                .append(EXPIRES_AT, Date.from(upload.expiresAt())) //
                .append(SWEEP_AT, Date.from(upload.sweepAt()));
        upload.usedBy().ifPresent(id -> row.append(USED_BY, objectId(id)));
        return row;
    }

    private static Upload read(Document row) {
        return new Upload(new PublicId(row.getString(ID)), id(row, USER_ID),
                Optional.ofNullable(row.get(USED_BY)).map(_ -> id(row, USED_BY)),
                row.getDate(EXPIRES_AT).toInstant(), row.getDate(SWEEP_AT).toInstant());
    }
}
