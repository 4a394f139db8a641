package app.nero.testing;

import app.nero.mongo.MongoConnection;
import app.nero.upkeep.mongo.MongoCollections;
import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.Optional;

/**
 * An optional MongoDB server for tests, whose URI is in {@code NERO_TEST_MONGODB_URI}. The databases that tests create on it are
 * dropped when the run ends.
 */
public final class ConfiguredMongo {

    public static final String URI = "NERO_TEST_MONGODB_URI";

    private ConfiguredMongo() {}

    /** A connection to a database with Nero's indexes, shared by the whole run. */
    public static MongoConnection connection() {
        return Shared.CONNECTION;
    }

    /** The URI of {@link #connection}. */
    public static ConnectionString connectionString() {
        return new ConnectionString(Shared.URI);
    }

    /** Returns the URI of a new, empty database; empty if no server is configured. */
    public static Optional<String> newDatabase() {
        return Optional.ofNullable(System.getenv(URI)).filter(uri -> !uri.isBlank()).map(ConfiguredMongo::newDatabase);
    }

    /** Keeps the options of the server's URI. Allows more connections, because tests run many calls concurrently. */
    private static String newDatabase(String server) {
        String name = "nero_test_" + Some.id();
        String uri = server.replaceFirst("^(mongodb(?:\\+srv)?://[^/?]+)(?:/[^?]*)?(?:\\?(.*))?$",
                "$1/" + name + "?maxPoolSize=32&$2");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(uri, name)));
        return uri;
    }

    private static void drop(String uri, String name) {
        try (MongoClient client = MongoClients.create(uri)) {
            client.getDatabase(name).drop();
        }
    }

    private static final class Shared {

        private static final String URI = newDatabase().orElseThrow();
        private static final MongoConnection CONNECTION = MongoConnection.open(URI);

        static {
            MongoCollections.createIndexes(CONNECTION);
        }
    }
}
