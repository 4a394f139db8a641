package app.nero.infrastructure.mongo;

import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The indexes that every query of the adapters here stands on. */
public final class MongoIndexes {

    private static final IndexModel TTL = new IndexModel(ascending("expiresAt"),
            new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));

    private static final Map<String, List<IndexModel>> BY_COLLECTION = Map.of( //
            "users", List.of(unique("phoneNumber")), //
            "verificationCodes",
            List.of(new IndexModel(compoundIndex(ascending("phoneNumber"), descending("createdAt", "_id"))), TTL), //
            "throttles", List.of(TTL), //
            "sessions", List.of(unique("tokenHash"), unique("familyId"), plain("userId"), TTL), //
            "erasures", List.of(plain("requestedAt")), //
            "starsLedger", List.of(newestOf("userId")), //
            "characters", List.of(newestOf("userId")), //
            "favoriteTemplates", List.of(newestOf("userId")), //
            "generatedImages", List.of(newestOf("userId")));

    private MongoIndexes() {}

    /**
     * Makes what is missing and leaves alone what is there; never on a request's way.
     *
     * @throws app.nero.domain.UnavailableException if the database does not answer
     */
    public static void create(MongoConnection connection) {
        BY_COLLECTION.forEach((name, indexes) -> MongoConnection
                .call(connection.collection(name), it -> it.createIndexes(indexes)));
    }

    private static IndexModel unique(String field) {
        return new IndexModel(ascending(field), new IndexOptions().unique(true));
    }

    private static IndexModel plain(String field) {
        return new IndexModel(ascending(field));
    }

    private static IndexModel newestOf(String field) {
        return new IndexModel(compoundIndex(ascending(field), descending("_id")));
    }
}
