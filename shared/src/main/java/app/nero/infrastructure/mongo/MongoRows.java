package app.nero.infrastructure.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.Document;

/**
 * A collection, in whatever client is open at the moment.
 *
 * @param limit of one call, where it is not the connection's
 */
record MongoRows(Supplier<MongoDatabase> database, String name, Optional<Duration> limit) {

    MongoRows within(Duration other) {
        return new MongoRows(database, name, Optional.of(other));
    }

    MongoCollection<Document> collection() {
        MongoCollection<Document> collection = database.get().getCollection(name);
        return limit.map(it -> collection.withTimeout(it.toMillis(), TimeUnit.MILLISECONDS)).orElse(collection);
    }
}
