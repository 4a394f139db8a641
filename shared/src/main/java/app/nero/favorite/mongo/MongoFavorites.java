package app.nero.favorite.mongo;

import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static app.nero.mongo.MongoIds.objectIds;
import static app.nero.mongo.MongoIds.range;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Sorts.descending;

import app.nero.favorite.Favorite;
import app.nero.favorite.Favorites;
import app.nero.kernel.Id;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Favorites in the collection {@code favoriteTemplates}, one document per user and template. */
public final class MongoFavorites implements Favorites {

    public static final String COLLECTION = "favoriteTemplates";

    private final MongoRows favorites;

    public MongoFavorites(MongoConnection connection) {
        favorites = connection.collection(COLLECTION);
    }

    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).unique("userId", "templateId").indexed("templateId")
                .listedBy("userId", "_id").ownedBy("userId");
    }

    /** The unique index admits one of several concurrent calls. */
    @Override
    public boolean add(Favorite favorite) {
        return favorites.insertUnlessDuplicate(new Document("_id", objectId(favorite.id()))
                .append("userId", objectId(favorite.userId()))
                .append("templateId", objectId(favorite.templateId()))
                .append("createdAt", favorite.createdAt()));
    }

    @Override
    public Optional<Favorite> remove(Id userId, Id templateId) {
        // One plain document, because the embedded server does not use its unique index for $and.
        Bson one = new Document("userId", objectId(userId)).append("templateId", objectId(templateId));
        return favorites.find(collection -> collection.findOneAndDelete(one)).map(MongoFavorites::read);
    }

    @Override
    public Set<Id> among(Id userId, Collection<Id> templateIds) {
        Bson filter = and(eq("userId", objectId(userId)), in("templateId", objectIds(templateIds)));
        return favorites.call(collection -> collection.find(filter).map(document -> id(document, "templateId"))
                .into(new HashSet<>()));
    }

    @Override
    public List<Favorite> list(Id userId, Optional<Id> after, int limit) {
        Bson own = eq("userId", objectId(userId));
        Bson rest = after.map(id -> and(own, lt("_id", objectId(id)))).orElse(own);
        return favorites.list(collection -> collection.find(rest).sort(descending("_id")).limit(limit),
                MongoFavorites::read);
    }

    @Override
    public void removeAll(Id templateId) {
        favorites.call(collection -> collection.deleteMany(eq("templateId", objectId(templateId))));
    }

    /** Counts in the index on {@code templateId} without fetching documents. */
    @Override
    public Map<Id, Integer> countByTemplate(Id after, Optional<Id> last) {
        return favorites.withTimeout(MongoRows.JOB_TIMEOUT).countBy(range("templateId", after, last), "$templateId",
                row -> id(row, "_id"));
    }

    private static Favorite read(Document document) {
        return new Favorite(id(document, "_id"), id(document, "userId"), id(document, "templateId"),
                document.getDate("createdAt").toInstant());
    }
}
