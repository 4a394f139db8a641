package app.nero.picture.mongo;

import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.combine;
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

/** Uploads in the collection {@code uploads}, with the public id as {@code _id}. */
public final class MongoUploads implements Uploads {

    private static final String COLLECTION = "uploads";

    private final MongoRows uploads;

    public MongoUploads(MongoConnection connection) {
        uploads = connection.collection(COLLECTION);
    }

    /** After an account is erased, the sweep removes its uploads together with their pictures. */
    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).indexed("sweepAt").listedBy("userId", "_id").ownedBy("userId")
                .notErased().withholding("sweepAt");
    }

    @Override
    public void add(Collection<Upload> added) {
        ReplaceOptions upsert = new ReplaceOptions().upsert(true);
        List<ReplaceOneModel<Document>> writes = added.stream()
                .map(upload -> new ReplaceOneModel<>(eq("_id", upload.publicId().value()), write(upload), upsert))
                .toList();
        uploads.call(collection -> collection.bulkWrite(writes));
    }

    @Override
    public boolean claim(Id userId, Collection<PublicId> publicIds, Id usedBy, Instant now) {
        Bson free = and(eq("usedBy", null), unexpired(now));
        boolean claimed = claim(userId, publicIds, usedBy, or(free, eq("usedBy", objectId(usedBy))));
        if (!claimed) {
            release(publicIds, usedBy);
        }
        return claimed;
    }

    @Override
    public boolean hold(Id userId, Collection<PublicId> publicIds, Id usedBy, Instant now) {
        return claim(userId, publicIds, usedBy, and(in("usedBy", null, objectId(usedBy)), unexpired(now)));
    }

    private boolean claim(Id userId, Collection<PublicId> publicIds, Id usedBy, Bson claimable) {
        Bson own = and(byIds(publicIds), eq("userId", objectId(userId)), claimable);
        return uploads.call(collection -> collection.updateMany(own, set("usedBy", objectId(usedBy)))
                .getMatchedCount() == publicIds.size());
    }

    @Override
    public void release(Collection<PublicId> publicIds, Id usedBy) {
        uploads.call(collection -> collection.updateMany(held(publicIds, usedBy), unset("usedBy")));
    }

    @Override
    public void release(Collection<PublicId> publicIds, Id usedBy, Instant expiresAt, Instant sweepAt) {
        Bson free = combine(unset("usedBy"), set("expiresAt", Date.from(expiresAt)),
                set("sweepAt", Date.from(sweepAt)));
        uploads.call(collection -> collection.updateMany(held(publicIds, usedBy), free));
    }

    @Override
    public void discard(Collection<PublicId> publicIds, Id usedBy, Instant now) {
        uploads.call(collection -> collection.updateMany(held(publicIds, usedBy), set("sweepAt", Date.from(now))));
    }

    @Override
    public List<Upload> listDue(Instant now, int max) {
        return uploads.list(
                collection -> collection.find(lte("sweepAt", Date.from(now))).sort(ascending("sweepAt")).limit(max),
                MongoUploads::read);
    }

    @Override
    public void postpone(PublicId publicId, Instant sweepAt) {
        uploads.call(
                collection -> collection.updateOne(eq("_id", publicId.value()), set("sweepAt", Date.from(sweepAt))));
    }

    @Override
    public void forget(PublicId publicId) {
        uploads.call(collection -> collection.deleteOne(eq("_id", publicId.value())));
    }

    @Override
    public void forget(Upload seen) {
        Bson unchanged = and(eq("_id", seen.publicId().value()), eq("sweepAt", Date.from(seen.sweepAt())));
        uploads.call(collection -> collection.deleteOne(unchanged));
    }

    private static Bson unexpired(Instant now) {
        return gt("expiresAt", Date.from(now));
    }

    private static Bson held(Collection<PublicId> publicIds, Id usedBy) {
        return and(byIds(publicIds), eq("usedBy", objectId(usedBy)));
    }

    private static Bson byIds(Collection<PublicId> publicIds) {
        return in("_id", publicIds.stream().map(PublicId::value).toList());
    }

    private static Document write(Upload upload) {
        Document row = new Document("_id", upload.publicId().value())
                .append("userId", objectId(upload.userId()))
                .append("expiresAt", Date.from(upload.expiresAt()))
                .append("sweepAt", Date.from(upload.sweepAt()));
        upload.usedBy().ifPresent(id -> row.append("usedBy", objectId(id)));
        return row;
    }

    private static Upload read(Document row) {
        return new Upload(new PublicId(row.getString("_id")), id(row, "userId"),
                Optional.ofNullable(row.get("usedBy")).map(_ -> id(row, "usedBy")),
                row.getDate("expiresAt").toInstant(), row.getDate("sweepAt").toInstant());
    }
}
