package app.nero.statistics.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Updates.inc;

import app.nero.account.mongo.MongoUsers;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import app.nero.statistics.Day;
import app.nero.statistics.Event;
import app.nero.statistics.Statistics;
import app.nero.statistics.Stats;
import app.nero.template.mongo.MongoTemplates;
import com.mongodb.client.MongoCollection;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * Events are counted in the collection {@code dailyCounts}, one document per UTC day. Users, templates and likes are counted in
 * their own collections.
 */
public final class MongoStatistics implements Statistics {

    private static final String COLLECTION = "dailyCounts";

    private final MongoConnection connection;
    private final MongoRows dailyCounts;

    public MongoStatistics(MongoConnection connection) {
        this.connection = connection;
        this.dailyCounts = connection.collection(COLLECTION);
    }

    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION);
    }

    /** The upsert can collide only with the first upsert of the day. The document exists then, so an update follows. */
    @Override
    public void count(Event event, LocalDate day) {
        Bson increment = inc(field(event), 1L);
        Bson byDay = eq("_id", day.toString());
        dailyCounts.upsert(byDay, increment).or(() -> dailyCounts.update(byDay, increment));
    }

    @Override
    public Stats read(LocalDate today, int days) {
        LocalDate first = today.minusDays(days - 1L);
        Map<String, Integer> users = perDay(MongoUsers.COLLECTION, first);
        Map<String, Integer> templates = perDay(MongoTemplates.COLLECTION, first);
        Map<String, Integer> likes = perDay(MongoFavorites.COLLECTION, first);
        Map<String, Document> events = new HashMap<>();
        dailyCounts.list(collection -> collection.find(gte("_id", first.toString())), Function.identity())
                .forEach(document -> events.put(document.getString("_id"), document));
        List<Day> list = Stream.iterate(today, day -> day.minusDays(1)).limit(days).map(day -> {
            String key = day.toString();
            Document counted = events.getOrDefault(key, new Document());
            return new Day(day, users.getOrDefault(key, 0), counted.<Number>get("signIns", 0).longValue(),
                    counted.<Number>get("codesSent", 0).longValue(), templates.getOrDefault(key, 0),
                    likes.getOrDefault(key, 0));
        }).toList();
        return new Stats(total(MongoUsers.COLLECTION), total(MongoTemplates.COLLECTION),
                total(MongoFavorites.COLLECTION), list);
    }

    private Map<String, Integer> perDay(String collection, LocalDate first) {
        Date from = Date.from(first.atStartOfDay().toInstant(ZoneOffset.UTC));
        // Ids start with their creation time, and every collection has an index on them.
        Bson since = gte("_id", ObjectId.getSmallestWithDate(from));
        Document day = new Document("$dateToString",
                new Document("format", "%Y-%m-%d").append("date", "$createdAt"));
        return connection.collection(collection).countBy(since, day, row -> row.getString("_id"));
    }

    /** Of the collection's metadata. An exact count would read the whole index on ids. */
    private long total(String collection) {
        return connection.collection(collection).call(MongoCollection::estimatedDocumentCount);
    }

    private static String field(Event event) {
        return switch (event) {
            case SIGN_IN -> "signIns";
            case CODE_SENT -> "codesSent";
        };
    }
}
