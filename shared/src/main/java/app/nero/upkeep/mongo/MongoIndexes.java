package app.nero.upkeep.mongo;

import app.nero.mongo.MongoConnection;

/** Creates the indexes that the adapters declare. */
public final class MongoIndexes {

    private MongoIndexes() {}

    /**
     * Creates the indexes that are missing and leaves the others alone; never while serving a request.
     *
     * @throws app.nero.kernel.UnavailableException if the database does not answer
     */
    public static void create(MongoConnection connection) {
        MongoCollections.all().forEach(collection -> collection.createIndexes(connection));
    }
}
