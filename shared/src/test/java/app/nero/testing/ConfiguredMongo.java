package app.nero.testing;

import app.nero.infrastructure.mongo.MongoConnection;
import app.nero.infrastructure.mongo.MongoIndexes;

/** A real server to run the contract suites on as well, where the environment names one. */
public final class ConfiguredMongo {

    public static final String URI = "NERO_TEST_MONGODB_URI";

    private ConfiguredMongo() {}

    /** One for the whole run, with Nero's indexes on it. */
    public static MongoConnection connection() {
        return Holder.CONNECTION;
    }

    private static final class Holder {

        private static final MongoConnection CONNECTION = MongoConnection.open(System.getenv(URI));

        static {
            MongoIndexes.create(CONNECTION);
        }
    }
}
