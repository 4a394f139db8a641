package app.nero.favorite.mongo;

import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static app.nero.mongo.MongoIds.objectIds;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Sorts.descending;

import app.nero.favorite.Favorite;
import app.nero.favorite.Favorites;
import app.nero.kernel.Id;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/** What people like in the collection {@code favoriteTemplates}: one document of a person and a template. */
public final class MongoFavorites implements Favorites {

    public static final String COLLECTION = "favoriteTemplates";

    private static final String ID = "_id";
    private static final String USER_ID = "userId";
    private static final String TEMPLATE_ID = "templateId";

    private final MongoRows favorites;

    public MongoFavorites(MongoConnection connection) {
        favorites = connection.collection(COLLECTION);
    }

    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).unique(USER_ID, TEMPLATE_ID).indexed(TEMPLATE_ID)
                .listedBy(USER_ID, "_id").ownedBy(USER_ID);
    }

    /** The unique index lets one of many at once in. */
    @Override
    public boolean add(Favorite favorite) {
        Document document = new Document(ID, objectId(favorite.id())) //
                .append(USER_ID, objectId(favorite.userId())) //
                .append(TEMPLATE_ID, objectId(favorite.templateId())) //
                .append("createdAt", Date.from(favorite.createdAt()));
        return favorites.insertUnlessDuplicate(document);
    }

    @Override
    public Optional<Favorite> remove(Id userId, Id templateId) {
        // As one plain document: in an $and the embedded server would not see its unique index.
        Bson one = new Document(USER_ID, objectId(userId)).append(TEMPLATE_ID, objectId(templateId));
        return favorites.find(it -> it.findOneAndDelete(one)).map(MongoFavorites::read);
    }

    @Override
    public Set<Id> among(Id userId, Collection<Id> templateIds) {
        Bson theirs = and(eq(USER_ID, objectId(userId)), in(TEMPLATE_ID, objectIds(templateIds)));
        return favorites.call(it -> it.find(theirs).map(document -> id(document, TEMPLATE_ID)).into(new HashSet<>()));
    }

    @Override
    public List<Favorite> list(Id userId, Optional<Id> after, int limit) {
        Bson own = eq(USER_ID, objectId(userId));
        Bson rest = after.map(id -> and(own, lt(ID, objectId(id)))).orElse(own);
        return favorites.list(it -> it.find(rest).sort(descending(ID)).limit(limit), MongoFavorites::read);
    }

    @Override
    public void removeAll(Id templateId) {
        favorites.call(it -> it.deleteMany(eq(TEMPLATE_ID, objectId(templateId))));
    }

    /** Reads a range of the index on {@code templateId} and no document. No id is below {@link Id#NOBODY}. */
    @Override
    public Map<Id, Integer> countByTemplate(Optional<Id> after, Optional<Id> last) {
        Bson first = gt(TEMPLATE_ID, objectId(after.orElse(Id.NOBODY)));
        Bson range = last.map(id -> and(first, lte(TEMPLATE_ID, objectId(id)))).orElse(first);
        return favorites.countBy(range, "$" + TEMPLATE_ID, row -> id(row, ID));
    }

    private static Favorite read(Document document) {
        return new Favorite(id(document, ID), id(document, USER_ID), id(document, TEMPLATE_ID),
                document.getDate("createdAt").toInstant());
    }
}
