package app.nero.picture.mongo;

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
import app.nero.picture.PublicId;
import app.nero.picture.Upload;
import app.nero.picture.Uploads;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** Uploads in the collection {@code uploads}, by the picture's public id. */
public final class MongoUploads implements Uploads {

    private static final String ID = "_id";
    private static final String USER_ID = "userId";
    private static final String USED_BY = "usedBy";
    private static final String EXPIRES_AT = "expiresAt";
    private static final String SWEEP_AT = "sweepAt";

    private final MongoRows uploads;

    public MongoUploads(MongoConnection connection) {
        uploads = connection.collection("uploads");
    }

    @Override
    public void add(Collection<Upload> added) {
        ReplaceOptions upsert = new ReplaceOptions().upsert(true);
        List<ReplaceOneModel<Document>> writes = added.stream()
                .map(upload -> new ReplaceOneModel<>(eq(ID, upload.publicId().value()), write(upload), upsert))
                .toList();
        MongoConnection.call(uploads, it -> it.bulkWrite(writes));
    }

    @Override
    public boolean claim(Id userId, Collection<PublicId> publicIds, Id usedBy, Instant now) {
        Bson free = and(byIds(publicIds), eq(USER_ID, new ObjectId(userId.value())), eq(USED_BY, null),
                gt(EXPIRES_AT, Date.from(now)));
        long claimed = MongoConnection.call(uploads,
                it -> it.updateMany(free, set(USED_BY, new ObjectId(usedBy.value()))).getModifiedCount());
        if (claimed < publicIds.size()) {
            release(publicIds, usedBy);
        }
        return claimed == publicIds.size();
    }

    @Override
    public void release(Collection<PublicId> publicIds, Id usedBy) {
        MongoConnection.call(uploads, it -> it
                .updateMany(and(byIds(publicIds), eq(USED_BY, new ObjectId(usedBy.value()))), unset(USED_BY)));
    }

    @Override
    public List<Upload> listDue(Instant now, int max) {
        return MongoConnection.call(uploads, it -> it.find(lte(SWEEP_AT, Date.from(now))).sort(ascending(SWEEP_AT))
                .limit(max).map(MongoUploads::read).into(new ArrayList<>()));
    }

    @Override
    public void postpone(PublicId publicId, Instant sweepAt) {
        MongoConnection.call(uploads,
                it -> it.updateOne(eq(ID, publicId.value()), set(SWEEP_AT, Date.from(sweepAt))));
    }

    @Override
    public void forget(PublicId publicId) {
        MongoConnection.call(uploads, it -> it.deleteOne(eq(ID, publicId.value())));
    }

    private static Bson byIds(Collection<PublicId> publicIds) {
        return in(ID, publicIds.stream().map(PublicId::value).toList());
    }

    private static Document write(Upload upload) {
        Document row = new Document(ID, upload.publicId().value()) //
                .append(USER_ID, new ObjectId(upload.userId().value())) //
                .append(EXPIRES_AT, Date.from(upload.expiresAt())) //
                .append(SWEEP_AT, Date.from(upload.sweepAt()));
        upload.usedBy().ifPresent(id -> row.append(USED_BY, new ObjectId(id.value())));
        return row;
    }

    private static Upload read(Document row) {
        return new Upload(new PublicId(row.getString(ID)), new Id(row.getObjectId(USER_ID).toHexString()),
                Optional.ofNullable(row.getObjectId(USED_BY)).map(ObjectId::toHexString).map(Id::new),
                row.getDate(EXPIRES_AT).toInstant(), row.getDate(SWEEP_AT).toInstant());
    }
}
