package app.nero.favorite.mongo;

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
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** What people like in the collection {@code favoriteTemplates}: one document of a person and a template. */
public final class MongoFavorites implements Favorites {

    private static final String ID = "_id";
    private static final String USER_ID = "userId";
    private static final String TEMPLATE_ID = "templateId";

    /** Below every id that is made. */
    private static final ObjectId LEAST = new ObjectId("000000000000000000000000");

    private final MongoRows favorites;

    public MongoFavorites(MongoConnection connection) {
        favorites = connection.collection("favoriteTemplates");
    }

    /** The unique index lets one of many at once in. */
    @Override
    public boolean add(Favorite favorite) {
        Document document = new Document(ID, objectId(favorite.id())) //
                .append(USER_ID, objectId(favorite.userId())) //
                .append(TEMPLATE_ID, objectId(favorite.templateId())) //
                .append("createdAt", Date.from(favorite.createdAt()));
        return MongoConnection.callUnlessDuplicate(favorites, it -> it.insertOne(document)).isPresent();
    }

    @Override
    public Optional<Favorite> remove(Id userId, Id templateId) {
        // As one plain document: in an $and the embedded server would not see its unique index.
        Bson one = new Document(USER_ID, objectId(userId)).append(TEMPLATE_ID, objectId(templateId));
        Optional<Document> removed = MongoConnection.find(favorites, it -> it.findOneAndDelete(one));
        return removed.map(MongoFavorites::read);
    }

    @Override
    public Set<Id> among(Id userId, Collection<Id> templateIds) {
        Bson theirs = and(eq(USER_ID, objectId(userId)),
                in(TEMPLATE_ID, templateIds.stream().map(MongoFavorites::objectId).toList()));
        return MongoConnection.call(favorites,
                it -> it.find(theirs).map(document -> id(document, TEMPLATE_ID)).into(new HashSet<>()));
    }

    @Override
    public List<Favorite> list(Id userId, Optional<Id> after, int limit) {
        Bson own = eq(USER_ID, objectId(userId));
        Bson rest = after.map(id -> and(own, lt(ID, objectId(id)))).orElse(own);
        return MongoConnection.call(favorites, it -> it.find(rest).sort(descending(ID)).limit(limit)
                .map(MongoFavorites::read).into(new ArrayList<>()));
    }

    @Override
    public void removeAll(Id templateId) {
        MongoConnection.call(favorites, it -> it.deleteMany(eq(TEMPLATE_ID, objectId(templateId))));
    }

    /** Reads a range of the index on {@code templateId} and no document. */
    @Override
    public Map<Id, Integer> countByTemplate(Optional<Id> after, Optional<Id> last) {
        Bson first = gt(TEMPLATE_ID, after.map(MongoFavorites::objectId).orElse(LEAST));
        Bson range = last.map(id -> and(first, lte(TEMPLATE_ID, objectId(id)))).orElse(first);
        List<Bson> pipeline = List.of(Aggregates.match(range),
                Aggregates.group("$" + TEMPLATE_ID, Accumulators.sum("count", 1)));
        return MongoConnection.call(favorites, it -> {
            Map<Id, Integer> counts = new HashMap<>();
            it.aggregate(pipeline)
                    .forEach(row -> counts.put(id(row, ID), row.get("count", Number.class).intValue()));
            return counts;
        });
    }

    private static Favorite read(Document document) {
        return new Favorite(id(document, ID), id(document, USER_ID), id(document, TEMPLATE_ID),
                document.getDate("createdAt").toInstant());
    }

    private static Id id(Document document, String field) {
        return new Id(document.getObjectId(field).toHexString());
    }

    private static ObjectId objectId(Id id) {
        return new ObjectId(id.value());
    }
}
