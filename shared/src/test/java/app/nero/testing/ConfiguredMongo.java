package app.nero.testing;

import app.nero.mongo.MongoConnection;
import app.nero.upkeep.mongo.MongoCollections;
import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.Optional;

/**
 * A server of MongoDB's to run tests on as well, where the environment names one. Each database that they make there is
 * dropped when the run ends.
 */
public final class ConfiguredMongo {

    public static final String URI = "NERO_TEST_MONGODB_URI";

    private ConfiguredMongo() {}

    /** One for the whole run, with Nero's indexes on it. */
    public static MongoConnection connection() {
        return Shared.CONNECTION;
    }

    /** Where that connection leads. */
    public static ConnectionString connectionString() {
        return new ConnectionString(Shared.URI);
    }

    /** The URI of an empty database that nobody else uses; none where no server is named. */
    public static Optional<String> newDatabase() {
        return Optional.ofNullable(System.getenv(URI)).filter(uri -> !uri.isBlank()).map(ConfiguredMongo::newDatabase);
    }

    /** With the options of the server's URI; many at once are what tests are about. */
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
