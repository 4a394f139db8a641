package app.nero.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;
import static java.util.Map.entry;

import app.nero.template.mongo.MongoTemplateSearch;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.conversions.Bson;

/**
 * The indexes that every query of the adapters here stands on.
 *
 * <p>A list of templates is filtered by some of category, style and tag, and comes in one of four orders. For each filter
 * and each order there is an index that begins with the one and goes on with the other, so that a page is read where it
 * lies and nothing is sorted. Behind them stands what else may be asked for, so that the index tells which templates are
 * meant, and only those are read: the other filters, and all the words where no array is in the index, for MongoDB tries
 * patterns on no entry of an array's. {@link MongoTemplateSearch} tells how a search uses them. The price is that a like or
 * a view moves an entry in each index on its counter and on the score: seven, and two more a tag.
 */
public final class MongoIndexes {

    /** Which templates have a word. */
    public static final Bson OF_WORDS = ascending("searchTokens", "category", "style", "_id");

    /** What is trending, and nothing else. */
    public static final Bson OF_TRENDING = ascending("isTrending", "createdAt", "_id", //
            "likeCount", "viewCount", "trendingScore", "category", "style");

    /** All that templates whose ids are known are chosen and ordered by. */
    public static final Bson OF_IDS = ascending("_id", "createdAt", "likeCount", "viewCount", "trendingScore", //
            "category", "style", "isTrending", "searchText");

    private static final IndexModel TTL = new IndexModel(ascending("expiresAt"),
            new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));

    /** What all indexes of a collection may take where it is large already. */
    private static final Duration BUILD = Duration.ofHours(1);

    private static final Map<String, List<IndexModel>> BY_COLLECTION = Map.ofEntries( //
            entry("users", List.of(unique("phoneNumber"))), //
            entry("verificationCodes",
                    List.of(new IndexModel(compoundIndex(ascending("phoneNumber"), descending("createdAt", "_id"))),
                            TTL)), //
            entry("throttles", List.of(TTL)), //
            entry("sessions", List.of(unique("tokenHash"), unique("familyId"), plain("userId"), TTL)), //
            entry("erasures", List.of(plain("requestedAt"))), //
            entry("starsLedger",
                    List.of(unique("userId", "number"), unique("userId", "ref"), plain("createdAt"))), //
            entry("auditLog", List.of(plain("target"), plain("createdAt"))), //
            entry("characters", List.of(newestOf("userId"), uniqueIfSet("place"), ifSet("sweepAt"))), //
            entry("uploads", List.of(plain("sweepAt"))), //
            entry("idempotencyKeys", List.of(TTL)), //
            entry("templates", templates()), //
            entry("categories", List.of(unique("slug"))), //
            entry("favoriteTemplates",
                    List.of(unique("userId", "templateId"), plain("templateId"), newestOf("userId"))), //
            entry("generatedImages", List.of(newestOf("userId"))));

    private MongoIndexes() {}

    /**
     * Makes what is missing and leaves alone what is there; never on a request's way.
     *
     * @throws app.nero.kernel.UnavailableException if the database does not answer
     */
    public static void create(MongoConnection connection) {
        BY_COLLECTION.forEach((name, indexes) -> MongoConnection.call(
                connection.collection(name).within(BUILD),
                it -> it.createIndexes(indexes)));
    }

    private static List<IndexModel> templates() {
        List<IndexModel> indexes = new ArrayList<>(
                List.of(uniqueIfSet("externalKey"), new IndexModel(OF_WORDS), new IndexModel(OF_IDS),
                        new IndexModel(OF_TRENDING,
                                new IndexOptions().partialFilterExpression(eq("isTrending", true)))));
        for (String order : List.of("createdAt", "likeCount", "viewCount", "trendingScore")) {
            Bson down = descending(order, "_id");
            indexes.add(compound(down, ascending("isTrending", "searchText")));
            indexes.add(compound(ascending("category"), down, ascending("style", "isTrending", "searchText")));
            indexes.add(compound(ascending("style"), down, ascending("category", "isTrending", "searchText")));
            indexes.add(new IndexModel(ofTag(order)));
        }
        return indexes;
    }

    /** Which templates have a tag, in an order. */
    public static Bson ofTag(String order) {
        return compoundIndex(ascending("tags"), descending(order, "_id"), ascending("category", "style", "isTrending"));
    }

    private static IndexModel unique(String... fields) {
        return new IndexModel(ascending(fields), new IndexOptions().unique(true));
    }

    private static IndexModel uniqueIfSet(String field) {
        return new IndexModel(ascending(field), new IndexOptions().unique(true).sparse(true));
    }

    private static IndexModel ifSet(String field) {
        return new IndexModel(ascending(field), new IndexOptions().sparse(true));
    }

    private static IndexModel plain(String... fields) {
        return new IndexModel(ascending(fields));
    }

    private static IndexModel compound(Bson... parts) {
        return new IndexModel(compoundIndex(parts));
    }

    private static IndexModel newestOf(String field) {
        return new IndexModel(compoundIndex(ascending(field), descending("_id")));
    }
}
